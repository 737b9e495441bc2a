"""The planning board's pages: a day by rooms, the tray, the form of a move, what colleagues changed."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda.models import Move, Room, Session, SessionRole
from agenda.planning import moves
from agenda.planning.moves import Placement
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_person
from tests.support.staff import filled, make_editor, make_staff, signed_in

pytestmark = pytest.mark.django_db
DAY = "/desk/agenda/2019/board/2019-08-26/"
CHANGES = "/desk/agenda/2019/changes/"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def planner():
    return make_editor()


@pytest.fixture
def client(planner):
    return signed_in(planner)


def stands(session) -> Placement:
    return Placement.of(Session.objects.get(pk=session.pk))


def address(session) -> str:
    return f"/desk/agenda/2019/sessions/{session.pk}/move/"


def moved(session, by, hours=1):
    here = stands(session)
    to = here._replace(starts_at=here.starts_at + hours * HOUR, ends_at=here.ends_at + hours * HOUR)
    moves.move_session(session, to, seen=here.token, by=by)
    return to


def columns(response):
    found = []
    for column in response.context["board"].columns:
        found.append((column.room, [Session.objects.get(pk=card.session) for card in column.cards]))
    return found


def test_the_board_leads_to_the_newest_edition_on_its_first_day_or_today(client, edition):
    make_edition(slug="2018", starts_on="2018-08-23", ends_on="2018-08-25")

    response = client.get("/desk/agenda/")

    assert response["Location"] == DAY
    assert client.get("/desk/agenda/2019/board/")["Location"] == DAY


def test_a_day_shows_its_sessions_below_their_rooms_and_empty_rooms_too(client, edition):
    stage, hall = make_room(order=1), make_room(order=2)
    late, early = make_session(room=stage, hour=14), make_session(room=stage, hour=9)
    make_session(room=hall, day=dt.date(2019, 8, 27))

    response = client.get(DAY)

    assert columns(response) == [(stage, [early, late]), (hall, [])]
    assert [(tab.day.day, tab.count) for tab in response.context["board"].tabs] == [(26, 2), (27, 1), (28, 0), (29, 0)]


def test_what_lacks_day_hours_or_room_waits_on_the_tray(client, edition):
    waiting = [make_session(day=None), make_session(starts_at=None), make_session(room=None)]
    make_session(room=None, kind="break")
    make_session(room=None, place_note_en="In the lobby")
    make_session(starts_at=None, last_day=edition.ends_on)

    board = client.get(DAY).context["board"]

    assert {card.session for card in board.tray} == {session.pk for session in waiting}
    assert (board.waiting, board.tabs[0].count) == (3, 3)
    assert len(board.columns[-1].cards) == 2


def test_drafts_and_what_is_for_staff_only_stand_on_the_board_and_copies_do_not(client, edition):
    room = make_room()
    shown = [make_session(room=room, hour=9, status="draft"), make_session(room=room, hour=12, visibility="staff")]

    assert columns(client.get(DAY)) == [(room, shown)]


def test_sessions_that_overlap_in_a_room_are_marked(client, edition):
    room = make_room()
    clashing = [make_session(room=room), make_session(room=room)]
    make_session(room=make_room(parallel=True))

    cards = client.get(DAY).context["board"].cards

    assert [card.session for card in cards if card.clashing] == [session.pk for session in clashing]


def test_sessions_that_somebody_must_be_in_at_once_are_marked(client, edition):
    speaker = make_person()
    apart = [make_session(roles=[speaker]), make_session(roles=[speaker])]
    make_session(roles=[make_person()])

    cards = client.get(DAY).context["board"].cards

    assert {card.session for card in cards if card.twice} == {session.pk for session in apart}


@pytest.mark.parametrize("path", ["/desk/agenda/2019/board/2019-08-30/", "/desk/agenda/2019/board/x/"])
def test_another_day_is_not_found(client, edition, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("query", "cost"), [("", 11), ("?view=list", 14)], ids=["drawn before", "drawn now"])
def test_the_board_costs_the_same_however_full_the_day(client, edition, django_assert_num_queries, number, query, cost):
    for _ in range(number):
        make_session(roles=[make_person()], room=make_room())
        make_session(day=None)
    client.get(DAY)

    with django_assert_num_queries(cost):
        client.get(DAY + query)


@pytest.mark.parametrize("query", ["", "?view=list"])
def test_cards_are_drawn_anew_when_anything_they_show_was_written(client, edition, query):
    speaker, room = make_person(), make_room(name_en="Old hall")
    session, other = make_session(room=room, name_en="Old name"), make_session(name_en="Other", roles=[speaker])
    pages = [client.get(DAY + query).text]

    Session.objects.filter(pk=session.pk).update(name_en="New name")
    Room.objects.filter(pk=room.pk).update(name_en="New hall")
    pages.append(client.get(DAY + query).text)
    SessionRole.objects.filter(session=other).update(session=session)
    make_session(name_en="Third", roles=[speaker])
    pages.append(client.get(DAY + query).text)

    assert [[word in page for word in ("Old name", "Old hall", "New name", "New hall")] for page in pages] == [
        [True, True, False, False],
        [False, False, True, True],
        [False, False, True, True],
    ]
    assert [page.count(" data-twice") for page in pages] == [0, 0, 2]


def test_the_form_moves_a_session_and_leads_back_to_its_day(client, edition, planner):
    session, room = make_session(), make_room()
    page = client.get(address(session))

    sent = filled(page, day="2019-08-27", room=room.pk, start="14:00", end="15:30")
    response = client.post(address(session), sent, follow=True)

    start = dt.datetime(2019, 8, 27, 14, tzinfo=edition.tz)
    assert stands(session) == Placement(dt.date(2019, 8, 27), None, start, start + 1.5 * HOUR, room.pk)
    assert response.redirect_chain == [("/desk/agenda/2019/board/2019-08-27/", 302)]
    assert f"“{session.name_en}”: Tue 27 Aug, 14:00–15:30, {room.name_en}." in response.text


def test_a_length_is_taken_where_no_end_is_given(client, edition):
    session = make_session()

    client.post(address(session), filled(client.get(address(session)), end="", length="45"))

    assert stands(session).ends_at - stands(session).starts_at == 0.75 * HOUR


def test_an_exhibition_of_several_days_keeps_their_number(client, edition):
    session = make_session(last_day=dt.date(2019, 8, 28))

    client.post(address(session), filled(client.get(address(session)), day="2019-08-27"))

    assert stands(session).last_day == dt.date(2019, 8, 29)


def test_an_exhibition_takes_the_hours_of_each_day_with_it_and_back(client, edition):
    hours = {"2019-08-26": ["10:00", "18:00"], "2019-08-28": None}
    session = make_session(last_day=dt.date(2019, 8, 28), daily_hours=hours, name_en="Main exhibition")
    assert "26 Aug, hours of each day" in client.get(DAY).text

    client.post(address(session), filled(client.get(address(session)), day="2019-08-27"))

    moved_hours = {"2019-08-27": ["10:00", "18:00"], "2019-08-29": None}
    assert Session.objects.get(pk=session.pk).daily_hours == moved_hours
    client.post("/desk/agenda/2019/undo/")
    assert Session.objects.get(pk=session.pk).daily_hours == hours


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"end": "10:00"}, "A session must end after it starts."),
        ({"end": "09:00"}, "A session must end after it starts."),
        ({"end": "", "length": "0"}, "A session must end after it starts."),
        ({"end": ""}, "Give both start and end, or neither."),
        ({"start": ""}, "Give both start and end, or neither."),
        ({"day": ""}, "A session with hours needs its day."),
        ({"day": "2019-08-30"}, "Select a valid choice."),
        ({"room": "99999"}, "Select a valid choice."),
    ],
)
def test_a_move_that_cannot_be_is_refused_in_a_sentence(client, edition, changes, sentence):
    session = make_session(hour=10)
    before = stands(session)

    response = client.post(address(session), filled(client.get(address(session)), **changes))

    assert (response.status_code, sentence in response.text) == (422, True)
    assert stands(session) == before


def test_a_stale_form_shows_both_versions_and_the_planner_chooses_theirs_or_mine(client, edition):
    session, colleague = make_session(hour=10), make_editor()
    form = client.get(address(session))
    theirs = moved(session, colleague)

    refused = client.post(address(session), filled(form, start="15:00", end="16:00"))
    kept = stands(session)
    client.post(address(session), filled(refused))

    assert refused.status_code == 409
    assert kept == theirs
    assert colleague.username in refused.text
    assert "11:00–12:00" in refused.text
    assert "15:00–16:00" in refused.text
    assert stands(session).starts_at == dt.datetime(2019, 8, 26, 15, tzinfo=edition.tz)


def test_scripts_are_answered_in_sentences_and_both_versions(client, edition):
    session = make_session(hour=10)
    sent, json = filled(client.get(address(session))), {"accept": "application/json"}

    wrong = client.post(address(session), sent | {"end": "09:00"}, headers=json)
    right = client.post(address(session), sent | {"start": "11:00", "end": "12:00"}, headers=json)
    stale = client.post(address(session), sent | {"start": "13:00", "end": "14:00"}, headers=json)

    assert (wrong.status_code, wrong.json()) == (422, {"said": "A session must end after it starts."})
    assert "11:00–12:00" in right.json()["said"]
    assert (stale.status_code, "Put mine in place of theirs" in stale.json()["both"]) == (409, True)


def test_undo_and_redo_are_buttons(client, edition, planner):
    session = make_session()
    before, after = stands(session), moved(session, planner)

    client.post("/desk/agenda/2019/undo/")
    undone = stands(session)
    client.post("/desk/agenda/2019/redo/")
    nothing = client.post("/desk/agenda/2019/redo/", follow=True)

    assert (undone, stands(session)) == (before, after)
    assert "There is nothing to redo." in nothing.text


def test_what_a_colleague_moved_is_told_and_what_i_moved_is_not(client, edition, planner):
    mine, theirs = make_session(), make_session()
    moved(mine, planner)
    colleague = make_editor()
    moved(theirs, colleague)

    news = client.get(CHANGES, {"day": "2019-08-26"}).json()

    told = {card["pk"]: card["said"] for card in news["cards"]}
    assert told[mine.pk] == ""
    assert told[theirs.pk].startswith(f"{colleague.username} changed “{theirs.name_en}”: Mon 26 Aug, 11:00–12:00")
    assert news["counts"] == {"2019-08-26": 2}
    assert (news["undo"], news["redo"]) == (True, False)


def test_nothing_is_sent_while_nothing_changes(client, edition):
    session, colleague = make_session(), make_editor()
    first = client.get(CHANGES)
    since, match = first.json()["since"], {"if-none-match": first["ETag"]}

    same = client.get(CHANGES, {"since": since}, headers=match)
    moved(session, colleague)
    other = client.get(CHANGES, {"since": since}, headers=match)

    assert (same.status_code, same.content) == (304, b"")
    assert [card["pk"] for card in other.json()["cards"]] == [session.pk]


@pytest.mark.parametrize("since", ["x", "2019-08-26", "2019-08-26T10:00:00"])
def test_changes_since_no_moment_are_not_found(client, edition, since):
    assert client.get(CHANGES, {"since": since}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_looking_for_changes_costs_the_same_however_many_there_are(
    client, edition, planner, number, django_assert_num_queries
):
    for _ in range(number):
        moved(make_session(), planner)

    with django_assert_num_queries(15):
        client.get(CHANGES, headers={"Sec-Fetch-Mode": "cors"})


def test_the_page_of_another_edition_s_session_is_not_found(client, edition):
    session = make_session()
    make_edition(slug="2018", starts_on="2018-08-23", ends_on="2018-08-25")

    assert client.get(f"/desk/agenda/2018/sessions/{session.pk}/move/").status_code == 404
    assert client.get(address(session.copies.get())).status_code == 404


def test_the_board_is_linked_from_the_admin_and_leads_to_the_import(client, edition):
    start, board = client.get("/admin/"), client.get(DAY)

    assert 'href="/desk/agenda/2019/board/"' in start.text
    assert 'href="/desk/agenda/2019/import/"' in start.text
    assert 'href="/desk/agenda/2019/import/"' in board.text
    assert Move.objects.count() == 0


def test_the_board_leads_to_the_release_with_at_most_how_many_sessions_wait_for_it(client, edition):
    _kept, changed = make_session(), make_session()
    make_session(status="draft")
    nothing = client.get(DAY)

    changed.save()
    make_session().copies.all().delete()
    waiting = client.get(DAY)

    assert (nothing.context["changed"], waiting.context["changed"]) == (0, 2)
    assert 'href="/desk/agenda/2019/release/"' in nothing.text
    assert "Release (at most 2 sessions saved since)" in waiting.text


def test_whoever_may_not_release_is_not_led_there(edition):
    planner = make_staff(codenames=())
    planner.user_permissions.add(Permission.objects.get(content_type__app_label="agenda", codename="change_session"))

    assert "/release/" not in signed_in(planner).get(DAY).text


def test_a_room_is_not_asked_for_again_until_it_is_called_otherwise(client, edition):
    make_session(name_en="Moved talk", room=make_room(name_en="Jade room"))
    asked = []
    for name in ("Jade room", "Jade room", "Amber room"):
        # PostgreSQL draws a mark for a statement that finds nothing, too.
        if Room.objects.exclude(name_en=name).exists():
            Room.objects.update(name_en=name)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(DAY).text
        asked.append((name in page, "Moved talk" in page, sum('FROM "agenda_room"' in one["sql"] for one in queries)))

    assert [found[:2] for found in asked] == [(True, True)] * 3
    assert asked[1][2] < min(asked[0][2], asked[2][2])


def test_a_session_that_leaves_the_day_leaves_its_room_at_once(client, edition):
    session = make_session(name_en="Moved talk", room=make_room())
    before = client.get(DAY).text

    Session.objects.filter(pk=session.pk).update(day=dt.date(2019, 8, 27))

    assert ("Moved talk" in before, "Moved talk" in client.get(DAY).text) == (True, False)
