"""Addresses of deals at the programming interface."""

from django.urls import path

from deals.api import sending

app_name = "api_deals"
urlpatterns = [
    path("deals", sending.send, name="send"),
]
