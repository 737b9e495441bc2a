"""The live wall and the papers of a ceremony in a real browser: large, in turn, honest without network; on paper."""

import re

import pytest

from deals.ledger.deal_data import PartyData, SignatoryData
from tests.support.accessibility import too_wide, violations
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_deal, make_press, make_rate, make_verified, yuan
from tests.support.factories import make_edition, make_organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/en/2019/wall/"
BIG = {"width": 1920, "height": 1080}


@pytest.fixture(autouse=True)
def edition():
    edition = make_edition(slug="2019")
    make_rate(on=edition.ends_on)
    for _ in range(4):
        make_announced(amounts=(yuan(1_250_000_000),))
    return edition


def shown(page) -> list[str]:
    """The languages of the panels that one sees."""
    return page.locator(".wall-panel").filter(visible=True).evaluate_all("panels => panels.map(panel => panel.lang)")


def test_the_languages_take_turns_from_the_page_s_own_and_can_be_held(open_page):
    page = open_page(viewport=BIG)
    page.clock.install()
    page.goto("/zh-hans/2019/wall/")

    seen = []
    for _ in range(3):
        seen.append(shown(page))
        page.clock.run_for(12_000)
    assert seen == [["zh-Hans"], ["en"], ["zh-Hans"]]

    page.locator("[data-turn]").click()
    page.clock.run_for(24_000)
    assert shown(page) == ["en"]


def test_who_wants_less_motion_or_has_no_scripts_sees_both(open_page):
    for kind in ({"reduced_motion": "reduce"}, {"java_script_enabled": False}):
        page = open_page(viewport=BIG, **kind)
        page.goto(PAGE)
        assert shown(page) == ["en", "zh-Hans"]


def test_the_wall_follows_the_ledger_and_keeps_its_last_good_state_without_network(open_page, edition):
    page = open_page(viewport=BIG)
    page.clock.install()
    page.goto(PAGE)
    note = page.locator("[data-stale]")

    make_announced(name_en="Just signed")
    page.clock.run_for(5_000)
    page.get_by_text("Just signed").first.wait_for()
    assert note.is_hidden()
    shown = page.get_by_text("Just signed").count()

    page.context.set_offline(True)
    page.clock.run_for(5_000)
    note.wait_for(state="visible")
    assert re.search(r"No connection\. As of 网络中断，截至 \d\d:\d\d", note.inner_text())
    # Its panels take turns, by a clock that goes on.
    assert page.get_by_text("Just signed").count() == shown

    page.context.set_offline(False)
    page.clock.run_for(5_000)
    note.wait_for(state="hidden")


def test_the_wall_is_read_from_twenty_metres_and_fits_its_screen(open_page):
    page = open_page(viewport=BIG)
    for language in ("en", "zh-hans"):
        page.goto(f"/{language}/2019/wall/")

        panel = page.locator(".wall-panel").filter(visible=True)
        size = "element => parseFloat(getComputedStyle(element).fontSize)"
        assert panel.locator(".total-figure b").first.evaluate(size) >= 150
        assert panel.locator(".wall-name").first.evaluate(size) >= 38
        assert page.evaluate("document.documentElement.scrollHeight") <= BIG["height"]


def test_long_names_stand_whole_on_the_wall_and_four_signings_still_fit(open_page):
    committee = make_organisation(name_en="Lanjiang Smart Industry Park Administrative Committee")
    firm = make_organisation(name_en="Shuozhen Intelligent Driving Co., Ltd.", short_en="Shuozhen")
    for number in range(4):
        make_announced(
            name_en=f"Doctoral school and test field for driving simulators on the western bank of the river {number}",
            parties=(PartyData("A", "host", committee), PartyData("B", "investor", firm)),
        )

    page = open_page(viewport=BIG)
    page.goto("/en/2019/wall/")

    cut = "elements => elements.filter(one => one.scrollHeight > one.clientHeight + 2).map(one => one.textContent)"
    panel = page.locator(".wall-panel").filter(visible=True)
    assert panel.locator(".wall-deals li").count() == 4
    assert panel.locator(".wall-name, .wall-parties").evaluate_all(cut) == []
    assert page.evaluate("document.documentElement.scrollHeight") <= BIG["height"]


def test_the_wall_has_no_axe_violations_and_never_scrolls_sideways(open_page):
    for width, height in ((1920, 1080), (360, 780), (320, 600)):
        for motion in ("no-preference", "reduce"):
            page = open_page(viewport={"width": width, "height": height}, reduced_motion=motion)
            page.goto(PAGE)
            assert (violations(page), too_wide(page)) == ([], 0)


def test_a_run_sheet_prints_one_group_a_page_and_each_table_card_is_a_page(log_in, edition):
    session = make_session(edition=edition, kind="signing")
    signing = (SignatoryData("李爱达", "signatory", 0), SignatoryData("John Hall", "signatory", 1))
    for _ in range(3):
        make_verified(ceremony=session, signatories=signing)
    make_deal(ceremony=session, signatories=(*signing, SignatoryData("王见证", "witness")))
    page = log_in(make_press(), f"/desk/ceremonies/{session.pk}/")

    sheet = page.pdf(prefer_css_page_size=True, format="A4")
    assert (violations(page), too_wide(page), sheets(sheet)) == ([], 0, 4)

    page.goto(f"/desk/ceremonies/{session.pk}/cards/")
    cards = page.pdf(prefer_css_page_size=True, format="A4")
    assert (violations(page), too_wide(page), sheets(cards)) == ([], 0, 9)


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
