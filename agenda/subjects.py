"""What the agenda knows of technology areas and regions: for their pages (`EXPO_SUBJECTS`)."""

from agenda.models import SessionRole
from expo.exhibition.subjects.sources import SubjectSource, lies_in
from expo.models import Edition, Region, TechnologyArea


def has_area(edition: Edition, area: TechnologyArea) -> bool:
    return edition.sessions.public().filter(areas=area).exists()


def has_region(edition: Edition, region: Region) -> bool:
    roles = SessionRole.objects.filter(session__in=edition.sessions.public().values("pk"))
    return roles.filter(lies_in(region, "organisation__region")).exists()


AGENDA = SubjectSource(has_area, has_region)
