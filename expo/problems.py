"""What may be missing or wrong in an edition: kinds of problem on one scale, counted in the database.

Each app names its own in `EXPO_PROBLEMS`.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, IntegerChoices, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from expo.versions.row_memory import PLAN_ROWS


class Severity(IntegerChoices):
    """Worst first, by what it does to visitors.

    It must not be shown to them, it misleads them, they miss it, it waits to be shown, it may be meant so.
    """

    FATAL = 1, _("must be solved")
    WRONG = 2, _("wrong")
    MISSING = 3, _("missing")
    WAITING = 4, _("waiting")
    HINT = 5, _("hint")


@dataclass(frozen=True)
class ProblemKind:
    """What may be wrong. `key` stands in the addresses of lists."""

    key: str
    severity: Severity
    label: str | Promise


@dataclass(frozen=True)
class Check(ProblemKind):
    """A kind of problem that rows of a model have by themselves, and which rows have it."""

    which: Q | Callable[[], Q]

    @property
    def rows(self) -> Q:
        """Which rows fail it: found anew where that is no question to the database alone."""
        return self.which() if callable(self.which) else self.which


@dataclass(frozen=True)
class ProblemCount:
    """How many problems of a kind an edition has. `rows`: in what, in words; `url` leads to them.

    `permission` is what mending them takes.
    """

    kind: ProblemKind
    rows: str
    count: int
    url: str
    permission: str


@dataclass(frozen=True)
class CheckedRows:
    """All rows of a model that are checked in an edition, and for what."""

    rows: QuerySet
    checks: Sequence[Check]

    def count_failing(self) -> tuple[tuple[str, int], ...]:
        """How many of the rows fail each check, by its key; in one query."""
        numbers = self.rows.aggregate(**{check.key: Count("pk", filter=check.rows) for check in self.checks})
        return tuple(numbers.items())


def all_problems(edition: Edition) -> list[ProblemCount]:
    """Everything that any app finds wrong in the edition, worst first."""
    counts: list[ProblemCount] = []
    for path in settings.EXPO_PROBLEMS:
        counts += import_string(path)(edition)
    return sorted(counts, key=lambda found: (found.kind.severity, -found.count))


def count_problems(edition: Edition, *checked: CheckedRows) -> list[ProblemCount]:
    """The checks that some of the rows fail: one query for each kind of row, until somebody writes what it asked."""
    reads: dict[Hashable, Callable[[], tuple]] = {}
    for each in checked:
        keys = tuple(check.key for check in each.checks)
        reads["problems", each.rows.model._meta.label, edition.pk, keys] = each.count_failing
    counts: list[ProblemCount] = []
    for each, numbers in zip(checked, PLAN_ROWS.recall_several(reads), strict=True):
        counts += problem_counts(edition, each, dict(numbers))
    return counts


def problem_counts(edition: Edition, checked: CheckedRows, numbers: dict[str, int]) -> list[ProblemCount]:
    """Of one kind of row; `numbers`: how many fail each check, by its key."""
    meta = checked.rows.model._meta
    changelist = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    return [
        ProblemCount(
            kind=check,
            rows=capfirst(meta.verbose_name_plural),
            count=numbers[check.key],
            url=f"{changelist}?{urlencode({'edition': edition.slug, 'problem': check.key})}",
            permission=f"{meta.app_label}.change_{meta.model_name}",
        )
        for check in checked.checks
        if numbers[check.key]
    ]


def missing_check(key: str, label: str | Promise, which: Q) -> Check:
    return Check(key, Severity.MISSING, label, which)


def waiting_check(key: str, label: str | Promise, which: Q) -> Check:
    return Check(key, Severity.WAITING, label, which)


def one_language_condition(field: str, lacking: str) -> Q:
    """The text is there in the other language only. `lacking`: en or zh."""
    other = "en" if lacking == "zh" else "zh"
    return Q(**{f"{field}_{lacking}": ""}) & ~Q(**{f"{field}_{other}": ""})


NAMES = (
    missing_check("no_en", _("without an English name"), Q(name_en="")),
    missing_check("no_zh", _("without a Chinese name"), Q(name_zh="")),
)
UNPUBLISHED = (waiting_check("unpublished", _("not shown to the public"), Q(published=False)),)
