"""Logs that are only ever added to, each event linked to the one before; any app may keep one (`EXPO_LOGS`)."""
