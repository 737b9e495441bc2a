"""Every address of the site: a path to try, who may open it, by which methods. What is missing fails the run."""

from typing import NamedTuple

from expo.accounts.access import AnyOf
from expo.pictures.files import picture_digest
from tests.support.factories import plain_picture

GET, POST, FORM = {"GET"}, {"POST"}, {"GET", "POST"}
READING = {"GET", "HEAD", "OPTIONS"}
EVERYBODY, OFFICE, NOBODY, STAFF = "everybody", "an office with its token", "nobody", "whoever is logged in"
READ, RECORD, VERIFY, ANNOUNCE = (
    f"deals.{name}" for name in ("view_ledger", "record_deal", "verify_deal", "announce_deal")
)
RATES = "deals.add_exchangerate"
FOLLOW, TAKE = "deals.follow_up_project", "deals.take_snapshot"
JUDGE = "a judge by invitation, for what is theirs"
MONITOR = "a monitor on this machine, or with its token"
OPERATE = "auth.view_user"
NOTICES = "expo.add_notice"
CONTESTS = "agenda.run_contests"
DRAW = "expo.change_booth"
EXHIBITORS = "expo.change_participation"
GRIDS = AnyOf((EXHIBITORS, "expo.change_booth", "expo.change_attendance", "agenda.change_session"))
PICTURED = "expo.view_picture"
# The picture that the world's exhibitor has.
LOGO = picture_digest(plain_picture(1))
# A list of exhibitors makes and changes their organisations and stands too.
LISTED = ("organisation", "participation", "hall", "booth")
LIST = tuple(f"expo.{verb}_{model}" for model in LISTED for verb in ("add", "change"))
PICTURES = tuple(f"expo.change_{name}" for name in ("organisation", "person", "exhibit", "launch", "hall"))
PLAN, MOVE, RELEASE = "agenda.add_session", "agenda.change_session", "agenda.add_release"
# A list of sessions, and so a forum, makes people and organisations too, and says who has which role.
WRITTEN = ("agenda.%s_session", "agenda.%s_sessionrole", "agenda.%s_room", "expo.%s_person", "expo.%s_organisation")
FORUM = tuple(permission % verb for permission in WRITTEN for verb in ("add", "change"))
CONTESTS = "agenda.run_contests"
DOUBLE = (PLAN, MOVE, "agenda.add_sessionrole")
DESK = {READ, RECORD, VERIFY, ANNOUNCE, RATES, FOLLOW, TAKE, OPERATE}
EVERYTHING = {*DESK, *LIST, *PICTURES, *FORUM, PLAN, MOVE, RELEASE, DRAW, PICTURED, NOTICES, CONTESTS}


class Route(NamedTuple):
    """A path to try, who may (by a permission, or by several together), and by which methods.

    `{number}` and `{reference}` are an announced deal's, `{scan}` one of its scans,
    `{session}` a session's of the plan, `{file}` a programme's that waits to be imported.
    """

    path: str
    who: str | tuple[str, ...]
    methods: set[str]

    @property
    def permissions(self):
        return self.who if isinstance(self.who, tuple) else (self.who,)

    @property
    def enough(self) -> list[tuple[str, ...]]:
        """The permissions that let in, each of them together."""
        return [(each,) for each in self.who] if isinstance(self.who, AnyOf) else [self.permissions]

    @property
    def needed(self) -> list[tuple[str, ...]]:
        """The permissions without which nobody comes in, of each of them all at once."""
        return [self.permissions] if isinstance(self.who, AnyOf) else [(each,) for each in self.permissions]


