"""The address of the script by which other sites show the agenda; it never changes."""

from django.urls import path

from agenda import embed

app_name = "embed"
urlpatterns = [path("embed.js", embed.script, name="script")]
