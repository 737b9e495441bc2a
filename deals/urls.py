"""Where the addresses of deals lead: pages below a language and an edition, files, the deal desk, the interface."""

from django.urls import include, path

from deals.api import reading, sending
from deals.desk import (
    batches,
    ceremonies,
    follow_up,
    project,
    queue,
    rates,
    stated_figures,
    totals,
    waiting_lines,
)
from deals.desk import bulletins as desk_bulletins
from deals.desk import wall as desk_wall
from deals.desk.deal import amend, drafts, lookalikes, lookups, page, record, scans, steps
from deals.desk.imports import DEAL_IMPORT
from deals.views import bulletins, deals, open_data, wall
from expo.views.imports import import_routes

DEALS = [
    path("", deals.deals_page, name="index"),
    path("totals/", deals.totals_page, name="breakdowns"),
    path("areas/<slug:slug>/", deals.area_page, name="area"),
    path("regions/<slug:code>/", deals.region_page, name="region"),
    path("stated/", deals.stated_page, name="stated"),
    path("landing/", deals.landing_page, name="landing"),
    path("<slug:reference>/", deals.deal_page, name="deal"),
]
WALL = [
    path("wall/", wall.wall_page, name="page"),
    path("wall/now/", wall.wall_panels, name="now"),
]
BULLETINS = [
    path("", bulletins.bulletins_page, name="index"),
    path("<int:number>/", bulletins.bulletin_page, name="bulletin"),
    path("<int:number>/card.svg", bulletins.bulletin_card, name="card"),
    path("<int:number>/figures/<slug:key>/", bulletins.figure_page, name="figure"),
]
BULLETIN_FILES = [path("bulletins/<int:number>.txt", bulletins.bulletin_text, name="text")]
DATA = [
    path("data/deals.csv", open_data.deals_csv, name="deals"),
    path("data/totals.csv", open_data.totals_csv, name="totals"),
]
DESK = [
    path("", queue.desk_start, name="start"),
    path("amount/", lookups.amount_echo, name="amount"),
    path("organisations/", lookups.organisation_options, name="organisations"),
    path("rates/", rates.rates_page, name="rates"),
    path("rates/import/", rates.import_rates, name="rates_import"),
    path("deals/<slug:number>/", page.deal_page, name="deal"),
    path("deals/<slug:number>/verify/", steps.verify, name="verify"),
    path("deals/<slug:number>/return/", steps.give_back, name="give_back"),
    path("deals/<slug:number>/announce/", steps.announce, name="announce"),
    path("deals/<slug:number>/embargo/", steps.embargo, name="embargo"),
    path("deals/<slug:number>/lift/", steps.lift, name="lift"),
    path("deals/<slug:number>/withdraw/", steps.withdraw, name="withdraw"),
    path("deals/<slug:number>/reopen/", steps.reopen, name="reopen"),
    path("deals/<slug:number>/supersede/", steps.supersede, name="supersede"),
    path("deals/<slug:number>/draw/", steps.draw, name="draw"),
    path("deals/<slug:number>/convert/", steps.convert, name="convert"),
    path("deals/<slug:number>/tell-apart/", steps.tell_apart, name="tell_apart"),
    path("deals/<slug:number>/amend/", amend.amend_deal, name="amend"),
    path("deals/<slug:number>/scans/", scans.add_scans, name="add_scans"),
    path("deals/<slug:number>/scans/<int:pk>/", scans.scan_file, name="scan"),
    path("ceremonies/<int:number>/", ceremonies.ceremony_page, name="ceremony"),
    path("ceremonies/<int:number>/cards/", ceremonies.table_cards_page, name="table_cards"),
    path("ceremonies/<int:number>/order/", ceremonies.arrange_ceremony, name="arrange"),
    path("ceremonies/<int:number>/signed/", ceremonies.announce_group, name="signed"),
    path("<slug:edition>/", queue.queue_page, name="queue"),
    path("<slug:edition>/list.csv", queue.queue_file, {"form": "csv"}, name="queue_csv"),
    path("<slug:edition>/list.xlsx", queue.queue_file, {"form": "xlsx"}, name="queue_xlsx"),
    path("<slug:edition>/ceremonies/", ceremonies.ceremonies_page, name="ceremonies"),
    path("<slug:edition>/wall/", desk_wall.wall_page, name="wall"),
    path("<slug:edition>/wall/rehearsal/", desk_wall.rehearsal_page, name="wall_rehearsal"),
    path("<slug:edition>/lookalikes/", lookalikes.lookalikes, name="lookalikes"),
    path("<slug:edition>/stated/", stated_figures.stated_figures_page, name="stated"),
    path("<slug:edition>/totals/", totals.totals_page, name="totals"),
    path("<slug:edition>/batches/", batches.batches_page, name="batches"),
    path("<slug:edition>/batches/<int:sequence>/amend/", batches.amend_batch, name="amend_batch"),
    path("<slug:edition>/batches/<int:sequence>/verify/", batches.verify, name="verify_batch"),
    path("<slug:edition>/batches/<int:sequence>/announce/", batches.announce, name="announce_batch"),
    path("<slug:edition>/batches/<int:sequence>/withdraw/", batches.withdraw, name="withdraw_batch"),
    path("<slug:edition>/bulletins/", desk_bulletins.bulletins_page, name="bulletins"),
    path("<slug:edition>/bulletins/<int:pk>/", desk_bulletins.bulletin_page, name="bulletin"),
    path("<slug:edition>/bulletins/<int:pk>/freeze/", desk_bulletins.freeze, name="freeze_bulletin"),
    path("<slug:edition>/bulletins/<int:pk>/count/", desk_bulletins.count, name="count_bulletin"),
    path("<slug:edition>/bulletins/<int:pk>/anew/", desk_bulletins.anew, name="write_bulletin_anew"),
    path("<slug:edition>/bulletins/<int:pk>/proof/", desk_bulletins.proof_page, name="bulletin_proof"),
    path("<slug:edition>/bulletins/<int:pk>/figures/<slug:key>/", desk_bulletins.figure_page, name="bulletin_figure"),
    path("<slug:edition>/landing/", follow_up.followed_projects_page, name="landing"),
    path("<slug:edition>/landing/list.csv", follow_up.landing_file, {"form": "csv"}, name="landing_csv"),
    path("<slug:edition>/landing/list.xlsx", follow_up.landing_file, {"form": "xlsx"}, name="landing_xlsx"),
    path("<slug:edition>/landing/limits/", follow_up.time_limits_page, name="landing_limits"),
    path("<slug:edition>/landing/rates/", follow_up.landing_rates_page, name="landing_rates"),
    path("<slug:edition>/landing/cohort/", follow_up.fix_cohort, name="fix_cohort"),
    path("<slug:edition>/landing/<str:code>/", project.project_page, name="follow"),
    path("<slug:edition>/landing/<str:code>/stage/", project.stage, name="report_stage"),
    path("<slug:edition>/landing/<str:code>/funds/", project.funds, name="report_funds"),
    path("<slug:edition>/landing/<str:code>/unit/", project.assign_unit, name="assign_unit"),
    path("<slug:edition>/landing/<str:code>/stage/<int:pk>/file/", project.stage_file, name="stage_file"),
    path("<slug:edition>/landing/<str:code>/funds/<int:pk>/file/", project.funds_file, name="funds_file"),
    path("<slug:edition>/next/<slug:line>/", waiting_lines.next_deal, name="next"),
    *import_routes(DEAL_IMPORT, "imports"),
    path("<slug:edition>/record/", record.record_deal, name="record"),
    path("<slug:edition>/drafts/", drafts.save_draft, name="save_draft"),
    path("<slug:edition>/drafts/drop/", drafts.drop_draft, name="drop_draft"),
]
API = [
    path("deals", sending.send_deal, name="send"),
    path("editions/<str:edition>/deals", reading.list_deals, name="deals"),
    path("editions/<str:edition>/totals", reading.read_totals, name="totals"),
]

# Below `/<language>/<edition>/`.
PAGES = [
    path("deals/", include((DEALS, "deals"))),
    path("", include((WALL, "wall"))),
    path("bulletins/", include((BULLETINS, "bulletins"))),
]
urlpatterns = [
    path("desk/", include((DESK, "desk"))),
    path("api/v1/", include((API, "api_deals"))),
    path("<edition:edition>/", include((DATA, "data"))),
    path("<edition:edition>/", include((BULLETIN_FILES, "bulletin_files"))),
]
