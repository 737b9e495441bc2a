"""The entries that a judge scores, with what they gave, in a few queries however many there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.db.models import QuerySet

from agenda.contests.content import plain_text
from agenda.contests.jury.masking import JudgedEntry, show_entry
from agenda.contests.recusals import recused_entries
from agenda.models.contests import UNITS, Assignment, Criterion, Entry, EntryStatus, FrozenRanking, Juror, Score

# More than ten parts would be too small for a thumb.
PARTS = 10


@dataclass
class ScoreField:
    """A criterion as it is asked for. `marks`: values that one press gives."""

    criterion: Criterion
    low: str
    high: str
    step: str
    marks: list[str]
    value: str = ""

    @property
    def code(self) -> str:
        return self.criterion.code


@dataclass
class OwnEntry:
    """`said`: what was wrong with the form that was sent last; empty: nothing. `before`, `after`: keys of the
    assignments that stand beside this one.
    """

    assignment: Assignment
    shown: JudgedEntry
    fields: list[ScoreField]
    recused: bool
    comment: str = ""
    said: str = ""
    before: int | None = None
    after: int | None = None

    @property
    def finished(self) -> bool:
        return self.assignment.finished_at is not None

    @property
    def state(self) -> str:
        if self.recused:
            return "recused"
        return "done" if self.finished else "begun" if any(field.value for field in self.fields) else "open"


@dataclass
class OwnEntries:
    entries: list[OwnEntry]
    open: bool
    frozen: bool
    closed: bool

    @property
    def to_score(self) -> list[OwnEntry]:
        return [entry for entry in self.entries if not entry.recused]

    @property
    def done(self) -> int:
        return sum(entry.finished for entry in self.to_score)

    def entry(self, pk: int) -> OwnEntry | None:
        return next((entry for entry in self.entries if entry.assignment.pk == pk), None)


def own_entries(juror: Juror) -> OwnEntries:
    """Of entries that still stand, by their numbers. Nothing of another judge is read."""
    rows = own_assignments(juror).select_related("round_entry__entry__contest", "round_entry__entry__team")
    rows = rows.prefetch_related(
        "round_entry__entry__team__members__person",
        "round_entry__entry__team__members__organisation",
        "round_entry__entry__shown_pictures__picture",
        "round_entry__entry__files",
    )
    criteria = list(juror.round.criteria.all())
    recused = recused_entries(juror, Entry.objects.filter(round_entries__assignments__juror=juror))
    given = {
        (score.assignment_id, score.criterion_id): plain_text(score.units)
        for score in Score.objects.filter(assignment__juror=juror)
    }
    found = [own_entry(row, criteria, given, row.round_entry.entry_id in recused) for row in rows]
    for left, right in pairwise(found):
        left.after, right.before = right.assignment.pk, left.assignment.pk
    frozen = FrozenRanking.objects.filter(round=juror.round).exists()
    opened = juror.round.is_open and not frozen
    return OwnEntries(found, open=opened, frozen=frozen, closed=juror.round.has_closed)


def own_assignments(juror: Juror) -> QuerySet[Assignment]:
    rows = Assignment.objects.of(juror)
    return rows.filter(round_entry__round=juror.round_id, round_entry__entry__status=EntryStatus.ACCEPTED)


def own_entry(
    assignment: Assignment, criteria: list[Criterion], given: Mapping[tuple[int, int], str], recused: bool
) -> OwnEntry:
    fields = []
    for criterion in criteria:
        field = score_field(criterion)
        field.value = given.get((assignment.pk, criterion.pk), "")
        fields.append(field)
    return OwnEntry(assignment, show_entry(assignment.round_entry.entry), fields, recused, assignment.comment)


def score_field(criterion: Criterion) -> ScoreField:
    low, high, step = (plain_text(round(getattr(criterion, name) * UNITS)) for name in ("low", "high", "step"))
    return ScoreField(criterion, low, high, step, scale_marks(criterion.low, criterion.high))


def scale_marks(low: Decimal, high: Decimal) -> list[str]:
    """Each whole number of a short scale; of a longer one, its ends and nine values between them."""
    count = int(high - low) if high - low == int(high - low) and high - low <= PARTS else PARTS
    return [plain_text(round((low + (high - low) * part / count) * UNITS)) for part in range(count + 1)]
