"""The grid of data entry in a browser: keys, Excel's clipboard, undo, two people in one row, a network that is cut."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from expo.models import Booth, Participation
from tests.support.accessibility import violations
from tests.support.factories import make_booth, make_edition, make_hall, make_organisation, make_participation
from tests.support.staff import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRID = "/desk/exhibition/grid/2019/exhibitors/"
# A block as Excel copies it: CRLF, tabs, quotes around what has line breaks or quotes.
BLOCK = '7\tLi Jiang\tli@example.com\r\n8\t"Wang ""Yu"""\twang@example.com\r\n9\tZhao Min\tzhao@example.com\r\n'


@pytest.fixture
def rows(transactional_db):
    edition = make_edition(slug="2019")
    hall = make_hall(edition=edition, code="N3")
    for number in ("E07", "E08"):
        make_booth(hall=hall, number=number)
    made = []
    for name in ("Alpha", "Beta", "Gamma"):
        firm = make_organisation(name_en=name, sort_en=name.lower())
        made.append(make_participation(edition=edition, organisation=firm, contact_name=f"{name} person"))
    return made


@pytest.fixture
def grid(log_in, rows):
    return open_grid(log_in)


def open_grid(log_in, **kind) -> Page:
    page = log_in(make_editor(), GRID, **({"viewport": {"width": 1280, "height": 800}} | kind))
    page.locator("[role=grid]").wait_for()
    return page


def cell(page: Page, row: int, heading: str):
    """The cell of a row, from 0, below a heading."""
    headings = page.locator("thead th").all_inner_texts()
    return page.locator("tbody tr").nth(row).locator("td").nth(headings.index(heading) - 1)


def type_in(page: Page, row: int, heading: str, text: str) -> None:
    cell(page, row, heading).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(paste);
        }""",
        text,
    )


def settled(page: Page, unsaved: int = 0) -> None:
    expect(page.locator(f"expo-grid[data-open='{unsaved}']:not([aria-busy=true])")).to_be_attached()


def contacts() -> list[tuple]:
    return list(Participation.objects.order_by("pk").values_list("order", "contact_name", "contact_email"))


def test_a_row_is_typed_by_keyboard_and_saved_when_it_is_left(grid, rows):
    cell(grid, 0, "Stands").click()
    grid.keyboard.type("N3 E07")
    grid.keyboard.press("Tab")
    grid.keyboard.type("n3")
    with grid.expect_response("**/exhibitors/*/") as answer:
        grid.keyboard.press("Enter")

    assert answer.value.status == 200
    settled(grid)
    rows[0].refresh_from_db()
    assert ([booth.label for booth in rows[0].booths.all()], rows[0].hall.code) == (["N3-E07"], "N3")
    assert cell(grid, 0, "Stands").inner_text() == "N3-E07"


def test_escape_leaves_a_cell_as_it_was_and_f2_goes_on_with_its_text(grid, rows):
    cell(grid, 0, "Contact person").click()
    grid.keyboard.type("Nobody")
    grid.keyboard.press("Escape")
    grid.keyboard.press("F2")
    grid.keyboard.type("s")
    with grid.expect_response("**/exhibitors/*/"):
        grid.keyboard.press("Enter")

    settled(grid)
    rows[0].refresh_from_db()
    assert rows[0].contact_name == "Alpha persons"


def test_arrows_home_end_and_shift_move_and_select(grid):
    cell(grid, 1, "Status").click()
    grid.keyboard.press("ArrowUp")
    grid.keyboard.press("Home")
    first = grid.evaluate("document.activeElement.cellIndex")
    grid.keyboard.press("End")
    last = grid.evaluate("document.activeElement.cellIndex")
    grid.keyboard.press("Shift+ArrowDown")
    grid.keyboard.press("Shift+ArrowLeft")

    assert (first, last) == (1, grid.locator("thead th").count() - 1)
    assert grid.locator("[aria-selected=true]").count() == 4
    assert grid.locator("tbody [tabindex='0']").count() == 1


def test_a_block_from_excel_is_pasted_saved_and_undone_by_one_key(grid):
    before = contacts()
    cell(grid, 0, "Order").click()
    paste(grid, BLOCK)
    settled(grid)
    pasted = contacts()
    grid.keyboard.press("Control+z")
    settled(grid)

    assert pasted == [
        (7, "Li Jiang", "li@example.com"),
        (8, 'Wang "Yu"', "wang@example.com"),
        (9, "Zhao Min", "zhao@example.com"),
    ]
    assert contacts() == before


def test_a_cell_with_line_breaks_and_tabs_of_a_text_stay_one_cell(grid, rows):
    cell(grid, 0, "Profile (English)").click()
    paste(grid, '"First line\r\nSecond ""line"""\r\n')
    settled(grid)

    rows[0].refresh_from_db()
    assert rows[0].profile_en == 'First line\nSecond "line"'


