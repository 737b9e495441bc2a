"""Addresses of the desk of those who plan the agenda."""

from django.urls import path

from agenda import desk

app_name = "agenda_desk"
urlpatterns = [
    path("<slug:edition>/copy/", desk.copy, name="copy"),
    path("<slug:edition>/import/", desk.bring, name="import"),
    path("<slug:edition>/import/<int:pk>/", desk.imported, name="imported"),
]
