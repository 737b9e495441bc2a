"""What the press takes away, in a real browser: bulletins, the gap, landing rates; their picture, print and access."""

import re

import pytest

from deals import bulletins, follow_up
from tests.support.accessibility import STILL, too_wide, violations
from tests.support.deal_factories import make_announced, make_batch, make_press, make_rate, yuan
from tests.support.factories import make_edition, make_source, make_stated_figure
from tests.support.follow_up_factories import DAY, close, make_publisher, make_stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("bulletins/1/", "bulletins/2/", "deals/stated/", "deals/landing/", "deals/totals/")


@pytest.fixture(autouse=True)
def edition():
    edition, press = make_edition(slug="2019"), make_press()
    make_rate(on=edition.ends_on)
    deals = [make_announced(edition=edition, amounts=(yuan(408_450_000_000),)) for _ in range(2)]
    first = bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)
    deals.append(make_announced(edition=edition, place="outside"))
    make_batch(edition)
    bulletins.freeze(bulletins.write_draft(edition, corrects=first, by=press), version=1, by=press)
    said = {"edition": edition, "sources": [make_source()], "as_printed": "530 projects", "said_on": edition.ends_on}
    make_stated_figure(figure="projects", value=530, **said)
    make_stated_figure(figure="amount", value=81_690_000_000_000, unit="money", currency="CNY", **said)
    follow_up.fix_cohort(close(edition), by=make_publisher())
    for number, deal in enumerate(deals[:2]):
        make_stage(deal.project, "started", DAY.replace(day=number + 1))
        follow_up.publish_snapshot(edition, DAY.replace(day=number + 1), by=make_publisher())
    return edition


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_page_of_the_press_has_axe_violations_or_scrolls_sideways(open_page, language):
    page = open_page(**STILL)
    for path in PAGES:
        page.goto(f"/{language}/2019/{path}")
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert (path, width, violations(page), too_wide(page)) == (path, width, [], 0)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_picture_of_a_bulletin_saves_as_a_png(open_page, tmp_path, language):
    page = open_page()
    page.goto(f"/{language}/2019/bulletins/1/")

    with page.expect_download() as saving:
        page.locator("expo-picture button").click()

    path = tmp_path / saving.value.suggested_filename
    saving.value.save_as(path)
    data = path.read_bytes()
    assert path.name == "2019-bulletin-1.png"
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(data[at : at + 4], "big") for at in (16, 20)] == [1200, 630]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_words_of_the_picture_stay_within_it(open_page, language):
    page = open_page()
    page.goto(f"/{language}/2019/bulletins/1/")
    source = page.locator("expo-picture img").get_attribute("src")

    wide = page.evaluate(
        """async (source) => {
          const svg = new DOMParser().parseFromString(await (await fetch(source)).text(), "image/svg+xml");
          document.body.append(svg.documentElement);
          const boxes = [...document.querySelectorAll("body > svg text")].map((text) => text.getBBox());
          return [Math.min(...boxes.map((box) => box.x)), Math.max(...boxes.map((box) => box.x + box.width))];
        }""",
        source,
    )

    assert wide[0] >= 50
    assert wide[1] <= 1150


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_bulletin_prints_on_one_sheet(open_page, language):
    page = open_page()
    page.goto(f"/{language}/2019/bulletins/1/")

    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))) == 1
