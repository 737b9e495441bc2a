"""The planning board in a real browser: mouse, keyboard, undo, and colleagues at work."""

import datetime as dt

import pytest

from agenda.models import Session
from agenda.planning import moves
from agenda.planning.moves import Placement
from tests.support.accessibility import too_wide, violations
from tests.support.agenda_factories import make_room, make_session
from tests.support.staff import make_editor
from tests.support.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = "/desk/agenda/2019/board/2019-08-26/"
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def edition():
    return make_world()


@pytest.fixture
def rooms(edition):
    return [make_room(slug=f"a-{name.lower()}", name_en=name) for name in ("Left", "Right")]


@pytest.fixture
def session(rooms):
    return make_session(room=rooms[0], hour=10, name_en="Chips today")


@pytest.fixture
def planner(transactional_db):
    return make_editor()


@pytest.fixture
def board(log_in, planner, session):
    page = log_in(planner, DAY, viewport={"width": 1400, "height": 1000})
    page.locator(".board.laid").wait_for()
    return page


def card(page, session):
    return page.locator(f".board-card[data-pk='{session.pk}']")


def said(page, words: str) -> None:
    page.locator(".board-said", has_text=words).wait_for()


def minutes(session) -> tuple[str, int, int]:
    """The room, the start in minutes of the day at the venue, and the length."""
    row = Session.objects.get(pk=session.pk)
    start = row.starts_at.astimezone(row.edition.tz)
    return row.room and row.room.name_en, start.hour * 60 + start.minute, (row.ends_at - row.starts_at) // MINUTE


def box_of(page, session) -> dict:
    """Where the card stands, in pixels; asked in one step, for the server's card may take its place."""
    return page.evaluate(
        "pk => document.querySelector(`.board-card[data-pk='${pk}']`).getBoundingClientRect().toJSON()", session.pk
    )


def drag(page, session, to, *, by: int = 0, from_bottom: bool = False) -> None:
    """Drag the card to the middle of what `to` finds; or `by` pixels down, from its lower edge or from its middle."""
    box = box_of(page, session)
    y = box["y"] + (box["height"] - 3 if from_bottom else 12)
    page.mouse.move(box["x"] + 40, y)
    page.mouse.down()
    target = to.bounding_box() if to else None
    aim = (target["x"] + target["width"] / 2, target["y"] + target["height"] / 2) if target else (box["x"] + 40, y + by)
    page.mouse.move(box["x"] + 44, y + 8)
    page.mouse.move(*aim, steps=5)
    page.mouse.up()


def moved_by(colleague, session, by: int = 60) -> None:
    here = Placement.of(Session.objects.get(pk=session.pk))
    to = here._replace(starts_at=here.starts_at + by * MINUTE, ends_at=here.ends_at + by * MINUTE)
    moves.move_session(session, to, seen=here.token, by=colleague)


def test_a_card_is_dragged_to_another_hour_in_steps_of_five_minutes(board, session):
    drag(board, session, None, by=101)

    said(board, "“Chips today”: Mon 26 Aug, 11:05–12:05, Left.")
    assert minutes(session) == ("Left", 11 * 60 + 5, 60)


def test_a_card_is_dragged_to_another_room_and_undone_by_keyboard(board, session, rooms):
    drag(board, session, board.locator(f".board-slots[data-room='{rooms[1].pk}']"))
    said(board, "Right.")
    there = minutes(session)

    board.keyboard.press("Control+z")
    said(board, "10:00–11:00, Left.")
    back = minutes(session)
    board.keyboard.press("Control+Shift+z")
    said(board, "Right.")

    assert (there[0], back, minutes(session)) == ("Right", ("Left", 600, 60), there)


def test_a_card_dropped_on_a_day_moves_to_that_day(board, session):
    drag(board, session, board.locator("[data-drop-day='2019-08-28']"))

    said(board, "Wed 28 Aug, 10:00–11:00, Left.")
    card(board, session).wait_for(state="detached")


def test_a_card_dropped_on_the_tray_is_not_scheduled_and_comes_back(board, session, rooms):
    drag(board, session, board.locator("[data-drop-tray] h2"))
    said(board, "“Chips today”: no day, no room.")
    off = Placement.of(Session.objects.get(pk=session.pk))
    board.locator("[data-part=tray] .board-card", has_text="Chips today").wait_for()

    drag(board, session, board.locator(f".board-slots[data-room='{rooms[1].pk}']"))
    said(board, "Right.")

    assert off == Placement()
    assert minutes(session)[0] == "Right"


def test_the_lower_edge_changes_the_length(board, session):
    drag(board, session, None, by=49, from_bottom=True)

    said(board, "10:00–11:30, Left.")
    assert minutes(session) == ("Left", 600, 90)


def test_arrows_move_what_has_the_focus_and_their_sum_is_one_move(board, session):
    card(board, session).locator("a").focus()

    for keys in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowUp"):
        board.keyboard.press(keys)
    said(board, "10:15–11:10, Right.")

    assert minutes(session) == ("Right", 615, 55)
    assert session.moves.count() == 1
    assert board.evaluate("document.activeElement.textContent") == "Chips today"


