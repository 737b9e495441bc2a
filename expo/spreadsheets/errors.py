"""Why a file cannot be read as a table. Without Django, which the process that reads does not load."""

from typing import Any


class FileRefusal(Exception):
    """A file that is not read. `code` is a key of `expo.spreadsheets.reading.SENTENCES`."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params
