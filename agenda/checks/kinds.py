"""The kinds of problem that an agenda may have, worst first, each with the one query that finds it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agenda.checks import overlaps
from agenda.checks.overlaps import Finding
from agenda.models import Session, SessionKind, SessionQuerySet, SessionRole, SessionStatus, Visibility, bounds
from expo.i18n.bilingual import localised_text
from expo.i18n.lazy_text import LazyText
from expo.models import Edition
from expo.problems import ProblemKind, Severity, one_language_condition


@dataclass(frozen=True)
class SessionProblemKind(ProblemKind):
    """What may be wrong, in one sentence how to mend it, and what finds it in one query.

    What is fatal stands in the way of a release. `find` is called with the edition, and with the key of a session
    of its plan where only what concerns this one is to be found: then it reads no more than what that session touches.

    `said` is the sentence about one such problem: `one` and `other` are titles, `who` is a name, `gap` and `minutes`
    are minutes.
    """

    advice: LazyText
    said: LazyText
    find: Callable[..., Iterable[Finding]]


@dataclass(frozen=True)
class Problem:
    """A problem of one or two sessions of the working plan; what to change is the page at `url`."""

    kind: SessionProblemKind
    sessions: tuple[Session, ...]
    finding: Finding

    @property
    def sentence(self) -> str:
        """In the active language."""
        titles = [localised_text(session, "name").value for session in self.sessions]
        names = [self.finding.name_en, self.finding.name_zh]
        if get_language() != "en":
            names.reverse()
        who = names[0] or names[1]
        words = {"one": titles[0], "other": titles[-1], "who": who}
        return str(self.kind.said) % (words | {"gap": self.finding.gap, "minutes": self.finding.minutes})

    @property
    def url(self) -> str:
        if self.kind.key == "part":
            return fix_url(self.sessions[0])
        return fix_url(self.sessions[-1])


def fix_url(session: Session) -> str:
    return reverse("admin:agenda_session_change", args=[session.pk])


def has_participant(**lacking: str) -> Exists:
    return Exists(SessionRole.objects.filter(session=OuterRef("pk"), **{f"person__{k}": v for k, v in lacking.items()}))


def lacks_language(language: str) -> Q:
    """Title, abstract, or the name of somebody who takes part."""
    name = {f"name_{language}": ""}
    return Q(**name) | one_language_condition("abstract", language) | Q(has_participant(**name))


HELD = ~Q(status=SessionStatus.CANCELLED)
PLACED = Q(room__isnull=False) | ~Q(place_note_en="", place_note_zh="") | Q(kind=SessionKind.BREAK)
NO_ROOM = HELD & ~PLACED
NO_DAY = HELD & Q(day=None)
NO_HOURS = HELD & Q(day__isnull=False, starts_at=None, daily_hours={})
LAST = Coalesce(F("parent__last_day"), F("parent__day"))
ANOTHER_DAY = HELD & Q(starts_at=None) & (Q(day__lt=F("parent__day")) | Q(day__gt=LAST))
GONE = Q(parent__visibility=Visibility.STAFF) | ~Q(parent__status=SessionStatus.CONFIRMED)
LEFT_BEHIND = Q(status=SessionStatus.CONFIRMED, visibility=Visibility.PUBLIC, parent__isnull=False) & GONE


def planned_sessions(edition: Edition, only: int | None = None) -> SessionQuerySet:
    """All of the plan, or the one of a key."""
    rows = Session.objects.working().filter(edition=edition)
    return rows if only is None else rows.filter(pk=only)


def session_finder(which: Q) -> Callable[..., Iterator[Finding]]:
    """Sessions of which something is wrong by themselves."""

    def find(edition: Edition, only: int | None = None) -> Iterator[Finding]:
        rows = planned_sessions(edition, only).filter(which).order_by("day", "starts_at", "pk")
        return (Finding(pk) for pk in rows.values_list("pk", flat=True))

    return find


def part_finder(which: Q) -> Callable[..., Iterator[Finding]]:
    """Parts that do not fit what they are part of."""

    def find(edition: Edition, only: int | None = None) -> Iterator[Finding]:
        concerned = Q() if only is None else Q(pk=only) | Q(parent=only)
        rows = planned_sessions(edition).filter(concerned, which).order_by("day", "starts_at", "pk")
        return (Finding(*row) for row in rows.values_list("pk", "parent"))

    return find


def find_outside_sessions(edition: Edition, only: int | None = None) -> Iterator[Finding]:
    """Sessions that do not lie within the edition's days and the night after the last of them."""
    rows = planned_sessions(edition, only).filter(HELD)
    found = rows.filter(bounds.is_outside_edition(edition)).order_by("day", "starts_at", "pk")
    return (Finding(pk) for pk in found.values_list("pk", flat=True))


