"""A forum of five talks entered by keyboard alone; rows pasted from a spreadsheet, moved, removed; the board."""

import pytest
from playwright.sync_api import expect

from agenda.models import Session
from tests.support.accessibility import too_wide, violations
from tests.support.agenda_factories import make_room
from tests.support.factories import make_edition, make_person
from tests.support.staff import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START = "/desk/agenda/2019/forum/"
TALKS = ("Clouds", "Robots", "Chips", "Roads", "Homes")
PASTED = '标题\tTitle\t分钟\t嘉宾\n云\tClouds\t30 min\tLi Na\n机器人\t"Robots""\n2"\t20\t\n路\tRoads\t15\tWang Wei\n'


@pytest.fixture(autouse=True)
def edition():
    edition = make_edition(slug="2019")
    make_person(slug="li-na", name_zh="李娜", name_en="Li Na")
    make_room(edition=edition, name_en="Great room", name_zh="大会议室")
    return edition


def scripted(page):
    """Wait until the rows are what their script makes of them."""
    page.get_by_role("button", name="Add a row").wait_for()


def typed(page, name, words):
    """Tab until the field has the focus, then type."""
    for _ in range(40):
        if page.evaluate("document.activeElement.name ?? ''").endswith(name):
            page.keyboard.type(words)
            return
        page.keyboard.press("Tab")
    raise AssertionError(name)


