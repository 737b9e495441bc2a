"""Which rows of the exhibition show a picture in public."""

from expo.models import Attendance, Edition, Exhibit, Hall, Launch, NewsItem, Participation, Scenario
from expo.models.showcase.pictures import PictureUse


def public_uses() -> list[PictureUse]:
    return [
        PictureUse(Participation.objects.public(), "organisation__logo"),
        PictureUse(Attendance.objects.public(), "person__portrait"),
        PictureUse(Edition.objects.public(), "key_visual"),
        PictureUse(Hall.objects.public(), "picture"),
        PictureUse(Exhibit.objects.public(), "picture"),
        PictureUse(Launch.objects.public(), "picture"),
        PictureUse(Scenario.objects.public(), "picture"),
        PictureUse(NewsItem.objects.public(), "picture"),
    ]