def test_fill_down_gives_the_first_row_to_all_that_are_selected(grid):
    cell(grid, 0, "Contact person").click()
    grid.keyboard.press("Shift+ArrowDown")
    grid.keyboard.press("Shift+ArrowDown")
    grid.keyboard.press("Control+d")
    settled(grid)

    assert [contact for _order, contact, _email in contacts()] == ["Alpha person"] * 3


def test_what_is_copied_is_pasted_elsewhere(grid):
    cell(grid, 0, "Contact person").click()
    copied = grid.evaluate(
        """() => {
            const data = new DataTransfer();
            const copy = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(copy);
            return data.getData("text/plain");
        }"""
    )
    cell(grid, 2, "Contact person").click()
    paste(grid, copied)
    settled(grid)

    assert contacts()[2][1] == "Alpha person"


def test_one_begins_where_something_can_be_typed(grid):
    begun = grid.locator("td[tabindex='0']")

    assert begun.count() == 1
    assert begun.evaluate("cell => cell.parentElement.rowIndex") == 1
    assert begun.get_attribute("aria-readonly") is None


def test_nonsense_stays_as_it_was_typed_is_marked_and_says_why(grid, rows):
    type_in(grid, 0, "Status", "splendid")
    settled(grid, 1)
    marked = cell(grid, 0, "Status")
    marked.click()

    assert (marked.inner_text(), marked.get_attribute("aria-invalid")) == ("splendid", "true")
    expect(grid.locator(".grid-note")).to_contain_text("“splendid” is none of those that are possible.")
    rows[0].refresh_from_db()
    assert rows[0].status == "published"
    assert violations(grid) == []


def test_two_people_in_one_cell_lose_nothing(grid, log_in, rows):
    other = open_grid(log_in)
    type_in(other, 0, "Contact person", "Zhao Min")
    settled(other)
    type_in(grid, 0, "Contact person", "Wang Yu")
    settled(grid, 1)
    conflict = cell(grid, 0, "Contact person")
    conflict.click()

    note = grid.locator(".grid-note")
    expect(note).to_contain_text("Somebody changed this meanwhile. There now: “Zhao Min”.")
    rows[0].refresh_from_db()
    assert (conflict.inner_text(), rows[0].contact_name) == ("Wang Yu", "Zhao Min")
    note.get_by_role("button", name="Save mine over it").click()
    settled(grid)
    rows[0].refresh_from_db()
    assert rows[0].contact_name == "Wang Yu"


def test_two_people_in_two_cells_of_one_row_both_save(grid, log_in, rows):
    other = open_grid(log_in)
    type_in(other, 0, "Contact person", "Zhao Min")
    settled(other)
    type_in(grid, 0, "Order", "7")
    settled(grid)

    rows[0].refresh_from_db()
    assert (rows[0].contact_name, rows[0].order) == ("Zhao Min", 7)
    assert cell(grid, 0, "Contact person").inner_text() == "Zhao Min"


def test_a_network_that_is_cut_loses_nothing_and_is_tried_again(grid, rows):
    grid.context.set_offline(True)
    type_in(grid, 0, "Contact person", "Wang Yu")
    expect(grid.locator(".grid-said")).to_contain_text("The network did not answer.")
    kept = (cell(grid, 0, "Contact person").inner_text(), rows[0].contact_name)
    grid.context.set_offline(False)
    settled(grid)

    rows[0].refresh_from_db()
    assert (kept, rows[0].contact_name) == (("Wang Yu", "Alpha person"), "Wang Yu")