KINDS = (
    SessionProblemKind(
        "outside",
        Severity.FATAL,
        _("Outside the edition's days"),
        _("Give it a day and hours within the edition, or change the edition's days."),
        _("“%(one)s” does not lie within the edition's days and the night after the last of them."),
        find_outside_sessions,
    ),
    SessionProblemKind(
        "room",
        Severity.FATAL,
        _("Two sessions in one room"),
        _("Move one of the two to another time or room, or mark the room as one for many things at once."),
        _("“%(one)s” and “%(other)s” are in the same room at the same time."),
        overlaps.overlap_finder("room"),
    ),
    SessionProblemKind(
        "person",
        Severity.FATAL,
        _("Somebody in two places at once"),
        _("Move one of the two sessions, or take the person out of one of them."),
        _("%(who)s is in “%(one)s” and “%(other)s” at the same time."),
        overlaps.overlap_finder("person"),
    ),
    SessionProblemKind(
        "walk",
        Severity.WRONG,
        _("Not enough time to walk"),
        _("Leave more time between the two sessions, or bring them into the same hall."),
        _("%(who)s has %(gap)s min from “%(one)s” to “%(other)s”, and the walk takes %(minutes)s."),
        overlaps.overlap_finder("walk"),
    ),
    SessionProblemKind(
        "closed",
        Severity.WRONG,
        _("Outside opening hours"),
        _("Move the session into the opening hours of its hall, or change those."),
        _("“%(one)s” begins before its hall opens, or ends after it closes."),
        overlaps.overlap_finder("closed"),
    ),
    SessionProblemKind(
        "part",
        Severity.WRONG,
        _("Outside what it is part of"),
        _("Move the part into the hours of the whole, or make the whole longer."),
        _("“%(one)s” does not lie within “%(other)s”, of which it is a part."),
        overlaps.overlap_finder("part"),
    ),
    SessionProblemKind(
        "part_day",
        Severity.WRONG,
        _("On another day than what it is part of"),
        _("Put the part on a day of the whole."),
        _("“%(one)s” is on another day than “%(other)s”, of which it is a part."),
        part_finder(ANOTHER_DAY),
    ),
    SessionProblemKind(
        "left_behind",
        Severity.WRONG,
        _("Public, but part of something that is not"),
        _("Confirm the whole, cancel the part as well, or let it stand alone."),
        _("“%(one)s” is public, but “%(other)s”, of which it is a part, is a draft, cancelled or for staff only."),
        part_finder(LEFT_BEHIND),
    ),
    SessionProblemKind(
        "no_day",
        Severity.MISSING,
        _("Without a day"),
        _("Give the session its day."),
        _("Nobody knows on which day “%(one)s” takes place."),
        session_finder(NO_DAY),
    ),
    SessionProblemKind(
        "no_hours",
        Severity.MISSING,
        _("Without hours"),
        _("Give the session its start and end."),
        _("“%(one)s” has no hours yet."),
        session_finder(NO_HOURS),
    ),
    SessionProblemKind(
        "no_room",
        Severity.MISSING,
        _("Without a room"),
        _("Give the session a room, or say in words where it takes place."),
        _("“%(one)s” has neither a room nor a place."),
        session_finder(NO_ROOM),
    ),
    SessionProblemKind(
        "no_en",
        Severity.MISSING,
        _("Texts missing in English"),
        _("Write the title, the abstract and the names of those who take part in English too."),
        _("“%(one)s” lacks its title, its abstract or a name in English."),
        session_finder(HELD & lacks_language("en")),
    ),
    SessionProblemKind(
        "no_zh",
        Severity.MISSING,
        _("Texts missing in Chinese"),
        _("Write the title, the abstract and the names of those who take part in Chinese too."),
        _("“%(one)s” lacks its title, its abstract or a name in Chinese."),
        session_finder(HELD & lacks_language("zh")),
    ),
    SessionProblemKind(
        "lasting",
        Severity.HINT,
        _("Somebody also in a session of several days"),
        _("Nothing need be done where the person is there for a part of the time only."),
        _("%(who)s is in “%(one)s” and “%(other)s”, one of which lasts several days."),
        overlaps.overlap_finder("lasting"),
    ),
)
FATAL = tuple(kind for kind in KINDS if kind.severity == Severity.FATAL)
