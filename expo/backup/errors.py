"""Why a backup cannot be made, or cannot be trusted."""


class BackupError(Exception):
    """A sentence for whoever runs the site."""
