"""Where only a part is listed of what was stated, every page, file and picture says so, and none claims a total."""

import csv
import io
import re

import pytest

from deals import bulletins, totals
from deals.models import Definition
from deals.totals import Scope
from expo.models import StatedFigure
from tests.deals.totals.statements import addresses, say
from tests.support.deal_factories import make_announced, make_press, make_rate, yuan
from tests.support.reading import texts
from tests.support.world import make_world

pytestmark = pytest.mark.django_db

WORDS = {"en": "named in public: 7 of 530", "zh-hans": "530个中公开列明7个"}
# The sum of the deals that are listed, and in dollars; no deal alone is worth as much.
SUMS = {"en": r"40 million yuan|40\.00 million|US\$5\.6", "zh-hans": r"4000万元|566\.\d+万美元"}
CLAIMS = {
    "en": ("add up to the total", "What the total is made of", "all projects", "so far", "Totals as CSV"),
    "zh-hans": ("各行相加等于总数", "总数构成", "全部项目", "目前"),
}
BN = 10**11


@pytest.fixture(scope="module")
def edition(make_once):
    return make_once(make_partly_listed)


def make_partly_listed():
    """2019: 530 projects of 816.9 billion yuan stated, of which 7 are named, two of them with an amount."""
    edition = make_world()
    StatedFigure.objects.filter(figure="projects").delete()
    make_rate()
    press, area = make_press(), edition.participations.first().areas.first()
    for number in range(7):
        amounts = (yuan(20_000_000),) if number < 2 else ()
        make_announced(edition=edition, amounts=amounts, primary_area=area)
    bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)
    say(edition, "projects", 530)
    say(edition, "amount", 8169 * BN // 10, "CNY")
    bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)
    return edition


def language_of(path: str) -> str:
    return "zh-hans" if "zh-hans" in path else "en"


@pytest.mark.thorough
def test_no_public_page_shows_a_sum_of_what_is_listed_without_saying_that_it_is_a_part(client, edition):
    shown = set()
    for path in addresses():
        response, language = client.get(path), language_of(path)
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        page = response.content.decode()
        if re.search(SUMS[language], page):
            shown.add(path.split("/", 2)[2])
            assert WORDS[language] in page.lower(), path
        if "/deals" in path or "/bulletins" in path:
            assert [claim for claim in CLAIMS[language] if claim in page] == [], path

    assert {"2019/deals/", "2019/deals/totals/", "2019/deals/areas/chips/", "2019/wall/", "2019/bulletins/1/"} <= shown


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_headings_of_breakdowns_the_average_and_the_foot_say_that_they_are_of_a_part(client, edition, language):
    page = client.get(f"/{language}/2019/deals/totals/")

    assert [heading for heading in texts(page, "h3") if WORDS[language] not in heading] == []
    assert [heading for heading in texts(page, "h2")[1:-2] if WORDS[language] not in heading] == []
    assert WORDS[language] in texts(page, "h1")[0]
    assert WORDS[language] in texts(page, "title")[0]
    average = {"en": "Average of the amounts named in public", "zh-hans": "公开列明金额的平均值"}
    assert average[language] in texts(page, "dt")