def test_a_row_that_the_server_fails_on_is_marked_and_those_behind_it_are_saved(grid, rows):
    tried = []

    def fail(route):
        tried.append(route.request.url)
        route.fulfill(content_type="text/html", body="<h1>Server Error</h1>")

    grid.route(f"**/exhibitors/{rows[0].pk}/", fail)
    cell(grid, 0, "Contact person").click()
    paste(grid, "Li Jiang\r\nWang Yu\r\n")
    settled(grid, 1)
    failed = cell(grid, 0, "Contact person")

    assert (failed.inner_text(), failed.get_attribute("aria-invalid"), len(tried)) == ("Li Jiang", "true", 1)
    assert [contact for _order, contact, _email in contacts()] == ["Alpha person", "Wang Yu", "Gamma person"]


def test_who_logged_in_again_in_another_tab_goes_on_saving(browser, live_server, rows):
    """In a window of its own: a browser tells of the answer 403 to the first attempt."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 800})
    user = make_editor()
    add_session(context, live_server.url, user)
    page = context.new_page()
    page.goto(GRID)
    page.locator("[role=grid]").wait_for()
    context.clear_cookies()
    add_session(context, live_server.url, user)
    context.new_page().goto(GRID)

    type_in(page, 0, "Contact person", "Li Jiang")
    settled(page)

    assert [contact for _order, contact, _email in contacts()] == ["Li Jiang", "Beta person", "Gamma person"]
    context.close()


def add_session(context, url, user):
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def test_an_answer_that_never_came_is_no_conflict_when_the_row_is_sent_again(grid, rows):
    def cut(route):
        route.fetch()
        route.abort("internetdisconnected")

    grid.route("**/exhibitors/*/", cut, times=1)
    type_in(grid, 0, "Contact person", "Wang Yu")
    settled(grid)

    rows[0].refresh_from_db()
    assert (rows[0].contact_name, grid.locator("[aria-invalid]").count()) == ("Wang Yu", 0)


def test_what_is_typed_while_a_row_is_on_its_way_is_saved_after_it(grid, rows):
    def hold(route):
        answer = route.fetch()
        type_in(grid, 0, "Contact person", "Zhao Min")
        route.fulfill(response=answer)

    grid.route("**/exhibitors/*/", hold, times=1)
    type_in(grid, 0, "Contact person", "Wang Yu")
    settled(grid)

    rows[0].refresh_from_db()
    assert rows[0].contact_name == "Zhao Min"


def test_leaving_with_unsaved_cells_is_asked_about(grid):
    type_in(grid, 0, "Status", "splendid")
    settled(grid, 1)
    asked = []
    grid.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    grid.reload()

    assert asked == ["beforeunload"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_accessible_and_no_wider_than_its_window(log_in, rows, width, language):
    page = open_grid(log_in, viewport={"width": width, "height": 740})
    page.context.add_cookies([{"name": "staff_language", "value": language, "url": page.url}])
    page.reload()
    page.locator("[role=grid]").wait_for()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".grid-frame").evaluate("frame => frame.scrollTo(500, 0)")
    first = page.locator("tbody th").first.bounding_box()
    assert first["x"] >= 0


def test_without_scripts_the_page_is_a_table_whose_rows_lead_to_their_forms(log_in, rows):
    page = log_in(make_editor(), GRID, java_script_enabled=False)

    page.get_by_role("link", name="Alpha").click()

    expect(page.locator("#id_contact_name")).to_have_value("Alpha person")


def test_rows_pasted_below_the_last_one_are_new_rows(log_in, rows):
    page = log_in(make_editor(), "/desk/exhibition/grid/2019/stands/", viewport={"width": 1280, "height": 800})
    page.get_by_role("button", name="Add a row").click()
    paste(page, "N3\tF01\tRaw space\r\nN3\tF02\tshell scheme\r\n")
    settled(page)

    labels = [booth.label for booth in Booth.objects.order_by("number")]
    assert labels == ["N3-E07", "N3-E08", "N3-F01", "N3-F02"]
    assert page.locator("tbody tr").nth(3).locator("th").inner_text() == "N3-F02"


def test_a_new_row_whose_answer_was_lost_is_made_once(log_in, rows):
    page = log_in(make_editor(), "/desk/exhibition/grid/2019/stands/", viewport={"width": 1280, "height": 800})

    def cut(route):
        route.fetch()
        route.abort("internetdisconnected")

    page.route("**/stands/new/", cut, times=1)
    page.get_by_role("button", name="Add a row").click()
    paste(page, "N3\tF01\r\n")
    settled(page)

    assert Booth.objects.filter(number="F01").count() == 1
