"""Addresses of the deal desk."""

from django.urls import path

from deals import desk

app_name = "desk"
urlpatterns = [
    path("", desk.start, name="start"),
    path("amount/", desk.amount, name="amount"),
    path("organisations/", desk.organisations, name="organisations"),
    path("deals/<slug:number>/", desk.deal, name="deal"),
    path("deals/<slug:number>/verify/", desk.verify, name="verify"),
    path("deals/<slug:number>/announce/", desk.announce, name="announce"),
    path("deals/<slug:number>/withdraw/", desk.withdraw, name="withdraw"),
    path("deals/<slug:number>/amend/", desk.amend, name="amend"),
    path("<slug:edition>/", desk.queue, name="queue"),
    path("<slug:edition>/record/", desk.record, name="record"),
]
