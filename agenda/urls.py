"""Where the agenda's addresses lead: pages below language and edition, files, desk, jury, interface."""

from django.urls import include, path, register_converter
from django.urls.converters import IntConverter, StringConverter

from agenda.desk import board, copy_edition, duplicate, forum, problems
from agenda.desk import releases as release_desk
from agenda.desk.contests import changes as contest_changes
from agenda.desk.contests import pages as contest_desk
from agenda.desk.contests.event_log import log_page
from agenda.desk.contests.late import late_page
from agenda.desk.imports import PROGRAMME_IMPORT
from agenda.views import (
    api,
    attachments,
    day,
    embed,
    entering,
    feeds,
    files,
    jury,
    offline,
    releases,
    schedule,
    subjects,
)
from agenda.views.contests import api as contest_api
from agenda.views.contests import files as contest_files
from agenda.views.contests import pages as contests
from agenda.views.visit import my_visit, push
from expo.views.imports import import_routes


class DayConverter(StringConverter):
    """A day as in addresses, 2019-08-26; whether there is such a day the view finds out."""

    regex = r"\d{4}-\d{2}-\d{2}"


class NumberConverter(StringConverter):
    """The number of a release, 2.1."""

    regex = r"[0-9]{1,4}\.[0-9]{1,4}"


class CountConverter(IntConverter):
    """A number written in one way: 1, and never 01."""

    regex = "0|[1-9][0-9]*"


register_converter(CountConverter, "count")
register_converter(DayConverter, "day")
register_converter(NumberConverter, "number")

AGENDA = [
    path("agenda/", schedule.overview_page, name="overview"),
    path("agenda/kept.json", offline.offline_pages, name="kept"),
    path("agenda/embed/", embed.embed_guide, name="embed"),
    path("agenda/about/<slug:kind>/<slug:key>/", subjects.subject_page, name="about"),
    path("agenda/mine/", my_visit.my_visit_page, name="mine"),
    path("agenda/releases/", releases.releases_page, name="releases"),
    path("agenda/releases/<number:number>/", releases.release_page, name="release"),
    path("agenda/releases/<number:number>/<day:day>/", releases.released_day_page, name="as_of"),
    path("agenda/<day:day>/", day.day_page, name="day"),
    path("agenda/sessions/<slug:slug>/", schedule.session_page, name="session"),
    path("rooms/", schedule.rooms_page, name="rooms"),
    path("rooms/<slug:slug>/", schedule.room_page, name="room"),
    path("rooms/<slug:slug>/screen/", schedule.door_screen_page, name="screen"),
]
CONTESTS = [
    path("", contests.contest_list, name="index"),
    path("<slug:slug>/", contests.contest_page, name="contest"),
    path("<slug:slug>/reveal/", contests.reveal_page, name="reveal"),
    path("awards/<slug:certificate>/", contests.certificate_page, name="certificate"),
    path("<slug:slug>/entries/<int:number>/", contests.entry_page, name="entry"),
]
FILES = [
    path("agenda.ics", files.agenda_calendar, name="agenda"),
    path("agenda/embed.json", embed.embedded_sessions, name="embed"),
    path("agenda/mine.ics", files.my_agenda_calendar, name="mine"),
    path("agenda/sessions/<slug:slug>.ics", files.session_calendar, name="session"),
    path("people/<slug:slug>.ics", files.person_calendar, name="person"),
    path("agenda.atom", feeds.release_feed, name="changes"),
    path("contests/awards.csv", contest_files.awards_csv, name="awards"),
    path("contests/<slug:contest>/files/<int:number>.pdf", attachments.public_file, name="entry_file"),
    path(
        "contests/<slug:contest>/results/<count:number>-v<count:version>.json",
        contest_files.ranking_scores,
        name="ranking",
    ),
    path("contests.atom", contest_files.contest_feed, name="contests"),
    path("schedule.xml", files.schedule_xml, name="schedule_xml"),
    path("schedule.json", files.schedule_json, name="schedule_json"),
]
DESK = [
    path("", board.redirect_to_board, name="start"),
    path("<slug:edition>/board/", board.redirect_to_today, name="today"),
    path("<slug:edition>/board/<str:day>/", board.board_page, name="board"),
    path("<slug:edition>/changes/", board.poll_changes, name="changes"),
    path("<slug:edition>/sessions/<int:pk>/move/", board.move_session, name="move"),
    path("<slug:edition>/forum/", forum.forum_page, name="forum"),
    path("<slug:edition>/sessions/<int:pk>/parts/", forum.parts_page, name="parts"),
    path("<slug:edition>/sessions/<int:pk>/duplicate/", duplicate.duplicate_page, name="duplicate"),
    path("<slug:edition>/undo/", board.undo_move, name="undo"),
    path("<slug:edition>/redo/", board.redo_move, name="redo"),
    path("<slug:edition>/copy/", copy_edition.copy_page, name="copy"),
    path("<slug:edition>/release/", release_desk.release_agenda, name="release"),
    path("<slug:edition>/release/<int:pk>/", release_desk.release_hot_fix, name="hot_fix"),
    *import_routes(PROGRAMME_IMPORT, "import"),
    path("<slug:edition>/problems/", problems.problems_page, name="problems"),
]
CONTEST_DESK = [
    path("files/<int:number>.pdf", attachments.staff_file, name="file"),
    path("<slug:edition>/", contest_desk.contests_page, name="contests"),
    path("<slug:edition>/log/", log_page, name="log"),
    path("<slug:edition>/<slug:contest>/late/", late_page, name="late"),
    path("<slug:edition>/<slug:contest>/<int:number>/", contest_desk.round_page, name="round"),
    path("<slug:edition>/<slug:contest>/<count:number>/v<count:version>.json", contest_desk.kept_scores, name="scores"),
    path("<slug:edition>/<slug:contest>/<int:number>/changes/", contest_changes.changes_page, name="changes"),
]
API = [
    path("editions/<str:edition>/sessions", api.list_sessions, name="sessions"),
    path("editions/<str:edition>/contests", contest_api.list_contests, name="contests"),
]
EMBED = [path("embed.js", embed.embed_script, name="script")]

