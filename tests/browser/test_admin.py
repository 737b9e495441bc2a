"""Data entry in a real browser: under the strict policy every widget works and nothing complains."""

import pytest
from playwright.sync_api import expect

from agenda.releases import publication
from expo.models import Organisation
from tests.support.accessibility import WCAG, violations
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_person
from tests.support.staff import make_editor
from tests.support.staff import page as address
from tests.support.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_work(log_in):
    """A function that opens a window in which an editor has just logged in."""

    def enter(**kind):
        page = log_in(make_editor(), "/admin/", **kind)
        page.locator(".entry-brand").wait_for()
        return page

    return enter


@pytest.fixture
def session():
    make_world()
    make_room(name_en="Great hall")
    return make_session(name_en="Chips", room=make_room(name_en="Small room"), roles=[make_person(name_en="Ada Wu")])


def choose(page, field: str, words: str, option: str) -> None:
    """Pick a row in an autocomplete as one does: open it, type, take what it finds."""
    page.locator(f".field-{field} .select2-selection").first.click()
    page.locator(".select2-search__field:focus").fill(words)
    page.locator(".select2-results__option", has_text=option).click()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_kind_of_page_opens_in_silence(at_work, session, language):
    page = at_work()
    if language != "en":
        with page.expect_navigation():
            page.locator("button[name=language]").click()
    paths = [
        "/admin/",
        "/admin/agenda/",
        address("agenda.session", "changelist"),
        address("agenda.session", "add"),
        address("agenda.session", "change", session.pk),
        address("agenda.session", "history", session.pk),
        address("agenda.session", "delete", session.pk),
        address("expo.person", "add"),
        address("expo.hall", "change", session.edition.halls.first().pk),
    ]

    shown = []
    for path in paths:
        page.goto(path)
        shown.append((page.url.endswith(path), page.locator("html").get_attribute("lang")))

    assert shown == [(True, language)] * len(paths)


def test_session_is_changed_with_the_widgets_and_the_public_page_follows_its_release(at_work, open_page, session):
    page = at_work()
    page.goto(address("agenda.session", "change", session.pk))

    page.locator("[name=name_en]").fill("Chips and more")
    choose(page, "room", "great", "Great hall · 2019")
    page.locator(".field-day .datetimeshortcuts a").nth(1).click()
    page.locator(".calendarbox").first.get_by_role("link", name="27").click()
    page.locator("[name=starts_at_0]").fill("2019-08-27")
    page.locator("[name=ends_at_0]").fill("2019-08-27")
    page.get_by_role("button", name="Add another Role").click()
    page.locator("[name=roles-1-role]").select_option("chair")
    page.locator("#roles-1 .field-person .select2-selection").click()
    page.locator(".select2-search__field:focus").fill("Ada")
    page.locator(".select2-results__option", has_text="Ada Wu").click()
    page.locator("[name=_save]").first.click()
    page.wait_for_url("**/admin/agenda/session/**")

    session.refresh_from_db()
    publication.publish_hot_fix(session, by=None)
    visitor = open_page()
    visitor.goto(session.get_absolute_url())
    assert visitor.locator("h1").inner_text() == "Chips and more"
    assert list(session.roles.order_by("order", "pk").values_list("role", flat=True)) == ["speaker", "chair"]
    assert (str(session.day), session.room.name_en) == ("2019-08-27", "Great hall")


def test_organisation_that_is_missing_is_added_from_the_form_that_needs_it(at_work, session):
    page = at_work()
    noise = []
    page.context.on("console", lambda said: noise.append(said.text) if said.type == "error" else None)
    page.goto(address("expo.participation", "add"))

    with page.expect_popup() as opened:
        page.locator("#add_id_organisation").click()
    popup = opened.value
    popup.locator("[name=name_zh]").fill("示例科技")
    with popup.expect_event("close"):
        popup.locator("[name=_save]").first.click()

    choose(page, "edition", "2019", "2019")
    page.locator("[name=_save]").first.click()
    page.wait_for_url("**/admin/expo/participation/**")
    assert Organisation.objects.get(name_zh="示例科技").participations.get().slug == "shi-li-ke-ji"
    assert noise == []


def test_address_is_written_along_with_the_english_name(at_work, session):
    page = at_work()
    page.goto(address("expo.launch", "add"))

    page.locator("[name=name_en]").press_sequentially("A New Chip")

    assert page.locator("[name=slug]").input_value() == "a-new-chip"


def test_many_are_cancelled_from_the_list_after_a_look_at_what_changes_and_taken_back(at_work, session):
    page = at_work()
    page.goto(address("agenda.session", "changelist"))

    page.locator("#action-toggle").check()
    page.locator("[name=action]").select_option("cancel")
    page.locator("[name=index]").click()
    assert "5 sessions" in page.locator(".step-preview").inner_text()
    page.locator("[name=confirmed]").click()
    assert "5 sessions: cancelled." in page.locator(".messagelist").inner_text()
    page.locator(".last-step button").click()

    page.get_by_text("Undone: 5 sessions as before.").wait_for()


def test_what_is_deleted_comes_back_by_one_click(at_work, session):
    page = at_work()
    page.goto(address("expo.person", "delete", make_person(name_en="Ada Li").pk))
    page.get_by_role("button", name="Delete").click()
    page.goto(address("expo.trace", "changelist"))

    page.get_by_role("button", name="Restore").click()

    page.get_by_text("“Ada Li” is restored.").wait_for()