@pytest.mark.parametrize("address", ["", "deals/", "deals/totals/"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_stated_figure_stays_the_hero(client, edition, language, address):
    page = client.get(f"/{language}/2019/{address}").text

    hero = page.split('class="total-figures"')[1].split("</div>")[0]
    assert re.findall(r"<b>(.*?)</b>", hero)[0] == "530"
    assert {"en": "816.9", "zh-hans": "8169"}[language] in hero


def test_the_files_say_it_in_their_names_columns_and_rows(client, edition):
    response = client.get("/2019/data/totals.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert 'filename="2019-totals-named-in-public-7-of-530.csv"' in response["Content-Disposition"]
    assert {"projects", "amount", "second_amount"} & set(rows[0]) == set()
    assert {
        (row["projects_named_in_public"], row["stated_projects"]) for row in rows if row["value"] == "total"
    } == set()
    whole = [row for row in rows if row["value"] == "named in public" and row["breakdown"] == "place"]
    assert [(row["projects_named_in_public"], row["stated_projects"]) for row in whole] == [("7", "530")]
    deals = client.get("/2019/data/deals.csv")
    assert 'filename="2019-deals-named-in-public-7-of-530.csv"' in deals["Content-Disposition"]


def test_the_interface_says_it_beside_what_is_counted(client, edition):
    told = client.get("/api/v1/editions/2019/totals").json()

    assert told["named_in_public"] == {
        "projects": {"listed": 7, "stated": 530},
        "amounts": None,
        "sentence_en": WORDS["en"],
        "sentence_zh": WORDS["zh-hans"],
    }
    assert (told["counted"]["projects"], told["stated"]["projects"]) == (7, 530)


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_bulletins_and_their_cards_say_it_even_where_they_are_older_than_the_statement(
    client, edition, language, number
):
    card = client.get(f"/{language}/2019/bulletins/{number}/card.svg").text
    text = client.get(f"/2019/bulletins/{number}.txt?lang={language}").text

    assert WORDS[language] in card.lower()
    assert WORDS[language] in text.lower()


def test_a_bulletin_of_a_part_is_titled_as_one_and_counted_again_is_the_same(client, edition):
    bulletin = edition.bulletins.get(number=2)
    StatedFigure.objects.filter(figure="projects").update(value=7)

    assert bulletins.fill_text(bulletin, "title", "en") == (
        "2019 Smart China Expo: of 530 projects stated, 7 projects worth 40 million yuan named in public"
    )
    assert "These are no totals of the expo." in bulletin.body_en
    assert "以上不是本届总数" in bulletin.body_zh
    assert bulletins.prove(bulletin).holds


@pytest.mark.parametrize(
    ("stated", "part"),
    [
        ([], None),
        ([("projects", 7)], None),
        ([("projects", 6)], None),
        ([("projects", None)], None),
        ([("projects", 8)], (7, 8, "")),
        ([("projects", 7, "", "more_than")], (7, 7, "")),
        ([("projects", 7), ("amount", 4 * 10**9, "CNY")], None),
        ([("projects", 7), ("amount", 5 * 10**9, "CNY")], (4 * 10**9, 5 * 10**9, "CNY")),
        ([("amount", 5 * 10**9, "CNY")], (4 * 10**9, 5 * 10**9, "CNY")),
        ([("amount", 5 * 10**8, "USD")], None),
    ],
)
def test_what_is_listed_is_a_part_where_it_falls_short_of_what_was_stated(edition, stated, part):
    StatedFigure.objects.all().delete()
    for figure, value, *more in stated:
        say(edition, figure, value, *more[:1], **({"qualifier": more[1]} if more[1:] else {}))

    found = totals.counted_headline(edition).coverage

    assert (found and (found.listed, found.stated, found.currency)) == part


def test_an_amount_is_compared_as_round_as_it_was_stated(edition):
    """816.85 billion is printed as 816.9; 816.8 is not."""
    StatedFigure.objects.all().delete()
    figure = say(edition, "amount", 8169 * BN // 10, "CNY")

    from deals.totals.coverage import is_below_stated

    assert [is_below_stated(minor * BN // 100, figure) for minor in (81685, 81684, 81690)] == [False, True, False]


@pytest.mark.parametrize(
    ("definition", "part"),
    [({"place": "at_expo"}, (7, 89)), ({"instruments": ["order"]}, (7, 530)), ({"minimum_minor": 100}, (7, 530))],
)
def test_a_definition_is_a_part_of_its_own_statement_or_of_a_list_that_is_one(client, edition, definition, part):
    say(edition, "projects_at_expo", 89)
    row = Definition.objects.create(slug="some", name_en="Some", **definition)

    found = totals.read_totals(Scope(edition, row), []).headline.coverage

    assert (found.listed, found.stated) == part
    page = client.get("/en/2019/deals/totals/?definition=some").text
    assert f"Signed projects, named in public: {part[0]} of {part[1]}" in page
