"""Addresses of deals at the programming interface."""

from django.urls import path

from deals.api import reading, sending

app_name = "api_deals"
urlpatterns = [
    path("deals", sending.send, name="send"),
    path("editions/<str:edition>/deals", reading.deals, name="deals"),
    path("editions/<str:edition>/totals", reading.sums, name="totals"),
]
