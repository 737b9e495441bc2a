"""Which rows of the agenda show a picture in public."""

from agenda.models import Session, SessionRole
from agenda.models.contests import Contest, EntryPicture, Juror
from expo.models.showcase.pictures import PictureUse


def public_uses() -> list[PictureUse]:
    """Portraits of who has a part in a released session or public jury; contests; entries that nothing masks."""
    roles = SessionRole.objects.filter(session__in=Session.objects.public())
    return [
        PictureUse(roles, "person__portrait"),
        PictureUse(Juror.objects.public(), "person__portrait"),
        PictureUse(Contest.objects.public(), "picture"),
        PictureUse(EntryPicture.objects.public(), "picture"),
    ]
