"""Which rows of the agenda show a picture in public."""

from agenda.models import Session, SessionRole
from expo.models.showcase.pictures import PictureUse


def public_uses() -> list[PictureUse]:
    """Of who has a part in a released session, their portrait."""
    roles = SessionRole.objects.filter(session__in=Session.objects.public())
    return [PictureUse(roles, "person__portrait")]
