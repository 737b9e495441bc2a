"""Addresses of the agenda's files, below an edition's and outside any language."""

from django.urls import path

from agenda import embed, feeds, files

app_name = "files"
urlpatterns = [
    path("agenda.ics", files.agenda, name="agenda"),
    path("agenda/embed.json", embed.sessions, name="embed"),
    path("agenda/mine.ics", files.mine, name="mine"),
    path("agenda/sessions/<slug:slug>.ics", files.session, name="session"),
    path("people/<slug:slug>.ics", files.person, name="person"),
    path("agenda.atom", feeds.changes, name="changes"),
    path("schedule.xml", files.schedule_xml, name="schedule_xml"),
    path("schedule.json", files.schedule_json, name="schedule_json"),
]
