"""What is missing or wrong in the agenda of an edition."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agenda.models import Room, Session, SessionKind, SessionRole, SessionStatus
from expo.models import Edition
from expo.problems import NAMES, Check, Problem, Severity, count_problems, lacks, waits


def overlapping() -> QuerySet[Session]:
    """For a session in a query: the others in its room that overlap it; its own parts, and what it is part of, may."""
    # Without Coalesce a session that is part of nothing would compare with NULL, and clash with nobody.
    whole = Coalesce(OuterRef("parent"), Value(0))
    return (
        Session.objects.working()
        .filter(room=OuterRef("room"), starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))
        .exclude(status=SessionStatus.CANCELLED)
        .exclude(Q(pk=OuterRef("pk")) | Q(pk=whole) | Q(parent=OuterRef("pk")))
    )


def speaking(**lacking: str) -> Exists:
    return Exists(SessionRole.objects.filter(session=OuterRef("pk"), **{f"person__{k}": v for k, v in lacking.items()}))


HELD = ~Q(status=SessionStatus.CANCELLED)
PLACED = Q(room__isnull=False) | ~Q(place_note_en="", place_note_zh="") | Q(kind=SessionKind.BREAK)
CLASHING = HELD & Q(room__parallel=False) & Q(Exists(overlapping()))

SESSION = (
    Check("clash", _("clashing with another in the same room"), Severity.WRONG, CLASHING),
    lacks("no_en", _("without an English title"), HELD & Q(name_en="")),
    lacks("no_zh", _("without a Chinese title"), HELD & Q(name_zh="")),
    lacks("no_room", _("without a room"), HELD & ~PLACED),
    lacks("no_day", _("without a day"), HELD & Q(day=None)),
    lacks("no_hours", _("without hours"), HELD & Q(day__isnull=False, starts_at=None)),
    lacks("speaker_no_en", _("with a speaker who has no English name"), HELD & Q(speaking(name_en=""))),
    lacks("speaker_no_zh", _("with a speaker who has no Chinese name"), HELD & Q(speaking(name_zh=""))),
    waits("draft", _("drafts, not shown to the public"), Q(status=SessionStatus.DRAFT)),
)
ROOM = NAMES


def problems(edition: Edition) -> list[Problem]:
    """What is wrong with sessions and rooms; one query for each."""
    return [
        *count_problems(edition, Session.objects.working().filter(edition=edition), SESSION),
        *count_problems(edition, Room.objects.filter(edition=edition), ROOM),
    ]


def fatal(edition: Edition) -> QuerySet[Session]:
    """The sessions that must not be released as they are."""
    return Session.objects.releasable().filter(CLASHING, edition=edition)
