"""Addresses of the public agenda and its rooms, below an edition's."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from agenda import views


class DayConverter(StringConverter):
    """A day as in addresses, 2019-08-26; whether there is such a day the view finds out."""

    regex = r"\d{4}-\d{2}-\d{2}"


register_converter(DayConverter, "day")

app_name = "agenda"
urlpatterns = [
    path("agenda/", views.overview, name="overview"),
    path("agenda/mine/", views.mine, name="mine"),
    path("agenda/<day:day>/", views.day, name="day"),
    path("agenda/sessions/<slug:slug>/", views.session, name="session"),
    path("rooms/", views.rooms, name="rooms"),
    path("rooms/<slug:slug>/", views.room, name="room"),
    path("rooms/<slug:slug>/screen/", views.screen, name="screen"),
]
