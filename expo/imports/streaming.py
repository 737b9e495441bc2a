"""The page that comes in parts while rows are imported, and tells how far they are."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override

from expo.event_log.address import set_event_address
from expo.imports.progress import RunCancelled
from expo.imports.runs import RunClosed
from expo.imports.words import ImportWords

# Where in a page its progress is written; and the address that leads on, where it is known at the end alone.
HERE = "<!-- progress -->"
ONWARD = "#onward"


@dataclass(frozen=True)
class ProgressWords:
    """How progress is told: `rows` there are in all; `address`: of whoever asked; in their `language`.

    `goes_on`: whether the steps are taken to their end where nobody reads on. `began`: seconds of the clock.
    """

    words: ImportWords
    rows: int
    address: str
    language: str
    goes_on: bool = False
    began: float = field(default_factory=time.monotonic)

    def line(self, done: int) -> str:
        return self.words.progress_after(done, self.rows, time.monotonic() - self.began)


def stream_progress(
    page: str, steps: Iterator[int], told: ProgressWords, onward: Callable[[], str] | None = None
) -> Iterator[str]:
    """The page in parts, while the rows are imported; what is done meanwhile is logged as what a view does.

    `onward`: asked at the end, the address in place of ONWARD.
    """
    before, after = page.split(HERE)
    try:
        yield before
        while line := carry_on(steps, told):
            yield line
        if onward is not None:
            after = after.replace(ONWARD, onward())
        yield after
    except GeneratorExit:
        while told.goes_on and carry_on(steps, told):
            continue
        raise


def carry_on(steps: Iterator[int], told: ProgressWords) -> str:
    """Take one step, and tell of it; "" where none is left.

    Address and language are set for the step alone: a page that nobody reads on is closed in the middle of whatever
    is done then, and would set them anew there.
    """
    with override(told.language), set_event_address(told.address):
        try:
            line = told.line(next(steps))
        except StopIteration:
            return ""
        except RunClosed:
            line = _("It was imported or undone from another page meanwhile.")
        except RunCancelled:
            line = _("It is cancelled: nothing of the file is written.")
        except ValidationError as error:
            # An earlier version, which looked at the file, may have read what this one does not.
            line = " ".join(error.messages)
        return format_html("<li>{}</li>\n", line)
