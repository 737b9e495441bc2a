"""What becomes of lookalikes when a deal is recorded: they were answered, or it is refused, or it is marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals.duplicates import fingerprint, search
from deals.duplicates.search import LookalikeMatch
from deals.ledger.deal_data import DealData
from deals.models import Deal, Lookalike
from deals.models.deal import DealStatus
from expo.db.compiled_rows import CompiledRows
from expo.models import Edition


@dataclass(frozen=True)
class LookalikeAnswers:
    """What the clerk said of lookalikes: these numbers are other signings, seen among the first `seen` of the edition.

    What was recorded after `seen` nobody can have answered: it does not hold the deal up, but marks it.
    """

    numbers: frozenset[str] = frozenset()
    seen: int = 0


class UnansweredLookalikes(ValidationError):
    """Deals that may be the same signing stand already; `found` are they."""

    def __init__(self, found: list[LookalikeMatch]) -> None:
        super().__init__(_("This may be recorded already. Look at what resembles it, then say whether it is another."))
        self.found = found


def last_sequence(edition: Edition) -> int:
    """How far the edition's running numbers have come: what a clerk who asks now can see."""
    return Deal.objects.filter(edition=edition).aggregate(last=Max("sequence"))["last"] or 0


def lookalikes_to_mark(draft: DealData, answers: LookalikeAnswers) -> list[LookalikeMatch]:
    """The lookalikes that a draft is to be marked with. Behind the ledger's lock.

    Raises UnansweredLookalikes where there are some that the clerk could have answered and did not.
    """
    sketch = fingerprint.deal_fingerprint(draft, fingerprint.NewestRates(draft.edition))
    found = search.find_lookalikes(sketch, draft.edition)
    left = [row for row in found if row.deal.number not in answers.numbers]
    unanswered = [row for row in left if row.deal.sequence <= answers.seen]
    if unanswered:
        raise UnansweredLookalikes(unanswered)
    return left


def lookalike_content(answers: LookalikeAnswers, found: Iterable[LookalikeMatch]) -> dict[str, list[str]]:
    """What the log says of it: which lookalikes were answered, and which the deal is marked with."""
    said = {"another_than": sorted(answers.numbers), "lookalikes": [row.deal.number for row in found]}
    return {name: numbers for name, numbers in said.items() if numbers}


def mark_deal(deal: Deal, draft: DealData, found: Iterable[LookalikeMatch]) -> None:
    """Make a recorded deal known to the search, and mark it with the lookalikes that nobody has answered."""
    search.add_keys(deal, fingerprint.deal_fingerprint(draft, {}))
    now = timezone.now()
    marks = []
    for row in found:
        points, reasons = row.likeness.points, list(row.likeness.reasons)
        marks.append(Lookalike(deal=deal, other=row.deal, points=points, reasons=reasons, found_at=now))
    Lookalike.objects.bulk_create(marks)


def index_deal(deal: Deal, draft: DealData) -> None:
    """Find the deal by what this draft says, from now on."""
    search.write_keys(deal, fingerprint.deal_fingerprint(draft, {}))


def require_unmarked(deal: Deal) -> None:
    """A deal is counted once only: nobody verifies it before somebody has said that it is another signing."""
    refuse_marked([mark.other.number for mark in marks_of_deal(deal.pk)])


def open_marks(deals: Iterable[Deal]) -> dict[int, list[str]]:
    """For each marked deal's key the numbers of those it may be the same signing as; withdrawn ones count no more."""
    others: dict[int, list[str]] = {}
    for mark in standing_marks().filter(deal__in=deals):
        others.setdefault(mark.deal_id, []).append(mark.other.number)
    return others


def standing_marks() -> QuerySet[Lookalike]:
    """The open ones, of a resemblance to a deal that is not withdrawn."""
    return Lookalike.objects.open().exclude(other__status=DealStatus.WITHDRAWN).select_related("other__edition")


marks_of_deal: CompiledRows[Lookalike] = CompiledRows(lambda deal: standing_marks().filter(deal=deal), int)


def refuse_marked(others: list[str]) -> None:
    if others:
        said = {"numbers": ", ".join(others)}
        raise ValidationError(
            _("This may be the same signing as %(numbers)s. Compare them; return this one, or say why it is another.")
            % said,
            code="mark",
        )
