"""What happens, where and when, by topic; and what came from elsewhere."""

from .imported import ImportedFile, ImportedPerson, ImportedSession
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

__all__ = [
    "ImportedFile",
    "ImportedPerson",
    "ImportedSession",
    "PartOfDay",
    "RoleKind",
    "Room",
    "Session",
    "SessionKind",
    "SessionQuerySet",
    "SessionRole",
    "SessionStatus",
    "Visibility",
]
