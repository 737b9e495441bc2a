"""Addresses of the programming interface that belong to no single app, and the answer at all that lead nowhere."""

from django.urls import path

from expo.api import document, nowhere

app_name = "api"
urlpatterns = [
    path("openapi.json", document.document, name="document"),
    path("<path:rest>", nowhere.nowhere, name="nowhere"),
]
