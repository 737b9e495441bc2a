"""Contests in a real browser: what the public reads, a certificate on paper, and the stage that reveals winners."""

import re

import pytest

from agenda.contests.scoring import write_scores
from agenda.models.contests import Assignment, Award, Contest, Entry, Round, RoundEntry, Team, Track
from tests.agenda.contests.test_services import make_jury
from tests.support.accessibility import STILL, too_wide, violations
from tests.support.contest_factories import assign, make_award, make_entry, make_public_contest
from tests.support.factories import make_edition
from tests.support.guards import without_guards
from tests.support.staff import make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("", "makers/", "makers/entries/1/", "awards/2019-C0001/", "makers/reveal/")
NAMES = ["Third", "Second", "Project of the winner"]


@pytest.fixture
def address(live_server):
    contest = make_public_contest(edition=make_edition(slug="2019"), slug="makers")
    contest.entries.update(name_en=NAMES[2])
    for number, name in ((3, NAMES[0]), (2, NAMES[1])):
        entry = make_entry(contest, number=number, name_en=name)
        make_award(entry, place=number, certificate_number=f"2019-C000{number}")
    return f"{live_server.url}/{{}}/2019/contests/"


def shown_names(page) -> list[str]:
    return page.locator("expo-reveal h2:visible").all_inner_texts()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_contests_have_no_axe_violations_and_fit(open_page, address, language, width):
    page = open_page(**STILL, viewport={"width": width, "height": 800})
    found = []

    for path in PAGES:
        page.goto(address.format(language) + path)
        found += [(path, each) for each in violations(page)]
        if too_wide(page):
            found.append((path, "too wide"))

    assert found == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_names_without_a_break_fit_a_phone(open_page, address, language):
    with without_guards():
        for model in (Contest, Track, Round, Entry, Team, Award):
            model.objects.update(name_en="W" * 82, name_zh="")
    page = open_page(**STILL, viewport={"width": 360, "height": 800})
    found = {}

    for path in PAGES:
        page.goto(address.format(language) + path)
        found[path] = too_wide(page)

    assert found == dict.fromkeys(PAGES, 0)


def test_the_stage_reveals_third_second_first_by_keys_and_takes_one_back(open_page, address):
    page = open_page(viewport={"width": 1280, "height": 720})
    page.goto(address.format("en") + "makers/reveal/")
    page.locator(".reveal-keys").wait_for()
    seen = [shown_names(page)]

    for key in (" ", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        seen.append(shown_names(page))

    assert seen == [[], NAMES[:1], NAMES[:2], NAMES, NAMES[:2]]


def test_a_wide_stage_shows_the_newest_award_beside_those_before_it_without_bullets(open_page, address):
    Entry.objects.filter(number=1).update(name_en="A loom that weaves circuits " * 3)
    page = open_page(**STILL, viewport={"width": 1920, "height": 1080})
    page.goto(address.format("en") + "makers/reveal/#3")
    newest = page.locator("expo-reveal li[data-newest]")
    newest.wait_for()

    large, second, third = (
        page.locator("expo-reveal li", has_text=name).bounding_box() for name in ("A loom", "Second", "Third")
    )
    bullets = newest.evaluate("(each) => getComputedStyle(each).listStyleType")

    assert large["width"] > 1150
    assert large["x"] + large["width"] < second["x"] == third["x"]
    assert second["x"] + second["width"] > 1800
    assert large["y"] == second["y"] < third["y"]
    assert large["y"] + large["height"] < page.locator(".reveal-keys").bounding_box()["y"]
    assert bullets == "none"


def test_without_scripts_all_winners_stand_in_a_list(open_page, address):
    page = open_page(java_script_enabled=False)
    page.goto(address.format("en") + "makers/reveal/")

    assert shown_names(page) == NAMES


def test_a_certificate_is_one_sheet(open_page, address):
    page = open_page()
    page.goto(address.format("zh-hans") + "awards/2019-C0001/")

    assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True))) == 1


DESK = ("2019/", "2019/makers/1/", "2019/makers/1/changes/", "2019/makers/late/")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_contest_desk_has_no_axe_violations_and_fits(log_in, address, live_server, language):
    final = Round.objects.get()
    for row in RoundEntry.objects.bulk_create(RoundEntry(round=final, entry=entry) for entry in Entry.objects.all()):
        assign(final.jurors.get(), row)
    page = log_in(make_staff(is_superuser=True), **STILL)
    page.context.add_cookies([{"name": "staff_language", "value": language, "url": live_server.url}])
    found = []

    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for path in (*(f"/desk/contests/{each}" for each in DESK), "/desk/jury/2019/"):
            page.goto(path)
            found += [(width, path, each) for each in violations(page)]
            if too_wide(page):
                found.append((width, path, "too wide"))

    assert found == []


def test_of_judges_who_disagree_no_heading_or_code_is_broken_on_a_phone(log_in):
    round_ = make_jury(entries=2, judges=4)
    for row in Assignment.objects.select_related("juror"):
        write_scores(row, {"impact": str(row.juror.number % 2), "novelty": "5"})
    user = make_staff(("agenda",))
    page = log_in(user, f"/desk/contests/2019/{round_.contest.slug}/1/", viewport={"width": 360, "height": 800})
    cells = page.locator("[aria-labelledby=spreads] :is(th, td)")
    page.locator("#spreads").wait_for()

    broken = page.evaluate(BROKEN)

    assert cells.count() > 12
    assert (broken, too_wide(page)) == ([], 0)


# Cells whose words stand on more than one line.
BROKEN = """() => {
  const found = [];
  for (const cell of document.querySelectorAll("[aria-labelledby=spreads] :is(th, td)")) {
    const range = document.createRange();
    range.selectNodeContents(cell);
    const tops = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
    if (!cell.querySelector("svg") && tops.size > 1) found.push(cell.innerText);
  }
  return found;
}"""
