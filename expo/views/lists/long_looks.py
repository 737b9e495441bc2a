"""The page that tells how many rows of a long file are looked at, before it leads to what the file would change."""

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from expo.accounts.login_throttle import client_address
from expo.imports.kinds import ImportKind
from expo.imports.streaming import HERE, ONWARD, ProgressWords, stream_progress
from expo.models.imports import ImportedFile

# Fewer rows are looked at before anybody has read how far that is.
LOOKED_AT_FROM = 300


def is_long(kind: ImportKind, rows: int) -> bool:
    """Whether looking at so many rows is told of."""
    return kind.shows_progress and rows >= LOOKED_AT_FROM


def stream_look(
    request: HttpRequest, kind: ImportKind, run: ImportedFile, steps: Iterator[int], rows: int
) -> StreamingHttpResponse:
    """A page that tells how many rows are looked at, and then leads to what the file would change.

    Closed meanwhile, it is looked at to its end; the page where files are brought leads there.
    """

    def onward() -> str:
        if run.pk is None:
            return kind.address("import", run.edition.slug)
        return kind.address("imported", run.edition.slug, run.pk)

    context = {"kind": kind, "edition": run.edition, "run": run, "here": HERE, "onward": ONWARD}
    page = render_to_string("imports/looking.html", context, request)
    told = ProgressWords(kind.words, rows, client_address(request), get_language(), goes_on=True)
    parts = stream_progress(page, steps, told, onward)
    return StreamingHttpResponse(parts, headers={"X-Accel-Buffering": "no"})
