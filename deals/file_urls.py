"""Addresses of the open data of deals, below an edition's and outside any language."""

from django.urls import path

from deals import files

app_name = "data"
urlpatterns = [
    path("data/deals.csv", files.deals, name="deals"),
    path("data/totals.csv", files.totals, name="totals"),
]
