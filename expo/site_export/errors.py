"""What stops an export; what was served before it still is."""


class ExportError(Exception):
    """A sentence that says what is the matter."""
