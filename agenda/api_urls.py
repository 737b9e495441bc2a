"""Addresses of the agenda at the programming interface."""

from django.urls import path

from agenda import api

app_name = "api_agenda"
urlpatterns = [path("editions/<str:edition>/sessions", api.sessions, name="sessions")]
