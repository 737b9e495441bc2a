"""What the pages of an import call what its files hold: rows, or something else."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText

# Before that many seconds have gone by, nobody knows how fast it goes.
SURE = 1


@dataclass(frozen=True)
class ImportWords:
    """`place`, `title`: heads of the columns that say where something stands in the file, and what it is.

    `cut` and `progress` take `done` and `all`, which are numbers.
    """

    place: LazyText
    title: LazyText
    good: LazyText
    none_good: LazyText
    all_good: LazyText
    question: LazyText
    step: LazyText
    running: LazyText
    cut: LazyText
    progress: LazyText

    def cut_after(self, done: int, rows: int) -> str:
        return str(self.cut) % {"done": done, "all": rows}

    def progress_after(self, done: int, rows: int, seconds: float = 0) -> str:
        """`seconds`: since the first of them."""
        told = str(self.progress) % {"done": done, "all": rows}
        if not 0 < done < rows or seconds < SURE:
            return told
        return f"{told} · {pace(done / seconds, rows - done)}"


def pace(rate: float, left: int) -> str:
    """`rate`: rows a second; `left`: how many are not taken yet."""
    seconds = max(1, round(left / rate))
    more = ngettext("about %(seconds)s second left", "about %(seconds)s seconds left", seconds) % {"seconds": seconds}
    return " · ".join([gettext("%(rate)s a second") % {"rate": max(1, round(rate))}, more])


ROWS = ImportWords(
    place=_("Row in the file"),
    title=_("Key"),
    good=_("Good rows"),
    none_good=_("No row is good yet."),
    all_good=_("Every row is good."),
    question=_("What the columns mean"),
    step=_("Import the good rows"),
    running=_("The rows are being imported."),
    cut=_("The import was cut after %(done)s of %(all)s rows. Go on: nothing is imported twice."),
    progress=_("%(done)s of %(all)s rows"),
)
