"""What the agenda knows of technology areas and regions: for their pages (`EXPO_SUBJECTS`)."""

from django.db.models import QuerySet

from agenda.models import SessionRole
from expo.exhibition.subjects.sources import NamingRows, SubjectSource
from expo.models import Edition


def public_sessions(edition: Edition) -> QuerySet:
    return edition.sessions.public()


def public_roles(edition: Edition) -> QuerySet[SessionRole]:
    return SessionRole.objects.filter(session__in=public_sessions(edition).values("pk"))


def public_contests(edition: Edition) -> QuerySet:
    return edition.contests.public()


AGENDA = SubjectSource(
    areas=(NamingRows(public_sessions, "areas"), NamingRows(public_contests, "areas")),
    regions=(NamingRows(public_roles, "organisation__region"),),
)
