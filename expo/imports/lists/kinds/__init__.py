"""The kinds of lists that belong to the event itself; other apps have theirs (`EXPO_LISTS`)."""
