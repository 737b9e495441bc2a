"""Addresses of the live wall, below an edition's."""

from django.urls import path

from deals.wall import pages

app_name = "wall"
urlpatterns = [
    path("wall/", pages.page, name="page"),
    path("wall/now/", pages.now, name="now"),
]