ROUTES = {
    "root": Route("/", EVERYBODY, GET),
    "front": Route("/en/", EVERYBODY, GET),
    "healthz": Route("/healthz", EVERYBODY, GET),
    "readyz": Route("/readyz", EVERYBODY, GET),
    "metrics": Route("/metrics", MONITOR, GET),
    "picture": Route(f"/media/{LOGO}-32.webp", EVERYBODY, GET),
    "staff_picture": Route(f"/admin/pictures/{LOGO}-32.webp", PICTURED, GET),
    "worker": Route("/sw.js", EVERYBODY, GET),
    "expo:notice": Route("/en/2019/notice/", EVERYBODY, GET),
    "notice_desk": Route("/desk/notices/", NOTICES, GET),
    "notices": Route("/desk/notices/2019/", NOTICES, FORM),
    "offline": Route("/en/offline/", EVERYBODY, GET),
    "manifest": Route("/en/manifest.webmanifest", EVERYBODY, GET),
    "agenda:kept": Route("/en/2019/agenda/kept.json", EVERYBODY, GET),
    "sitemap_index": Route("/sitemap.xml", EVERYBODY, GET),
    "sitemap": Route("/sitemap-sessions.xml", EVERYBODY, GET),
    "robots": Route("/robots.txt", EVERYBODY, GET),
    "security": Route("/.well-known/security.txt", EVERYBODY, GET),
    "expo:home": Route("/en/2019/", EVERYBODY, GET),
    "expo:exhibitors": Route("/en/2019/exhibitors/", EVERYBODY, GET),
    "expo:exhibitor": Route("/en/2019/exhibitors/memory-works/", EVERYBODY, GET),
    "expo:organisation": Route("/en/2019/exhibitors/memory-works/editions/", EVERYBODY, GET),
    "expo:area": Route("/en/2019/areas/chips/", EVERYBODY, GET),
    "expo:countries": Route("/en/2019/countries/", EVERYBODY, GET),
    "expo:region": Route("/en/2019/regions/GB/", EVERYBODY, GET),
    "expo:exhibits": Route("/en/2019/exhibits/", EVERYBODY, GET),
    "expo:exhibit": Route("/en/2019/exhibits/memory-chip/", EVERYBODY, GET),
    "expo:halls": Route("/en/2019/halls/", EVERYBODY, GET),
    "expo:hall": Route("/en/2019/halls/S4/", EVERYBODY, GET),
    "expo:way": Route("/en/2019/way/", EVERYBODY, GET),
    "expo:hall_plan": Route("/en/2019/halls/S4/plan.svg", EVERYBODY, GET),
    "expo:people": Route("/en/2019/people/", EVERYBODY, GET),
    "expo:person": Route("/en/2019/people/ada-li/", EVERYBODY, GET),
    "expo:launches": Route("/en/2019/launches/", EVERYBODY, GET),
    "expo:launch": Route("/en/2019/launches/new-memory/", EVERYBODY, GET),
    "expo:scenarios": Route("/en/2019/scenarios/", EVERYBODY, GET),
    "expo:scenario": Route("/en/2019/scenarios/smart-home/", EVERYBODY, GET),
    "expo:letters": Route("/en/2019/letters/", EVERYBODY, GET),
    "expo:delegations": Route("/en/2019/delegations/", EVERYBODY, GET),
    "expo:delegation": Route("/en/2019/delegations/the-singers/", EVERYBODY, GET),
    "expo:news": Route("/en/2019/news/", EVERYBODY, GET),
    "expo:news_feed": Route("/en/2019/news/feed.atom", EVERYBODY, GET),
    "expo:news_item": Route("/en/2019/news/doors-open/", EVERYBODY, GET),
    "expo:quotations": Route("/en/2019/quotations/", EVERYBODY, GET),
    "expo:visit": Route("/en/2019/visit/", EVERYBODY, GET),
    "expo:visitor_page": Route("/en/2019/visit/hours/", EVERYBODY, GET),
    "expo:press": Route("/en/2019/press/", EVERYBODY, GET),
    "expo:search": Route("/en/2019/search/", EVERYBODY, GET),
    "expo:suggest": Route("/en/2019/search/suggestions.json", EVERYBODY, GET),
    "expo:open_data": Route("/en/2019/open-data/", EVERYBODY, GET),
    "expo:sources": Route("/en/2019/sources/", EVERYBODY, GET),
    "agenda:overview": Route("/en/2019/agenda/", EVERYBODY, GET),
    "agenda:day": Route("/en/2019/agenda/2019-08-26/", EVERYBODY, GET),
    "agenda:session": Route("/en/2019/agenda/sessions/opening/", EVERYBODY, GET),
    "agenda:about": Route("/en/2019/agenda/about/areas/chips/", EVERYBODY, GET),
    "agenda:mine": Route("/en/2019/agenda/mine/", EVERYBODY, GET),
    "agenda:releases": Route("/en/2019/agenda/releases/", EVERYBODY, GET),
    "agenda:release": Route("/en/2019/agenda/releases/1.0/", EVERYBODY, GET),
    "agenda:as_of": Route("/en/2019/agenda/releases/1.0/2019-08-26/", EVERYBODY, GET),
    "agenda:rooms": Route("/en/2019/rooms/", EVERYBODY, GET),
    "agenda:room": Route("/en/2019/rooms/stage/", EVERYBODY, GET),
    "agenda:screen": Route("/en/2019/rooms/stage/screen/", EVERYBODY, GET),
    "contests:index": Route("/en/2019/contests/", EVERYBODY, GET),
    "contests:contest": Route("/en/2019/contests/makers/", EVERYBODY, GET),
    "contests:entry": Route("/en/2019/contests/makers/entries/1/", EVERYBODY, GET),
    "contests:certificate": Route("/en/2019/contests/awards/2019-C0001/", EVERYBODY, GET),
    "contests:reveal": Route("/en/2019/contests/makers/reveal/", EVERYBODY, GET),
    "files:awards": Route("/2019/contests/awards.csv", EVERYBODY, GET),
    "files:entry_file": Route("/2019/contests/makers/files/1.pdf", EVERYBODY, GET),
    "files:ranking": Route("/2019/contests/makers/results/1-v1.json", EVERYBODY, GET),
    "files:contests": Route("/2019/contests.atom", EVERYBODY, GET),
    "api_agenda:contests": Route("/api/v1/editions/2019/contests", EVERYBODY, GET),
    "deals:index": Route("/en/2019/deals/", EVERYBODY, GET),
    "deals:breakdowns": Route("/en/2019/deals/totals/", EVERYBODY, GET),
    "deals:stated": Route("/en/2019/deals/stated/", EVERYBODY, GET),
    "deals:area": Route("/en/2019/deals/areas/chips/", EVERYBODY, GET),
    "deals:region": Route("/en/2019/deals/regions/GB/", EVERYBODY, GET),
    "data:deals": Route("/2019/data/deals.csv", EVERYBODY, GET),
    "data:totals": Route("/2019/data/totals.csv", EVERYBODY, GET),
    "deals:deal": Route("/en/2019/deals/{reference}/", EVERYBODY, GET),
    "wall:page": Route("/en/2019/wall/", EVERYBODY, GET),
    "wall:now": Route("/en/2019/wall/now/", EVERYBODY, GET),
    "bulletins:index": Route("/en/2019/bulletins/", EVERYBODY, GET),
    "bulletins:bulletin": Route("/en/2019/bulletins/1/", EVERYBODY, GET),
    "bulletins:card": Route("/en/2019/bulletins/1/card.svg", EVERYBODY, GET),
    "bulletins:figure": Route("/en/2019/bulletins/1/figures/projects/", EVERYBODY, GET),
    "bulletin_files:text": Route("/2019/bulletins/1.txt", EVERYBODY, GET),
    "embed:script": Route("/embed.js", EVERYBODY, GET),
    "agenda:embed": Route("/en/2019/agenda/embed/", EVERYBODY, GET),
    "files:embed": Route("/2019/agenda/embed.json", EVERYBODY, GET),
    "share:card": Route("/2019/cards/{card}.png", EVERYBODY, GET),
    "files:agenda": Route("/2019/agenda.ics", EVERYBODY, GET),
    "files:mine": Route("/2019/agenda/mine.ics", EVERYBODY, GET),
    "files:session": Route("/2019/agenda/sessions/opening.ics", EVERYBODY, GET),
    "files:person": Route("/2019/people/ada-li.ics", EVERYBODY, GET),
    "files:changes": Route("/2019/agenda.atom", EVERYBODY, GET),
    "files:schedule_xml": Route("/2019/schedule.xml", EVERYBODY, GET),
    "files:schedule_json": Route("/2019/schedule.json", EVERYBODY, GET),
    "api:document": Route("/api/v1/openapi.json", EVERYBODY, GET),
    "api:docs": Route("/api/v1/docs", EVERYBODY, GET),
    "api:editions": Route("/api/v1/editions", EVERYBODY, GET),
    "api:exhibitors": Route("/api/v1/editions/2019/exhibitors", EVERYBODY, GET),
    "api_agenda:sessions": Route("/api/v1/editions/2019/sessions", EVERYBODY, GET),
    "api_deals:deals": Route("/api/v1/editions/2019/deals", EVERYBODY, GET),
    "api_deals:totals": Route("/api/v1/editions/2019/totals", EVERYBODY, GET),
    "api:nowhere": Route("/api/v1/nowhere", NOBODY, set()),
    "api_deals:send": Route("/api/v1/deals", OFFICE, POST),
    "contest_entry:apply": Route("/enter/2019/call/", EVERYBODY, FORM),
    "contest_entry:entry": Route("/enter/2019/call/entry/", EVERYBODY, FORM),
    "contest_entry:withdraw": Route("/enter/2019/call/withdraw/", EVERYBODY, FORM),
    "contest_entry:attachments": Route("/enter/2019/call/files/", EVERYBODY, FORM),
    "contest_entry:picture": Route("/enter/2019/call/pictures/1/", EVERYBODY, FORM),
    "contest_entry:file": Route("/enter/2019/call/files/1/", EVERYBODY, FORM),
    "push:subscribe": Route("/push/2019/", EVERYBODY, POST),
    "push:unsubscribe": Route("/push/2019/off/", EVERYBODY, POST),
    "staff": Route("/accounts/", STAFF, GET),
    "login": Route("/accounts/login/", EVERYBODY, FORM),
    "logout": Route("/accounts/logout/", EVERYBODY, POST),
    "password_change": Route("/accounts/password/", STAFF, FORM),
    "two_steps:page": Route("/accounts/two-steps/", STAFF, GET),
    "two_steps:set_up": Route("/accounts/two-steps/set-up/", STAFF, POST),
    "two_steps:codes": Route("/accounts/two-steps/codes/", STAFF, POST),
    "two_steps:off": Route("/accounts/two-steps/off/", STAFF, POST),
    "set_language": Route("/accounts/language/", EVERYBODY, POST),
    "grid:start": Route("/desk/exhibition/grid/", GRIDS, GET),
    "grid:rows": Route("/desk/exhibition/grid/2019/exhibitors/", EXHIBITORS, GET),
    "grid:add": Route("/desk/exhibition/grid/2019/exhibitors/new/", EXHIBITORS, POST),
    "grid:row": Route("/desk/exhibition/grid/2019/exhibitors/{participation}/", EXHIBITORS, POST),
    "hall_desk:start": Route("/desk/halls/", DRAW, GET),
    "hall_desk:halls": Route("/desk/halls/2019/", DRAW, GET),
    "hall_desk:hall": Route("/desk/halls/2019/S4/", DRAW, GET),
    "hall_desk:plan": Route("/desk/halls/2019/S4/plan/", DRAW, POST),
    "hall_desk:shown": Route("/desk/halls/2019/S4/shown/", DRAW, POST),
    "hall_desk:state": Route("/desk/halls/2019/S4/state/", DRAW, GET),
    "hall_desk:change": Route("/desk/halls/2019/S4/change/", DRAW, POST),
    "hall_desk:undo": Route("/desk/halls/2019/S4/undo/", DRAW, POST),
    "hall_desk:redo": Route("/desk/halls/2019/S4/redo/", DRAW, POST),
    "hall_desk:rectangles": Route("/desk/halls/2019/S4/rectangles/", DRAW, FORM),
    "hall_desk:row": Route("/desk/halls/2019/S4/row/", DRAW, FORM),
    "hall_desk:walls": Route("/desk/halls/2019/S4/walls/", DRAW, FORM),
    "hall_desk:stand": Route("/desk/halls/2019/S4/stands/{booth}/", DRAW, FORM),
    "hall_desk:split": Route("/desk/halls/2019/S4/stands/{booth}/split/", DRAW, FORM),
    "contest_desk:file": Route("/desk/contests/files/1.pdf", "agenda.view_entryfile", GET),
    "contest_desk:contests": Route("/desk/contests/2019/", CONTESTS, GET),
    "contest_desk:log": Route("/desk/contests/2019/log/", CONTESTS, GET),
    "contest_desk:late": Route("/desk/contests/2019/makers/late/", CONTESTS, FORM),
    "contest_desk:round": Route("/desk/contests/2019/makers/1/", CONTESTS, FORM),
    "contest_desk:scores": Route("/desk/contests/2019/makers/1/v1.json", CONTESTS, GET),
    "contest_desk:changes": Route("/desk/contests/2019/makers/1/changes/", CONTESTS, FORM),
    "agenda_desk:start": Route("/desk/agenda/", MOVE, GET),
    "agenda_desk:today": Route("/desk/agenda/2019/board/", MOVE, GET),
    "agenda_desk:board": Route("/desk/agenda/2019/board/2019-08-26/", MOVE, GET),
    "agenda_desk:changes": Route("/desk/agenda/2019/changes/", MOVE, GET),
    "agenda_desk:move": Route("/desk/agenda/2019/sessions/{session}/move/", MOVE, FORM),
    "agenda_desk:forum": Route("/desk/agenda/2019/forum/", FORUM, FORM),
    "agenda_desk:parts": Route("/desk/agenda/2019/sessions/{session}/parts/", FORUM, FORM),
    "agenda_desk:duplicate": Route("/desk/agenda/2019/sessions/{session}/duplicate/", DOUBLE, FORM),
    "agenda_desk:undo": Route("/desk/agenda/2019/undo/", MOVE, POST),
    "agenda_desk:redo": Route("/desk/agenda/2019/redo/", MOVE, POST),
    "agenda_desk:copy": Route("/desk/agenda/2019/copy/", PLAN, FORM),
    "agenda_desk:release": Route("/desk/agenda/2019/release/", RELEASE, FORM),
    "agenda_desk:hot_fix": Route("/desk/agenda/2019/release/{session}/", RELEASE, FORM),
    "agenda_desk:import": Route("/desk/agenda/2019/import/", PLAN, FORM),
    "agenda_desk:problems": Route("/desk/agenda/2019/problems/", "agenda.change_session", GET),
    "agenda_desk:imported": Route("/desk/agenda/2019/import/{file}/", PLAN, FORM),
    "agenda_desk:import_rows": Route("/desk/agenda/2019/import/{file}/rows/", PLAN, POST),
    "agenda_desk:undo_import": Route("/desk/agenda/2019/import/{file}/undo/", PLAN, POST),
    "jury_desk:links": Route("/desk/jury/2019/", CONTESTS, FORM),
    "jury:start": Route("/jury/", JUDGE, GET),
    "jury:worker": Route("/jury/worker.js", JUDGE, GET),
    "jury:leave": Route("/jury/leave/", JUDGE, POST),
    "jury:invitation": Route("/jury/invitation/", JUDGE, FORM),
    "jury:score": Route("/jury/1/", JUDGE, POST),
    "jury:conflict": Route("/jury/1/conflict/", JUDGE, POST),
    "jury:picture": Route("/jury/pictures/1-320.webp", JUDGE, GET),
    "jury:file": Route("/jury/files/1.pdf", JUDGE, GET),
    "lists:import": Route("/desk/lists/2019/exhibitors/", LIST, FORM),
    "lists:template_en": Route("/desk/lists/2019/exhibitors/template-en.csv", LIST, GET),
    "lists:template_zh": Route("/desk/lists/2019/exhibitors/template-zh.csv", LIST, GET),
    "lists:workbook_en": Route("/desk/lists/2019/exhibitors/template-en.xlsx", LIST, GET),
    "lists:workbook_zh": Route("/desk/lists/2019/exhibitors/template-zh.xlsx", LIST, GET),
    "lists:imported": Route("/desk/lists/2019/exhibitors/{list}/", LIST, FORM),
    "lists:import_rows": Route("/desk/lists/2019/exhibitors/{list}/rows/", LIST, POST),
    "lists:cancel_import": Route("/desk/lists/2019/exhibitors/{list}/cancel/", LIST, POST),
    "lists:reopen_import": Route("/desk/lists/2019/exhibitors/{list}/rest/", LIST, POST),
    "lists:undo_import": Route("/desk/lists/2019/exhibitors/{list}/undo/", LIST, POST),
    "lists:left_out": Route("/desk/lists/2019/exhibitors/{list}/left-out.csv", LIST, GET),
    "picture_import:import": Route("/desk/pictures/2019/zip/", PICTURES, FORM),
    "picture_import:imported": Route("/desk/pictures/2019/zip/{pictures}/", PICTURES, FORM),
    "picture_import:import_rows": Route("/desk/pictures/2019/zip/{pictures}/rows/", PICTURES, POST),
    "picture_import:asked_picture": Route("/desk/pictures/2019/zip/{pictures}/1/", PICTURES, GET),
    "picture_import:undo_import": Route("/desk/pictures/2019/zip/{pictures}/undo/", PICTURES, POST),
    "desk:start": Route("/desk/", READ, GET),
    "desk:amount": Route("/desk/amount/", READ, GET),
    "desk:organisations": Route("/desk/organisations/", RECORD, GET),
    "desk:queue": Route("/desk/2019/", READ, GET),
    "desk:queue_csv": Route("/desk/2019/list.csv", READ, GET),
    "desk:queue_xlsx": Route("/desk/2019/list.xlsx", READ, GET),
    "desk:import": Route("/desk/2019/imports/", RECORD, FORM),
    "desk:imported": Route("/desk/2019/imports/{run}/", RECORD, FORM),
    "desk:import_rows": Route("/desk/2019/imports/{run}/rows/", RECORD, POST),
    "desk:undo_import": Route("/desk/2019/imports/{run}/undo/", RECORD, POST),
    "desk:ceremonies": Route("/desk/2019/ceremonies/", READ, GET),
    "desk:ceremony": Route("/desk/ceremonies/{session}/", READ, GET),
    "desk:table_cards": Route("/desk/ceremonies/{session}/cards/", READ, GET),
    "desk:arrange": Route("/desk/ceremonies/{session}/order/", ANNOUNCE, POST),
    "desk:signed": Route("/desk/ceremonies/{session}/signed/", ANNOUNCE, FORM),
    "desk:wall": Route("/desk/2019/wall/", ANNOUNCE, FORM),
    "desk:wall_rehearsal": Route("/desk/2019/wall/rehearsal/", READ, GET),
    "desk:lookalikes": Route("/desk/2019/lookalikes/", RECORD, GET),
    "desk:record": Route("/desk/2019/record/", RECORD, FORM),
    "desk:save_draft": Route("/desk/2019/drafts/", RECORD, POST),
    "desk:drop_draft": Route("/desk/2019/drafts/drop/", RECORD, POST),
    "desk:add_scans": Route("/desk/deals/{number}/scans/", RECORD, POST),
    "desk:scan": Route("/desk/deals/{number}/scans/{scan}/", READ, GET),
    "desk:deal": Route("/desk/deals/{number}/", READ, GET),
    "desk:amend": Route("/desk/deals/{number}/amend/", RECORD, FORM),
    "desk:verify": Route("/desk/deals/{number}/verify/", VERIFY, POST),
    "desk:give_back": Route("/desk/deals/{number}/return/", VERIFY, POST),
    "desk:draw": Route("/desk/deals/{number}/draw/", VERIFY, POST),
    "desk:rates": Route("/desk/rates/", RATES, FORM),
    "desk:rates_import": Route("/desk/rates/import/", RATES, FORM),
    "status": Route("/desk/status/", OPERATE, GET),
    "desk:totals": Route("/desk/2019/totals/", READ, GET),
    "desk:stated": Route("/desk/2019/stated/", READ, GET),
    "desk:batches": Route("/desk/2019/batches/", READ, FORM),
    "desk:amend_batch": Route("/desk/2019/batches/1/amend/", RECORD, FORM),
    "desk:verify_batch": Route("/desk/2019/batches/1/verify/", VERIFY, POST),
    "desk:announce_batch": Route("/desk/2019/batches/1/announce/", ANNOUNCE, POST),
    "desk:withdraw_batch": Route("/desk/2019/batches/1/withdraw/", ANNOUNCE, POST),
    "desk:bulletins": Route("/desk/2019/bulletins/", READ, FORM),
    "desk:bulletin": Route("/desk/2019/bulletins/{bulletin}/", READ, FORM),
    "desk:freeze_bulletin": Route("/desk/2019/bulletins/{bulletin}/freeze/", ANNOUNCE, POST),
    "desk:count_bulletin": Route("/desk/2019/bulletins/{bulletin}/count/", ANNOUNCE, POST),
    "desk:write_bulletin_anew": Route("/desk/2019/bulletins/{bulletin}/anew/", ANNOUNCE, POST),
    "desk:bulletin_proof": Route("/desk/2019/bulletins/{bulletin}/proof/", READ, GET),
    "desk:bulletin_figure": Route("/desk/2019/bulletins/{bulletin}/figures/projects/", READ, GET),
    "desk:convert": Route("/desk/deals/{number}/convert/", VERIFY, POST),
    "desk:tell_apart": Route("/desk/deals/{number}/tell-apart/", VERIFY, POST),
    "deals:landing": Route("/en/2019/deals/landing/", EVERYBODY, GET),
    "desk:landing": Route("/desk/2019/landing/", READ, GET),
    "desk:landing_xlsx": Route("/desk/2019/landing/list.xlsx", READ, GET),
    "desk:landing_csv": Route("/desk/2019/landing/list.csv", READ, GET),
    "desk:landing_limits": Route("/desk/2019/landing/limits/", TAKE, FORM),
    "desk:landing_rates": Route("/desk/2019/landing/rates/", READ, FORM),
    "desk:fix_cohort": Route("/desk/2019/landing/cohort/", TAKE, POST),
    "desk:follow": Route("/desk/2019/landing/P0001/", READ, GET),
    "desk:report_stage": Route("/desk/2019/landing/P0001/stage/", FOLLOW, FORM),
    "desk:report_funds": Route("/desk/2019/landing/P0001/funds/", FOLLOW, FORM),
    "desk:assign_unit": Route("/desk/2019/landing/P0001/unit/", FOLLOW, POST),
    "desk:stage_file": Route("/desk/2019/landing/P0001/stage/{stage}/file/", READ, GET),
    "desk:funds_file": Route("/desk/2019/landing/P0001/funds/{funds}/file/", READ, GET),
    "desk:embargo": Route("/desk/deals/{number}/embargo/", ANNOUNCE, POST),
    "desk:lift": Route("/desk/deals/{number}/lift/", ANNOUNCE, POST),
    "desk:supersede": Route("/desk/deals/{number}/supersede/", ANNOUNCE, POST),
    "desk:reopen": Route("/desk/deals/{number}/reopen/", RECORD, POST),
    "desk:next": Route("/desk/2019/next/verify/", READ, GET),
    "desk:announce": Route("/desk/deals/{number}/announce/", ANNOUNCE, POST),
    "desk:withdraw": Route("/desk/deals/{number}/withdraw/", ANNOUNCE, POST),
}
PUBLIC = {name: route for name, route in ROUTES.items() if route.who == EVERYBODY and route.methods == GET}
OPEN = (EVERYBODY, OFFICE, NOBODY, MONITOR, JUDGE)
GUARDED = {name: route for name, route in ROUTES.items() if route.who not in OPEN}
GUARDED_METHODS = [(name, method) for name, route in GUARDED.items() for method in sorted(route.methods)]