JURY = [
    *jury.urlpatterns,
    path("pictures/<int:pk>-<int:width>.webp", attachments.judge_picture, name="picture"),
    path("files/<int:pk>.pdf", attachments.judge_file, name="file"),
]

# What visitors send: no page of theirs is kept, nor is any below a language.
ENTERING = [
    path("", entering.apply_page, name="apply"),
    path("entry/", entering.entry_page, name="entry"),
    path("withdraw/", entering.withdraw_page, name="withdraw"),
    path("files/", attachments.attachments_page, name="attachments"),
    path("pictures/<int:pk>/", attachments.team_picture, name="picture"),
    path("files/<int:pk>/", attachments.team_file, name="file"),
]

PUSH = [
    path("", push.subscribe, name="subscribe"),
    path("off/", push.unsubscribe, name="unsubscribe"),
]

# Below `/<language>/<edition>/`.
PAGES = [path("", include((AGENDA, "agenda"))), path("contests/", include((CONTESTS, "contests")))]
urlpatterns = [
    path("desk/agenda/", include((DESK, "agenda_desk"))),
    path("desk/contests/", include((CONTEST_DESK, "contest_desk"))),
    path("desk/jury/", include(("agenda.desk.contests.jury_links", "jury_desk"))),
    path("jury/", include((JURY, "jury"))),
    path("api/v1/", include((API, "api_agenda"))),
    path("enter/<slug:edition>/<slug:contest>/", include((ENTERING, "contest_entry"))),
    path("push/<slug:edition>/", include((PUSH, "push"))),
    path("", include((EMBED, "embed"))),
    path("<edition:edition>/", include((FILES, "files"))),
]
