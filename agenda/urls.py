"""Addresses of the public agenda and its rooms, below an edition's."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from agenda import embed, kept, versions, views


class DayConverter(StringConverter):
    """A day as in addresses, 2019-08-26; whether there is such a day the view finds out."""

    regex = r"\d{4}-\d{2}-\d{2}"


class NumberConverter(StringConverter):
    """The number of a release, 2.1."""

    regex = r"[0-9]{1,4}\.[0-9]{1,4}"


register_converter(DayConverter, "day")
register_converter(NumberConverter, "number")

app_name = "agenda"
urlpatterns = [
    path("agenda/", views.overview, name="overview"),
    path("agenda/kept.json", kept.kept, name="kept"),
    path("agenda/embed/", embed.page, name="embed"),
    path("agenda/mine/", views.mine, name="mine"),
    path("agenda/releases/", versions.releases, name="releases"),
    path("agenda/releases/<number:number>/", versions.release, name="release"),
    path("agenda/releases/<number:number>/<day:day>/", versions.as_of, name="as_of"),
    path("agenda/<day:day>/", views.day, name="day"),
    path("agenda/sessions/<slug:slug>/", views.session, name="session"),
    path("rooms/", views.rooms, name="rooms"),
    path("rooms/<slug:slug>/", views.room, name="room"),
    path("rooms/<slug:slug>/screen/", views.screen, name="screen"),
]
