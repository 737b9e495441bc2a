"""What visitors come for, on a phone, each in at most three presses from the home page, in both languages.

The eighth of these jobs, a plan of two days and twenty stands, is in test_kept_plan.py.
"""

import datetime as dt

import pytest
from playwright.sync_api import Locator, Page, expect

from expo.models import Edition, VenuePlace
from expo.search_index import upkeep
from tests.support.agenda_factories import make_session
from tests.support.factories import (
    make_area,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_region,
)
from tests.support.floor import make_drawn, make_feature, make_plan
from tests.support.showcase_factories import make_launch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
MOST_STEPS = 3
FIRST = 3
QUARTZ = {"en": "Quartz Works", "zh-hans": "石英智能科技有限公司"}
RHINE = {"en": "Rhine Optics", "zh-hans": "莱茵光学公司"}
WORDS = {
    "en": {
        "world firsts": "World firsts today",
        "world": "Of level world",
        "germany": "Germany",
        "map": "Halls and stands",
        "way": "Find the way",
        "start": "Grand Hall",
        "there": "You are at N3 E07.",
        "now": "On now",
        "talk": "Opening talk",
    },
    "zh-hans": {
        "world firsts": "今日全球首发",
        "world": "级别world",
        "germany": "德国",
        "map": "展馆与展位",
        "way": "路线查询",
        "start": "大会堂",
        "there": "到达N3 E07",
        "now": "正在进行",
        "talk": "开场演讲",
    },
}


@pytest.fixture(autouse=True)
def expo(monkeypatch):
    """An exhibitor at N3 E07 with 5G, one from Germany; two launches today; a talk that is on; a Grand Hall."""
    edition = make_edition(slug="2019", status="live")
    monkeypatch.setattr(Edition, "now", lambda it: dt.datetime.combine(it.starts_on, dt.time(9, 30), it.tz))
    china, germany = make_region(code="CN"), make_region(code="DE", name_en="Germany", name_zh="德国")
    area = make_area(slug="5g", name_en="5G and telecommunications", name_zh="5G与通信")
    stands = []
    for code, left in (("N1", 1000), ("N3", 15000)):
        hall = make_hall(edition=edition, code=code)
        make_plan(hall, map_x=left, map_y=1000)
        make_feature(hall, "entrance", 1800, 2960, 400, 40)
        stands.append(make_drawn(hall, "E07", 1800, 1000, 400, 400, open_sides="S"))
    VenuePlace.objects.create(
        edition=edition, kind="building", name_en="Grand Hall", name_zh="大会堂", x=1000, y=8000, width=900, depth=900
    )
    quartz = {"name_en": QUARTZ["en"], "name_zh": QUARTZ["zh-hans"], "short_zh": "石英"}
    makers = {"Quartz": quartz, "Rhine": {"name_en": RHINE["en"], "name_zh": RHINE["zh-hans"]}}
    make_participation(
        organisation=make_organisation(region=china, **makers["Quartz"]), booths=[stands[1]], areas=[area]
    )
    make_participation(organisation=make_organisation(region=germany, **makers["Rhine"]), booths=[stands[0]])
    for level in ("world", "asia"):
        make_launch(name_en=f"Of level {level}", name_zh=f"级别{level}", level=level, launched_on=edition.starts_on)
    make_session(edition=edition, name_en="Opening talk", name_zh="开场演讲", hour=9)
    upkeep.rebuild_index()


class Visitor:
    """Begins on the home page; counts what is pressed."""

    def __init__(self, page: Page, language: str):
        self.page, self.language, self.words, self.steps = page, language, WORDS[language], 0
        page.goto(f"/{language}/2019/")

    def follow(self, link: Locator) -> None:
        self.steps += 1
        with self.page.expect_navigation():
            link.click()

    def search(self, words: str) -> None:
        field = self.page.get_by_role("main").get_by_role("searchbox")
        field.fill(words)
        self.steps += 1
        with self.page.expect_navigation():
            field.press("Enter")

    def follow_answer(self, name: str) -> None:
        """Among the first answers; nobody reads further on a phone."""
        answers = self.page.locator("main .rows > li")
        titles = [answer.get_by_role("link").first for answer in answers.all()[:FIRST]]
        (wanted,) = [title for title in titles if name in title.inner_text()][:1]
        self.follow(wanted)

    def arrive(self, text: str) -> None:
        expect(self.page.get_by_role("main").get_by_text(text).first).to_be_visible()
        assert self.steps <= MOST_STEPS


@pytest.fixture(params=WORDS)
def visitor(request, open_page) -> Visitor:
    return Visitor(open_page(viewport=PHONE), request.param)


@pytest.mark.parametrize("words", ["石英", "N3 E07"])
def test_a_firm_by_its_chinese_short_name_and_a_stand_by_its_number(visitor, words):
    visitor.search(words)
    visitor.follow_answer(QUARTZ[visitor.language])

    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(QUARTZ[visitor.language])
    visitor.arrive("N3 E07")


def test_who_shows_5g_in_n3(visitor):
    visitor.search("5G N3")

    names = [link.inner_text() for link in visitor.page.locator("main .rows > li").get_by_role("link").all()]
    assert any(QUARTZ[visitor.language] in name for name in names[:FIRST])
    assert not any(RHINE[visitor.language] in name for name in names)
    visitor.arrive(QUARTZ[visitor.language])


def test_the_world_firsts_of_today(visitor):
    visitor.follow(visitor.page.get_by_role("link", name=visitor.words["world firsts"]))

    assert visitor.page.locator(".launch-card h3").all_inner_texts() == [visitor.words["world"]]
    visitor.arrive(visitor.words["world"])


def test_everything_from_germany(visitor):
    country = visitor.words["germany"]
    visitor.search(country)
    visitor.follow_answer(country)

    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(country)
    visitor.arrive(RHINE[visitor.language])


def test_the_way_from_the_grand_hall_to_a_stand(visitor):
    page, words = visitor.page, visitor.words
    visitor.follow(page.locator(".doors").get_by_role("link", name=words["map"]))
    visitor.follow(page.get_by_role("main").get_by_role("link", name=words["way"]))
    page.locator("#from").fill(words["start"])
    page.locator("#to").fill("N3 E07")
    visitor.steps += 1
    with page.expect_navigation():
        page.locator("#to").press("Enter")

    visitor.arrive(words["there"])


def test_what_is_on_now(visitor):
    visitor.steps += 1
    visitor.page.locator(".doors").get_by_role("link", name=visitor.words["now"]).click()
    visitor.page.wait_for_url("**#now")

    expect(visitor.page.locator("#now").get_by_text(visitor.words["talk"])).to_be_in_viewport()
    assert visitor.steps <= MOST_STEPS