def test_pickers_follow_the_edition_that_is_chosen_in_the_form(at_work, session):
    make_room(name_en="Great hall", edition=make_edition(slug="2027", name_en="2027 Expo", published=False))
    page = at_work()
    page.goto(address("agenda.session", "add"))

    choose(page, "edition", "2027", "2027 Expo")
    choose(page, "room", "Great", "Great hall · 2027")

    assert "edition=" in page.locator("#add_id_room").get_attribute("href")


def test_start_page_list_and_form_have_no_axe_violations_of_wcag(at_work, session):
    page = at_work(bypass_csp=True)
    make_session(name_zh="")

    found = {}
    for path in ("/admin/", address("agenda.session", "changelist"), address("agenda.session", "change", session.pk)):
        page.goto(path)
        expect(page.locator(".select2-search__field:not([aria-label])")).to_have_count(0)
        if broken := violations(page, WCAG):
            found[path] = broken

    assert found == {}


def test_lists_and_forms_fit_a_narrow_window(at_work, session):
    page = at_work(viewport={"width": 360, "height": 800})

    widths = []
    changelist = address("agenda.session", "changelist")
    for path in ("/admin/", changelist, address("agenda.session", "change", session.pk)):
        page.goto(path)
        widths.append(page.evaluate("document.documentElement.scrollWidth"))

    assert max(widths) <= 360


def test_a_row_on_a_phone_is_a_card_that_says_what_each_value_is(at_work, session):
    page = at_work(viewport={"width": 360, "height": 800})
    page.goto(address("agenda.session", "changelist"))

    row = page.locator("#result_list tbody tr", has_text="Chips")
    said = row.locator("td:visible[data-label]").evaluate_all("cells => cells.map((cell) => cell.dataset.label)")

    assert said == ["Day", "Hours", "Room", "Kind", "Status"]
    assert row.locator("td.field-missing").is_hidden()


def test_one_filter_is_open_at_a_time_and_escape_closes_it(at_work, session):
    page = at_work()
    page.goto(address("agenda.session", "changelist"))
    filters = page.locator(".list-filter")

    filters.nth(1).locator("summary").click()
    filters.nth(2).locator("summary").click()
    opened = filters.evaluate_all("all => all.map((each) => each.open)")
    page.keyboard.press("Escape")

    assert [place for place, is_open in enumerate(opened) if is_open] == [2]
    assert page.locator(".list-filter[open]").count() == 0


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_save_that_comes_too_late_shows_both_versions_and_can_be_put_in_place(at_work, session, language):
    mine, theirs = at_work(bypass_csp=True), at_work()
    if language != "en":
        with mine.expect_navigation():
            mine.locator("button[name=language]").click()
    for page, name in ((mine, "Mine"), (theirs, "Theirs")):
        page.goto(address("agenda.session", "change", session.pk))
        page.locator("[name=name_en]").fill(name)
    theirs.locator("[name=_save]").first.click()
    theirs.wait_for_url(lambda url: "/change/" not in url)

    mine.locator("[name=_save]").first.click()
    mine.locator(".conflict").wait_for()
    session.refresh_from_db()
    before, typed = session.name_en, mine.locator("[name=name_en]").input_value()
    rows = mine.locator(".conflict tbody tr").all_inner_texts()
    broken = violations(mine, WCAG)
    mine.locator("#conflict-over").check()
    mine.locator("[name=_save]").first.click()
    mine.wait_for_url(lambda url: "/change/" not in url)

    session.refresh_from_db()
    assert (before, typed, session.name_en) == ("Theirs", "Mine", "Mine")
    assert [row.split("\t")[1:] for row in rows] == [["Chips", "Theirs", "Mine"]]
    assert [rule["id"] for rule in broken] == []


def test_an_earlier_version_comes_back_from_the_history(at_work, session):
    page = at_work()
    change = address("agenda.session", "change", session.pk)
    page.goto(change)
    page.locator("[name=name_en]").fill("Chops")
    page.locator("[name=_save]").first.click()
    page.wait_for_url(lambda url: "/change/" not in url)

    page.goto(address("agenda.session", "history", session.pk))
    page.locator(".versions a").click()
    page.wait_for_url("**/change/?version=*")
    page.locator("[name=_save]").first.click()
    page.wait_for_url(lambda url: "/change/" not in url)

    session.refresh_from_db()
    assert session.name_en == "Chips"


def focused(page) -> str:
    """The name of the field that typing goes to; of an autocomplete, that of its select."""
    asked = "e => e.name || e.closest('.related-widget-wrapper')?.querySelector('select').name || e.tagName"
    return page.locator(":focus").evaluate(asked)


def test_typing_begins_in_the_first_field_and_goes_on_in_the_first_wrong_one(at_work, session):
    page = at_work()

    page.goto(address("agenda.session", "add"))
    page.locator(".select2-selection:focus").wait_for()
    begun = focused(page)
    page.locator("[name=name_en]").fill("Chips")
    page.keyboard.press("Enter")
    page.locator(".errornote").wait_for()
    expect(page.locator(":focus")).to_have_count(1)

    assert (begun, focused(page)) == ("edition", "kind")


def test_another_row_takes_the_focus(at_work, session):
    page = at_work()
    page.goto(address("agenda.session", "change", session.pk))

    page.get_by_role("button", name="Add another Role").press("Enter")
    page.locator("select:focus").wait_for()

    assert focused(page) == "roles-1-role"
