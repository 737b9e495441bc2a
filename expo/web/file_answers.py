"""Files that are made for an answer: sent as a whole where they are small, and else piece by piece off the disk.

They are finished before the first byte is sent. So a slow reader keeps no database waiting, what fails halfway is told
as a failure and not as the end of the file, and the ETag is of the content.
"""

import hashlib
from collections.abc import Iterator
from os import SEEK_END
from typing import IO, Any, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from expo.presence import require_value
from expo.spreadsheets.export import IN_MEMORY

# Bytes that are in memory at a time.
PIECE = 1 << 16


class FileInPieces(FileResponse):
    """A finished file, with its ETag and length."""

    block_size = PIECE

    @property
    def file(self) -> IO[bytes]:
        return require_value(self.file_to_stream)

    @property
    def size(self) -> int:
        return int(self.headers["Content-Length"])


def file_answer(request: HttpRequest, file: IO[bytes], content_type: str, headers: dict[str, str]) -> HttpResponseBase:
    """The file from its beginning; it is closed here, or with the answer."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    if size <= IN_MEMORY:
        with file:
            return HttpResponse(file.read(), content_type=content_type, headers=headers)
    told = headers | {"ETag": f'"{file_digest(file)}"', "Content-Length": str(size)}
    file.seek(0)
    return answer_condition(request, FileInPieces(file, content_type=content_type, headers=told))


def answer_condition(request: HttpRequest, answer: FileInPieces) -> HttpResponseBase:
    """304 to those who have it already; the file is closed then."""
    given: Any = get_conditional_response(request, etag=answer.headers["ETag"], response=cast(HttpResponse, answer))
    if given is not answer:
        answer.file.close()
    return given


def file_digest(file: IO[bytes]) -> str:
    """As `ConditionalGetMiddleware` makes it of what is whole."""
    digest: Any = hashlib.md5(usedforsecurity=False)
    for piece in pieces(file):
        digest.update(piece)
    return digest.hexdigest()


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
