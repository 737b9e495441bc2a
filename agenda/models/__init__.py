"""What happens, where and when, by topic; and what came from elsewhere."""

from .imported import ImportedFile, ImportedPerson, ImportedSession
from .moves import Move, MoveQuerySet
from .releases import Change, ChangeKind, Release
from .sessions import (
    PartOfDay,
    RoleKind,
    Room,
    Session,
    SessionKind,
    SessionQuerySet,
    SessionRole,
    SessionStatus,
    Visibility,
)
from .venue import OpeningHours, Walk

__all__ = [
    "Change",
    "ChangeKind",
    "ImportedFile",
    "ImportedPerson",
    "ImportedSession",
    "Move",
    "MoveQuerySet",
    "OpeningHours",
    "PartOfDay",
    "Release",
    "RoleKind",
    "Room",
    "Session",
    "SessionKind",
    "SessionQuerySet",
    "SessionRole",
    "SessionStatus",
    "Visibility",
    "Walk",
]
