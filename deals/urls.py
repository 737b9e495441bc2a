"""Addresses of the public pages of deals, below an edition's."""

from django.urls import path

from deals import views

app_name = "deals"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:reference>/", views.deal, name="deal"),
]
