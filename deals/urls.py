"""Addresses of the public pages of deals, below an edition's."""

from django.urls import path

from deals import views

app_name = "deals"
urlpatterns = [
    path("", views.index, name="index"),
    path("totals/", views.breakdowns, name="breakdowns"),
    path("areas/<slug:slug>/", views.area, name="area"),
    path("regions/<slug:code>/", views.region, name="region"),
    path("stated/", views.stated, name="stated"),
    path("landing/", views.landing, name="landing"),
    path("<slug:reference>/", views.deal, name="deal"),
]
