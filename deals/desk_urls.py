"""Addresses of the deal desk."""

from django.urls import path

from deals.desk import (
    amending,
    answering,
    asking,
    batching,
    lines,
    queue,
    rating,
    recording,
    reviewing,
    saving,
    scanning,
    stepping,
)

app_name = "desk"
urlpatterns = [
    path("", queue.start, name="start"),
    path("amount/", asking.amount, name="amount"),
    path("organisations/", asking.organisations, name="organisations"),
    path("rates/", rating.entered, name="rates"),
    path("rates/import/", rating.imported, name="rates_import"),
    path("deals/<slug:number>/", reviewing.deal, name="deal"),
    path("deals/<slug:number>/verify/", stepping.verify, name="verify"),
    path("deals/<slug:number>/return/", stepping.give_back, name="give_back"),
    path("deals/<slug:number>/announce/", stepping.announce, name="announce"),
    path("deals/<slug:number>/embargo/", stepping.embargo, name="embargo"),
    path("deals/<slug:number>/lift/", stepping.lift, name="lift"),
    path("deals/<slug:number>/withdraw/", stepping.withdraw, name="withdraw"),
    path("deals/<slug:number>/reopen/", stepping.reopen, name="reopen"),
    path("deals/<slug:number>/supersede/", stepping.supersede, name="supersede"),
    path("deals/<slug:number>/draw/", stepping.draw, name="draw"),
    path("deals/<slug:number>/convert/", stepping.convert, name="convert"),
    path("deals/<slug:number>/tell-apart/", stepping.tell_apart, name="tell_apart"),
    path("deals/<slug:number>/amend/", amending.amend, name="amend"),
    path("deals/<slug:number>/scans/", scanning.add_scans, name="add_scans"),
    path("deals/<slug:number>/scans/<int:pk>/", scanning.scan, name="scan"),
    path("<slug:edition>/", queue.queue, name="queue"),
    path("<slug:edition>/lookalikes/", answering.lookalikes, name="lookalikes"),
    path("<slug:edition>/batches/", batching.listed, name="batches"),
    path("<slug:edition>/batches/<int:sequence>/verify/", batching.verify, name="verify_batch"),
    path("<slug:edition>/batches/<int:sequence>/announce/", batching.announce, name="announce_batch"),
    path("<slug:edition>/batches/<int:sequence>/withdraw/", batching.withdraw, name="withdraw_batch"),
    path("<slug:edition>/next/<slug:line>/", lines.following, name="next"),
    path("<slug:edition>/record/", recording.record, name="record"),
    path("<slug:edition>/drafts/", saving.save_draft, name="save_draft"),
    path("<slug:edition>/drafts/drop/", saving.drop_draft, name="drop_draft"),
]
