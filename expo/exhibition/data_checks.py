"""What is missing or wrong in an edition, each counted in the database and one click from its fix."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Exists, IntegerChoices, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from expo.exhibition import stated_figures
from expo.i18n.lazy_text import LazyText
from expo.models import Attendance, Booth, Edition, Launch, Letter, Organisation, Participation, Person, StatedFigure
from expo.models.exhibition import EXHIBITING, ParticipationStatus


class Severity(IntegerChoices):
    """Worst first: what misleads visitors, what they miss, what waits to be shown."""

    WRONG = 1, _("wrong")
    MISSING = 2, _("missing")
    WAITING = 3, _("waiting")


@dataclass(frozen=True)
class Check:
    """What may be wrong with rows of a model, and which rows those are. `key` stands in the list's address."""

    key: str
    label: LazyText
    severity: Severity
    which: Q | Callable[[], Q]

    @property
    def rows(self) -> Q:
        """Which rows fail it: found anew where that is no question to the database alone."""
        return self.which() if callable(self.which) else self.which


@dataclass(frozen=True)
class Problem:
    """A check that so many rows of an edition fail. `url` leads to them, `permission` is what mending them takes."""

    rows: str
    label: LazyText
    count: int
    url: str
    severity: Severity
    permission: str


def default_edition() -> Edition | None:
    """The edition that staff work on where they name none: the one `/` leads to, else the newest."""
    return Edition.objects.current() or Edition.objects.first()


def all_problems(edition: Edition) -> list[Problem]:
    """Everything that any app finds wrong in the edition, worst first."""
    finders: list[Callable[[Edition], list[Problem]]] = [import_string(path) for path in settings.EXPO_PROBLEMS]
    found = [problem for finder in finders for problem in finder(edition)]
    return sorted(found, key=lambda problem: (problem.severity, -problem.count))


def count_problems(edition: Edition, rows: QuerySet, checks: Sequence[Check]) -> list[Problem]:
    """The checks that some of the rows fail, in one query. The rows must be those of the edition."""
    meta = rows.model._meta
    counts = rows.aggregate(**{check.key: Count("pk", filter=check.rows) for check in checks})
    changelist = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    return [
        Problem(
            rows=capfirst(meta.verbose_name_plural),
            label=check.label,
            count=counts[check.key],
            url=f"{changelist}?{urlencode({'edition': edition.slug, 'problem': check.key})}",
            severity=check.severity,
            permission=f"{meta.app_label}.change_{meta.model_name}",
        )
        for check in checks
        if counts[check.key]
    ]


def missing_check(key: str, label: LazyText, which: Q) -> Check:
    return Check(key, label, Severity.MISSING, which)


def waiting_check(key: str, label: LazyText, which: Q) -> Check:
    return Check(key, label, Severity.WAITING, which)


def one_language_condition(field: str, lacking: str) -> Q:
    """The text is there in the other language only. `lacking`: en or zh."""
    other = "en" if lacking == "zh" else "zh"
    return Q(**{f"{field}_{lacking}": ""}) & ~Q(**{f"{field}_{other}": ""})


NAMES = (
    missing_check("no_en", _("without an English name"), Q(name_en="")),
    missing_check("no_zh", _("without a Chinese name"), Q(name_zh="")),
)
UNPUBLISHED = (waiting_check("unpublished", _("not shown to the public"), Q(published=False)),)

SHOWN = ~Q(status=ParticipationStatus.WITHDRAWN)
EXHIBITOR = SHOWN & Q(kind__in=EXHIBITING)
STAND = Exists(Booth.participations.through.objects.filter(participation=OuterRef("pk")))
PARTICIPATION = (
    missing_check("no_booth", _("exhibitors without a booth or hall"), EXHIBITOR & Q(hall=None) & ~Q(STAND)),
    missing_check("no_profile_en", _("exhibitors without an English profile"), EXHIBITOR & Q(profile_en="")),
    missing_check("no_profile_zh", _("exhibitors without a Chinese profile"), EXHIBITOR & Q(profile_zh="")),
    waiting_check("draft", _("drafts"), Q(status=ParticipationStatus.DRAFT)),
    waiting_check("unpublished", _("confirmed but not published"), Q(status=ParticipationStatus.CONFIRMED)),
)
ATTENDANCE = (
    missing_check("no_title_en", _("without a position in English"), one_language_condition("title", "en")),
    missing_check("no_title_zh", _("without a position in Chinese"), one_language_condition("title", "zh")),
    *UNPUBLISHED,
)
LETTER = (
    missing_check("no_text_en", _("without an English text"), Q(text_en="")),
    missing_check("no_text_zh", _("without a Chinese text"), Q(text_zh="")),
    *UNPUBLISHED,
)
LAUNCH = (*NAMES, *UNPUBLISHED)
BOOTH = (
    Check(
        "doubly_let",
        _("with two exhibitors that do not share it"),
        Severity.WRONG,
        lambda: Q(pk__in=Booth.objects.doubly_let().values("pk")),
    ),
)
STATED_FIGURE = (
    Check("misprinted", _("unlike what was printed"), Severity.WRONG, stated_figures.misprinted_condition),
    Check(
        "inconsistent",
        _("unlike their parts or another statement"),
        Severity.WRONG,
        stated_figures.inconsistent_condition,
    ),
    waiting_check("unconfirmed", _("to be confirmed by a second person"), Q(confirmed_at=None)),
)


def exhibition_problems(edition: Edition) -> list[Problem]:
    """What is wrong with exhibition, people and letters; one query for each kind of row."""
    present = Attendance.objects.filter(edition=edition)
    taking_part = Participation.objects.filter(SHOWN, edition=edition)
    return [
        *count_problems(edition, Participation.objects.filter(edition=edition), PARTICIPATION),
        *count_problems(edition, Organisation.objects.filter(pk__in=taking_part.values("organisation")), NAMES),
        *count_problems(edition, Person.objects.filter(pk__in=present.values("person")), NAMES),
        *count_problems(edition, present, ATTENDANCE),
        *count_problems(edition, Launch.objects.filter(edition=edition), LAUNCH),
        *count_problems(edition, Letter.objects.filter(edition=edition), LETTER),
        *count_problems(edition, Booth.objects.filter(hall__edition=edition), BOOTH),
        *count_problems(edition, StatedFigure.objects.filter(edition=edition), STATED_FIGURE),
    ]
