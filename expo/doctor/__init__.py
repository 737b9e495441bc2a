"""The doctor: what is wrong with an installation, each with its fix. Each app names its checks in EXPO_DOCTOR."""
