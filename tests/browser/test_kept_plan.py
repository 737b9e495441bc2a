"""What a visitor does with a phone: two days and twenty stands are kept, printed and shared, in both languages."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from tests.support.accessibility import too_wide, violations
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_booth, make_edition, make_hall, make_organisation, make_participation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
DAYS = [dt.date(2019, 8, 26), dt.date(2019, 8, 27)]
STANDS = 20
# To the visit, to paper, to whoever it is shared with: each press that is no star.
MOST_STEPS = 3
SHEET, MOST_SHEETS = re.compile(rb"/Type\s*/Page\b(?!s)"), 2
WORDS = {
    "en": {"keep": "In my visit: ", "mine": "My visit", "share": "Link to this choice"},
    "zh-hans": {"keep": "列入我的行程", "mine": "我的行程", "share": "此日程的链接"},
}


@pytest.fixture
def expo():
    edition = make_edition(slug="2019")
    room, halls = make_room(edition=edition), [make_hall(edition=edition, code=code) for code in ("N1", "N2")]
    for day in DAYS:
        start = dt.datetime.combine(day, dt.time(10), edition.tz)
        times = {"day": day, "starts_at": start, "ends_at": start + dt.timedelta(hours=1)}
        make_session(edition=edition, name_en=f"Talk {day.day}", name_zh=f"演讲{day.day}", room=room, **times)
    for number in range(STANDS):
        firm = make_organisation(name_en=f"Firm {number:02}", name_zh=f"企业{number:02}")
        stand = make_booth(hall=halls[number % 2], number=f"A{number:02}")
        stand.participations.add(make_participation(organisation=firm, slug=f"firm-{number:02}", edition=edition))


class Visitor:
    """Counts the presses that are no stars."""

    def __init__(self, page, language):
        self.page, self.words, self.steps = page, WORDS[language], 0

    def keep_all(self, path):
        """One press each, on the page where they stand; the page says that each is kept."""
        self.page.goto(path)
        stars = self.page.get_by_role("button", name=self.words["keep"])
        stars.first.wait_for()
        for at in range(stars.count()):
            stars.nth(at).click()
            expect(stars.nth(at)).to_have_attribute("aria-pressed", "true")

    def follow(self, name):
        self.steps += 1
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("link", name=name).first.click()


def kept(page):
    return page.locator("main h2 time").count(), page.locator("article.mine h4").count()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_two_days_and_twenty_stands_are_kept_printed_and_shared(open_page, browser, live_server, expo, language):
    visitor = Visitor(open_page(viewport=PHONE), language)
    for day in DAYS:
        visitor.keep_all(f"/{language}/2019/agenda/{day}/")
    visitor.keep_all(f"/{language}/2019/exhibitors/")

    visitor.follow(visitor.words["mine"])
    page = visitor.page
    page.locator("article.mine").first.wait_for()
    there = kept(page)
    assert there == (len(DAYS), STANDS)
    assert (violations(page), too_wide(page)) == ([], 0)

    # Printing is the browser's own: one step more.
    visitor.steps += 1
    page.emulate_media(media="print")
    assert kept(page) == there
    assert page.locator("article.mine").last.is_visible()
    assert not page.locator(".site-nav, .site-footer").filter(visible=True).count()
    assert page.locator(".share svg").bounding_box()["y"] < page.locator("main h2").first.bounding_box()["y"]
    assert 1 <= len(SHEET.findall(page.pdf(format="A4"))) <= MOST_SHEETS
    page.emulate_media(media="screen")

    visitor.follow(visitor.words["share"])
    shared = page.url
    elsewhere = browser.new_context(viewport=PHONE).new_page()
    elsewhere.goto(shared)
    elsewhere.locator("article.mine").first.wait_for()

    assert kept(elsewhere) == there
    assert elsewhere.locator("article.mine").count() == STANDS + len(DAYS)
    assert visitor.steps <= MOST_STEPS