def paste(page, name, text):
    page.locator(f"[name={name}]").focus()
    page.evaluate(
        """(text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def values(page, name):
    return [box.input_value() for box in page.locator(f"[name$='-{name}']").all() if box.input_value()]


def hours(page):
    return [told for told in page.locator("[data-hours]").all_inner_texts() if told]


def test_a_forum_of_five_talks_is_entered_by_keyboard_alone(log_in):
    page = log_in(make_editor(), START)
    scripted(page)
    page.locator("[name=name_zh]").focus()
    typed(page, "name_en", "Making")
    typed(page, "room", "Great")
    # Browsers that show twelve hours ask which half of the day.
    typed(page, "start", "0900AM")
    for number, title in enumerate(TALKS):
        if number == 0:
            typed(page, "parts-0-name_zh", "")
        typed(page, f"parts-{number}-name_en", title)
        typed(page, f"parts-{number}-minutes", "20")
        typed(page, f"parts-{number}-speakers", "Li Na")
        page.keyboard.press("Enter")
    told = hours(page)
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="This would be saved").wait_for()
    scripted(page)
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="Add parts").wait_for()

    assert told == ["09:00–09:20", "09:20–09:40", "09:40–10:00", "10:00–10:20", "10:20–10:40"]
    forum, *talks = Session.objects.working().order_by("starts_at", "-ends_at")
    assert [talk.name_en for talk in talks] == list(TALKS)
    assert {(talk.parent, talk.room, talk.roles.get().person.slug) for talk in talks} == {(forum, forum.room, "li-na")}


def test_rows_of_a_spreadsheet_are_pasted_moved_and_removed(log_in):
    page = log_in(make_editor(), START)
    scripted(page)
    page.locator("[name=start]").fill("09:00")
    paste(page, "parts-0-name_zh", PASTED)
    pasted = [values(page, name) for name in ("name_zh", "name_en", "minutes", "speakers")]
    at = hours(page)
    page.locator("[name=parts-2-name_zh] >> xpath=ancestor::li").get_by_role("button", name="Move up").click()
    moved = (values(page, "name_zh"), hours(page))
    page.locator("[name=parts-0-name_zh] >> xpath=ancestor::li").get_by_role("button", name="Remove").click()

    assert pasted == [
        ["云", "机器人", "路"],
        ["Clouds", 'Robots"; 2', "Roads"],
        ["30 min", "20", "15"],
        ["Li Na", "Wang Wei"],
    ]
    assert at == ["09:00–09:30", "09:30–09:50", "09:50–10:05"]
    assert moved == (["云", "路", "机器人"], ["09:00–09:30", "09:30–09:45", "09:45–10:05"])
    assert (values(page, "name_zh"), hours(page)) == (["路", "机器人"], ["09:00–09:15", "09:15–09:35"])
    assert page.locator("[name=parts-TOTAL_FORMS]").input_value() == "4"


def test_a_quote_that_is_not_closed_is_a_sign_like_any_other(log_in):
    page = log_in(make_editor(), START)
    paste(page, "parts-0-name_zh", '云\t"Cloud\t30\n路\tRoads\t20\n')

    assert [values(page, name) for name in ("name_zh", "name_en", "minutes")] == [
        ["云", "路"],
        ['"Cloud', "Roads"],
        ["30", "20"],
    ]


def test_rows_that_do_not_fit_are_told(log_in):
    page = log_in(make_editor(), START)
    paste(page, "parts-0-name_zh", "".join(f"讲{number}\tTalk {number}\t10\n" for number in range(63)))

    assert len(values(page, "name_zh")) == 60
    assert page.locator("[role=status][data-left]").inner_text() == (
        "3 rows did not fit below the last row and were not pasted."
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_accessible_and_fits(log_in, width):
    page = log_in(make_editor(), START, viewport={"width": width, "height": 800})
    opened = violations(page)
    page.locator("[name=name_en]").first.fill("Making")
    page.locator("[name=start]").fill("09:00")
    page.locator("[name=parts-0-name_en]").fill("Clouds")
    page.locator("[name=parts-0-minutes]").fill("20")
    page.locator("[name=parts-0-speakers]").fill("Ada Lovelace")
    page.locator("[data-main]").click()
    page.get_by_role("heading", name="This would be saved").wait_for()
    looked = violations(page)
    page.locator("[name=new_people]").check()
    page.locator("[name=save]").click()
    page.get_by_role("heading", name="Add parts").wait_for()

    assert (opened, looked, violations(page), too_wide(page)) == ([], [], [], 0)


def place_of(element):
    """Once it is laid out."""
    element.wait_for()
    return element.bounding_box()


def test_a_double_click_on_the_board_begins_a_forum_there(log_in, edition):
    room = edition.rooms.get()
    page = log_in(make_editor(), "/desk/agenda/2019/board/2019-08-27/", viewport={"width": 1280, "height": 800})
    page.locator(".board.laid").wait_for()
    column = place_of(page.locator(f".board-slots[data-room='{room.pk}']"))
    line = place_of(page.locator(".board-times li").nth(2))
    page.mouse.dblclick(column["x"] + 40, line["y"] + 1)
    page.wait_for_url("**/forum/**")

    shown = [page.locator(f"[name={name}]").input_value() for name in ("day", "room", "start")]
    assert shown == ["2019-08-27", str(room.pk), "11:00"]


def test_what_is_asked_about_a_forum_is_not_overlooked(log_in):
    make_person(slug="wang-wei", name_zh="王伟", name_en="Wang Wei")
    make_person(slug="wang-wei-2", name_zh="王伟", name_en="Wang Wei")
    page = log_in(make_editor(), START)
    scripted(page)
    for name, words in (("name_en", "Making"), ("start", "09:00"), ("parts-0-name_en", "Clouds")):
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=parts-0-minutes]").fill("30")
    page.locator("[name=parts-0-speakers]").fill("Wang Wei; Ada Lovelace")
    with page.expect_navigation():
        page.get_by_role("button", name="Look at what it would make").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    found = violations(page)
    summary.get_by_role("link").click()
    choice = page.locator("[name=pick-parts-0-speakers]")
    expect(choice).to_be_focused()
    choice.select_option(index=1)
    with page.expect_navigation():
        page.get_by_role("button", name="Look at what it would make").click()
    page.get_by_role("button", name="Save the forum").click()
    consent = page.locator("[name=new_people]")
    # The browser itself does not send it before somebody has said so.
    expect(consent).to_be_focused()
    unsent = Session.objects.count()
    consent.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save the forum").click()

    assert (found, unsent, Session.objects.count()) == ([], 0, 2)
