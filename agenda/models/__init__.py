"""What happens, where and when, by topic; and what came from elsewhere."""

from . import contests
from .imported import ImportedPerson, ImportedSession
from .kinds import PartOfDay, SessionKind, SessionStatus, Visibility
from .moves import Move, MoveQuerySet
from .push import KeptSession, PushMessage, PushMessageQuerySet, PushSubscription
from .releases import Change, ChangeKind, Release
from .roles import WHO, RoleHolder, RoleKind, SessionRole, cast_of
from .rooms import Room
from .sessions import Session, SessionQuerySet
from .venue import OpeningHours, Walk

__all__ = [
    "WHO",
    "Change",
    "ChangeKind",
    "ImportedPerson",
    "ImportedSession",
    "KeptSession",
    "Move",
    "MoveQuerySet",
    "OpeningHours",
    "PartOfDay",
    "PushMessage",
    "PushMessageQuerySet",
    "PushSubscription",
    "Release",
    "RoleHolder",
    "RoleKind",
    "Room",
    "Session",
    "SessionKind",
    "SessionQuerySet",
    "SessionRole",
    "SessionStatus",
    "Visibility",
    "Walk",
    "cast_of",
    "contests",
]
