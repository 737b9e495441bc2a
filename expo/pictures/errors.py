"""Why a file is not taken as a picture. Without Django, which the process that reads does not load."""

from typing import Any


class PictureRefusal(Exception):
    """`code` is a key of `expo.pictures.intake.SENTENCES`."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params
