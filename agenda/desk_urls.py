"""Addresses of the desk of those who plan the agenda."""

from django.urls import path

from agenda import desk, release_desk

app_name = "agenda_desk"
urlpatterns = [
    path("<slug:edition>/copy/", desk.copy, name="copy"),
    path("<slug:edition>/release/", release_desk.release, name="release"),
    path("<slug:edition>/release/<int:pk>/", release_desk.hot_fix, name="hot_fix"),
    path("<slug:edition>/import/", desk.bring, name="import"),
    path("<slug:edition>/import/<int:pk>/", desk.imported, name="imported"),
]
