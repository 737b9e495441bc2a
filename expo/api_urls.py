"""Addresses of the programming interface that belong to no other app, and the answer at all that lead nowhere."""

from django.urls import path

from expo.api import document, event, nowhere

app_name = "api"
urlpatterns = [
    path("openapi.json", document.document, name="document"),
    path("editions", event.editions, name="editions"),
    path("editions/<str:edition>/exhibitors", event.exhibitors, name="exhibitors"),
    path("<path:rest>", nowhere.nowhere, name="nowhere"),
]
