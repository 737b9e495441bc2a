"""What is missing or wrong in the agenda of an edition, worst first: each kind found by one query."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agenda.models import Room, Session, SessionStatus
from agenda.problem_kinds import FATAL, HELD, KINDS, NO_DAY, NO_HOURS, NO_ROOM, Kind, Problem, speaking
from expo import problems as shared
from expo.models import Edition
from expo.problems import NAMES, count_problems, lacks, waits

DESK = "agenda.change_session"
BETWEEN = ("outside", "room", "person", "walk", "closed", "part", "part_day", "left_behind")


def found(edition: Edition, kinds: Iterable[Kind] = KINDS) -> list[Problem]:
    """All of these kinds, worst first; one query for each, and one for the sessions."""
    findings = [(kind, finding) for kind in kinds for finding in kind.find(edition)]
    if not findings:
        return []
    rows = Session.objects.working().filter(edition=edition).select_related("room", "edition")
    sessions = {row.pk: row for row in rows.defer("abstract_en", "abstract_zh")}
    return [Problem(kind, tuple(sessions[pk] for pk in each[:2] if pk), each) for kind, each in findings]


def fatal(edition: Edition, only: Session | None = None) -> list[Problem]:
    """Those that must not be released as they are: fatal, not among drafts only, and of one session where given."""
    problems = found(edition, FATAL)
    held = [each for each in problems if any(row.status != SessionStatus.DRAFT for row in each.sessions)]
    return [each for each in held if only is None or only in each.sessions]


def marks(sessions: Iterable[Session], kinds: Iterable[Kind] = KINDS) -> dict[int, list[Kind]]:
    """For a board: these kinds of problem, worst first, of each of the sessions of one plan that has any, by its key.

    Each kind has `key`, `severity` and `label`. One query for each kind, whatever the number of sessions.
    """
    rows = list(sessions)
    marked: dict[int, list[Kind]] = defaultdict(list)
    if not rows:
        return {}
    wanted = {row.pk for row in rows}
    for kind in kinds:
        concerned = {pk for finding in kind.find(rows[0].edition) for pk in finding[:2] if pk in wanted}
        for pk in concerned:
            marked[pk].append(kind)
    return dict(marked)


SESSION = (
    lacks("no_en", _("without an English title"), HELD & Q(name_en="")),
    lacks("no_zh", _("without a Chinese title"), HELD & Q(name_zh="")),
    lacks("no_room", _("without a room"), NO_ROOM),
    lacks("no_day", _("without a day"), NO_DAY),
    lacks("no_hours", _("without hours"), NO_HOURS),
    lacks("speaker_no_en", _("with a speaker who has no English name"), HELD & Q(speaking(name_en=""))),
    lacks("speaker_no_zh", _("with a speaker who has no Chinese name"), HELD & Q(speaking(name_zh=""))),
    waits("draft", _("drafts, not shown to the public"), Q(status=SessionStatus.DRAFT)),
)
ROOM = NAMES


def problems(edition: Edition) -> list[shared.Problem]:
    """For the start page: what is wrong between sessions, one query for each kind; then with sessions and rooms."""
    return [
        *filter(None, (summary(edition, kind) for kind in KINDS if kind.key in BETWEEN)),
        *count_problems(edition, Session.objects.working().filter(edition=edition), SESSION),
        *count_problems(edition, Room.objects.filter(edition=edition), ROOM),
    ]


def summary(edition: Edition, kind: Kind) -> shared.Problem | None:
    number = len(list(kind.find(edition)))
    page = reverse("agenda_desk:problems", args=[edition.slug])
    return number and shared.Problem(
        rows=capfirst(_("agenda")),
        label=kind.label,
        count=number,
        url=f"{page}?kind={kind.key}",
        severity=shared.Severity.WRONG,
        permission=DESK,
    )
