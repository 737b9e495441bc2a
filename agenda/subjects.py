"""What the agenda knows of technology areas and regions (`EXPO_SUBJECTS`), and whether it holds any (`EXPO_DOORS`)."""

from django.db.models import Q, QuerySet

from agenda.models import Session, SessionRole
from agenda.models.contests import Contest
from expo.exhibition.subjects.sources import NamingRows, SubjectSource
from expo.models import Edition
from expo.visit.ways import exists_of_edition


def public_sessions(edition: Edition) -> QuerySet:
    return edition.sessions.public()


def public_roles(edition: Edition) -> QuerySet[SessionRole]:
    return SessionRole.objects.filter(session__in=public_sessions(edition).values("pk"))


def public_contests(edition: Edition) -> QuerySet:
    return edition.contests.public()


def programme_shown() -> Q:
    """For queries of editions: whether the public sees a session or a contest (`EXPO_DOORS`)."""
    return Q(exists_of_edition(Session.objects.public())) | Q(exists_of_edition(Contest.objects.public()))


AGENDA = SubjectSource(
    areas=(NamingRows(public_sessions, "areas"), NamingRows(public_contests, "areas")),
    regions=(NamingRows(public_roles, "organisation__region"),),
)