def test_undo_pressed_at_once_takes_back_what_the_arrows_did(board, session):
    drag(board, session, None, by=98)
    said(board, "11:00–12:00, Left.")

    card(board, session).locator("a").focus()
    board.keyboard.press("ArrowDown")
    with board.expect_response("**/undo/"):
        board.keyboard.press("Control+z")

    said(board, "11:00–12:00, Left.")
    assert minutes(session) == ("Left", 660, 60)


def test_undo_pressed_twice_takes_back_two_moves(board, session):
    for hours in ("11:00–12:00", "12:00–13:00"):
        drag(board, session, None, by=98)
        said(board, f"{hours}, Left.")
    board.get_by_role("button", name="Undo").dblclick()

    said(board, "10:00–11:00, Left.")
    assert minutes(session) == ("Left", 600, 60)


def test_what_the_arrows_did_is_kept_by_whoever_leaves_at_once(board, session):
    card(board, session).locator("a").focus()
    board.keyboard.press("ArrowDown")
    board.get_by_role("link", name="27 Tuesday").click()
    board.get_by_role("heading", name="Tuesday 27 August").wait_for()
    board.get_by_role("link", name="26 Monday").click()

    board.locator(".board-card[data-from='605']").wait_for()
    assert minutes(session) == ("Left", 605, 60)


def test_a_refused_move_leaves_no_trace_on_the_card(board, session, rooms):
    board.route("**/move/", lambda route: route.fulfill(status=422, json={"said": "Not there."}))
    drag(board, session, board.locator(f".board-slots[data-room='{rooms[1].pk}']"))
    said(board, "Not there.")
    card(board, session).locator(".board-time", has_text="10:00–11:00").wait_for()
    board.unroute("**/move/")
    card(board, session).locator("a").focus()
    board.keyboard.press("ArrowDown")
    said(board, "10:05–11:05, Left.")

    assert minutes(session) == ("Left", 605, 60)


def test_escape_gives_a_card_its_length_back(board, session):
    before = box_of(board, session)
    board.mouse.move(before["x"] + 40, before["y"] + before["height"] - 3)
    board.mouse.down()
    board.mouse.move(before["x"] + 40, before["y"] + before["height"] + 90, steps=4)
    longer = box_of(board, session)
    board.keyboard.press("Escape")
    board.mouse.up()

    assert longer["height"] > before["height"] + 50
    assert box_of(board, session) == before


def test_whoever_logged_out_elsewhere_reads_so(board, session):
    board.context.clear_cookies(name="sessionid")
    card(board, session).locator("a").focus()
    board.keyboard.press("ArrowDown")

    said(board, "You are logged out. Nothing was moved: log in again in another tab.")
    assert minutes(session) == ("Left", 600, 60)
    assert board.evaluate("document.activeElement.textContent") == "Chips today"


def test_the_form_opens_in_place_and_says_what_cannot_be(board, session):
    card(board, session).locator("a").press("Enter")
    dialog = board.locator("dialog[open]")
    dialog.get_by_label("End").fill("09:00")
    dialog.get_by_role("button", name="Move").click()
    dialog.get_by_text("A session must end after it starts.").wait_for()

    dialog.get_by_label("End").fill("12:00")
    dialog.get_by_role("button", name="Move").click()

    said(board, "10:00–12:00, Left.")
    dialog.wait_for(state="detached")


def test_what_a_colleague_moves_appears_by_itself_and_says_who(board, session):
    colleague = make_editor()

    moved_by(colleague, session)

    said(board, f"{colleague.username} changed “Chips today”: Mon 26 Aug, 11:00–12:00, Left.")
    assert card(board, session).get_attribute("data-from") == "660"


def test_a_colleague_who_was_faster_is_not_overrun(board, session):
    colleague = make_editor()
    board.route("**/changes/*", lambda route: route.fulfill(status=304))
    moved_by(colleague, session)

    drag(board, session, None, by=200)
    both = board.locator("dialog[open]")
    both.get_by_text("Nothing of yours is saved yet").wait_for()
    texts = both.locator(".differs td").all_inner_texts()
    kept = minutes(session)
    board.unroute("**/changes/*")
    both.get_by_role("button", name="Put mine in place of theirs").click()
    said(board, "12:05–13:05, Left.")

    assert texts == ["11:00–12:00", "12:05–13:05"]
    assert kept == ("Left", 660, 60)
    assert minutes(session) == ("Left", 725, 60)


def test_without_scripts_the_form_of_each_card_moves_it(log_in, planner, session, rooms):
    page = log_in(planner, DAY, java_script_enabled=False)

    page.get_by_role("link", name="Chips today").click()
    page.get_by_label("Room").select_option(label=f"{rooms[1]} · {rooms[1].hall}")
    page.get_by_role("button", name="Move").click()

    page.get_by_text("10:00–11:00, Right.").wait_for()
    assert minutes(session) == ("Right", 600, 60)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_board_has_no_axe_violations_and_fits(log_in, planner, session, rooms, language, width, live_server):
    make_session(room=rooms[0], hour=10, minutes=30)
    page = log_in(planner, DAY, viewport={"width": width, "height": 800})
    page.context.add_cookies([{"name": "staff_language", "value": language, "url": live_server.url}])

    found = {}
    for path in (DAY, f"{DAY}?view=list", f"/desk/agenda/2019/sessions/{session.pk}/move/"):
        page.goto(path)
        if broken := violations(page) + ([f"{too_wide(page)} px too wide"] if too_wide(page) else []):
            found[path] = broken

    assert found == {}
