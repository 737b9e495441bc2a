"""Addresses of the deal desk."""

from django.urls import path

from deals.desk import amending, answering, asking, queue, recording, reviewing

app_name = "desk"
urlpatterns = [
    path("", queue.start, name="start"),
    path("amount/", asking.amount, name="amount"),
    path("organisations/", asking.organisations, name="organisations"),
    path("deals/<slug:number>/", reviewing.deal, name="deal"),
    path("deals/<slug:number>/verify/", reviewing.verify, name="verify"),
    path("deals/<slug:number>/announce/", reviewing.announce, name="announce"),
    path("deals/<slug:number>/withdraw/", reviewing.withdraw, name="withdraw"),
    path("deals/<slug:number>/amend/", amending.amend, name="amend"),
    path("<slug:edition>/", queue.queue, name="queue"),
    path("<slug:edition>/lookalikes/", answering.lookalikes, name="lookalikes"),
    path("<slug:edition>/record/", recording.record, name="record"),
]
