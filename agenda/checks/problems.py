"""What is missing or wrong in the agenda of an edition, worst first: what is wrong between sessions by one query."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from functools import partial
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agenda.checks import overlaps
from agenda.checks.kinds import (
    FATAL,
    HELD,
    KINDS,
    NO_DAY,
    NO_HOURS,
    NO_ROOM,
    Problem,
    SessionProblemKind,
    has_participant,
)
from agenda.checks.occupancy import Extent
from agenda.checks.overlaps import Finding
from agenda.models import Room, Session, SessionStatus
from expo.models import Edition
from expo.problems import NAMES, CheckedRows, ProblemCount, Severity, count_problems, missing_check, waiting_check
from expo.versions.row_memory import PLAN_ROWS

DESK = "agenda.change_session"
# What is wrong between sessions; what a session lacks by itself, SESSION counts.
KINDS_BY_KEY = {kind.key: kind for kind in KINDS}
BETWEEN = tuple(kind for kind in KINDS if kind.severity <= Severity.WRONG)


class KindFinding(NamedTuple):
    """A problem before its sessions are loaded."""

    kind: SessionProblemKind
    finding: Finding

    @property
    def sessions(self) -> tuple[int, ...]:
        """Their keys."""
        return tuple(filter(None, self.finding[:2]))


def find_problems(edition: Edition, kinds: Iterable[SessionProblemKind] = KINDS) -> list[Problem]:
    """All of these kinds, worst first, as `find_findings`; one query more for the sessions."""
    return load_problems(find_findings(edition, kinds))


def find_findings(
    edition: Edition, kinds: Iterable[SessionProblemKind] = KINDS, only: int | None = None
) -> list[KindFinding]:
    """The same by keys alone, of which a page loads what it shows; of the session of a key, where it is given.

    Of the whole plan they are remembered until somebody writes what they were found in.
    """
    asked = {kind.key: kind for kind in kinds}
    if only is None:
        key = partial(findings_key, Extent.of(edition))
        found = PLAN_ROWS.recall_each(key, list(asked), partial(query_findings, edition))
    else:
        found = list(query_findings(edition, list(asked), only).values())
    findings = []
    for kind, each in zip(asked.values(), found, strict=True):
        findings += [KindFinding(kind, finding) for finding in each]
    return findings


def findings_key(extent: Extent, kind: str) -> Hashable:
    return ("findings", extent, kind)


def query_findings(edition: Edition, keys: list[str], only: int | None = None) -> dict[str, tuple[Finding, ...]]:
    """By kind, in the order of the keys: one query for all that is wrong between sessions, and one for each other."""
    between = overlaps.find_overlaps(edition, [key for key in keys if key in overlaps.SELECTS], only)
    found = {}
    for key in keys:
        found[key] = tuple(between[key] if key in between else KINDS_BY_KEY[key].find(edition, only))
    return found


def load_problems(findings: Iterable[KindFinding]) -> list[Problem]:
    """Findings with their sessions, in one query; in none where there are none."""
    found = list(findings)
    rows = Session.objects.select_related("room", "edition").defer("abstract_en", "abstract_zh")
    sessions = rows.in_bulk({pk for each in found for pk in each.sessions})
    problems = []
    for each in found:
        concerned = [sessions[pk] for pk in each.sessions]
        problems.append(Problem(each.kind, tuple(concerned), each.finding))
    return problems


def fatal_problems(edition: Edition, only: Session | None = None) -> list[Problem]:
    """Those that must not be released as they are: fatal, not among drafts only, and of one session where given."""
    findings = find_findings(edition, FATAL, None if only is None else only.pk)
    return [problem for problem in load_problems(findings) if not is_among_drafts(problem)]


def is_among_drafts(problem: Problem) -> bool:
    return all(session.status == SessionStatus.DRAFT for session in problem.sessions)


def kinds_by_session(
    sessions: Iterable[Session], kinds: Iterable[SessionProblemKind] = KINDS
) -> dict[int, list[SessionProblemKind]]:
    """For a board: these kinds of problem, worst first, of each of the sessions of one plan that has any, by its key.

    Each kind has `key`, `severity` and `label`. As many queries as `find_findings`, whatever the number of sessions.
    """
    rows = list(sessions)
    marked: dict[int, list[SessionProblemKind]] = defaultdict(list)
    if not rows:
        return {}
    wanted = {row.pk for row in rows}
    for each in find_findings(rows[0].edition, kinds):
        for pk in wanted.intersection(each.sessions):
            if each.kind not in marked[pk]:
                marked[pk].append(each.kind)
    return dict(marked)


SESSION = (
    missing_check("no_en", _("without an English title"), HELD & Q(name_en="")),
    missing_check("no_zh", _("without a Chinese title"), HELD & Q(name_zh="")),
    missing_check("no_room", _("without a room"), NO_ROOM),
    missing_check("no_day", _("without a day"), NO_DAY),
    missing_check("no_hours", _("without hours"), NO_HOURS),
    missing_check("speaker_no_en", _("with a speaker who has no English name"), HELD & Q(has_participant(name_en=""))),
    missing_check("speaker_no_zh", _("with a speaker who has no Chinese name"), HELD & Q(has_participant(name_zh=""))),
    waiting_check("draft", _("drafts, not shown to the public"), Q(status=SessionStatus.DRAFT)),
)
ROOM = NAMES


def start_page_problems(edition: Edition) -> list[ProblemCount]:
    """For the start page: what is wrong between sessions, as `find_findings`; then with sessions and rooms."""
    found = Counter(each.kind.key for each in find_findings(edition, BETWEEN))
    between = [summarise_kind(edition, kind, found[kind.key]) for kind in BETWEEN if found[kind.key]]
    sessions = CheckedRows(Session.objects.working().filter(edition=edition), SESSION)
    return between + count_problems(edition, sessions, CheckedRows(Room.objects.filter(edition=edition), ROOM))


def summarise_kind(edition: Edition, kind: SessionProblemKind, number: int) -> ProblemCount:
    page = reverse("agenda_desk:problems", args=[edition.slug])
    url = f"{page}?kind={kind.key}"
    return ProblemCount(kind=kind, rows=capfirst(str(_("agenda"))), count=number, url=url, permission=DESK)
