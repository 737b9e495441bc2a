"""The pages of totals: every number is the one module's, each row leads to its deals, and files say the same."""

import csv
import io
from decimal import Decimal

import pytest

from deals import totals
from deals.ledger.deal_data import AmountData, PartyData
from deals.models import Definition
from deals.money import Money
from deals.totals import charts
from tests.support.deal_factories import make_announced, make_rate, yuan
from tests.support.factories import make_area, make_edition, make_organisation, make_region, make_stated_figure
from tests.support.reading import elements, texts

pytestmark = pytest.mark.django_db
BASE = "/en/2019/deals/"
BN = 1_000_000_000


@pytest.fixture
def edition():
    return make_edition(slug="2019")


def rows_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def from_country(code: str, **fields):
    firm = make_organisation(region=make_region(code=code, name_en=f"Land {code}"), **fields)
    return (PartyData("A", "host", make_organisation()), PartyData("B", "investor", firm))


def test_the_page_of_totals_says_where_rows_add_up_and_where_they_overlap(client, edition):
    make_announced(edition=edition, primary_area=make_area(slug="chips", name_en="Chips"), amounts=(yuan(3 * BN),))

    page = client.get(f"{BASE}totals/").text

    assert "By technology area" in page
    assert "the rows add up to the total" in page
    assert "the rows overlap and do not add up" in page
    assert f'href="{BASE}areas/chips/"' in page


def test_a_definition_is_chosen_in_the_address_and_named_under_its_total(client, edition):
    Definition.objects.create(slug="large", name_en="Large projects", minimum_minor=2 * BN * 100)
    make_announced(edition=edition, amounts=(yuan(3 * BN),))
    make_announced(edition=edition, amounts=(yuan(1 * BN),))

    page = client.get(f"{BASE}totals/?definition=large").text

    assert "Only disclosed amounts of 2 billion yuan or more." in page
    assert "4 billion yuan" not in page


def test_strategic_industries_and_the_average_are_told(client, edition):
    make_announced(edition=edition, primary_area=make_area(strategic=True), amounts=(yuan(3 * BN),))
    make_announced(edition=edition, primary_area=make_area(), amounts=(yuan(1 * BN),))
    make_announced(edition=edition, amounts=())

    page = client.get(f"{BASE}totals/").text

    assert "75% of the amount" in page
    assert "2 billion yuan" in page


def test_a_row_tells_how_many_of_its_projects_are_in_no_sum(client, edition):
    chips = make_area(slug="chips")
    make_announced(edition=edition, primary_area=chips, amounts=(yuan(3 * BN),))
    make_announced(edition=edition, primary_area=chips, amounts=())

    page = client.get(f"{BASE}totals/").text

    assert '<td class="number note">2 (1)</td>' in page
    assert "(n): of these projects, n are in no sum" in page


def test_growth_is_counted_over_the_edition_before(client, edition):
    before = make_edition(slug="2018", name_en="Expo 2018", starts_on=edition.starts_on.replace(year=2018))
    make_announced(edition=before, amounts=(yuan(2 * BN),))
    for amount in (2 * BN, BN):
        make_announced(edition=edition, amounts=(yuan(amount),))

    page = client.get(f"{BASE}totals/").text

    assert "Growth over Expo 2018" in page
    assert "projects +100%" in page
    assert "amount +50%" in page


def test_growth_is_not_told_of_an_edition_that_is_not_all_listed(client, edition):
    before = make_edition(slug="2018", name_en="Expo 2018", starts_on=edition.starts_on.replace(year=2018))
    make_announced(edition=before)
    make_announced(edition=edition)
    make_stated_figure(edition=before, figure="projects", value=501)

    page = client.get(f"{BASE}totals/").text

    assert "Of Expo 2018, 1 projects are listed here and 501 were stated: no growth is told." in page


def test_an_area_s_page_tells_its_figures_and_its_deals(client, edition):
    chips = make_area(slug="chips", name_en="Chips")
    make_announced(edition=edition, primary_area=chips, name_en="Main works", amounts=(yuan(3 * BN),))
    make_announced(edition=edition, areas=(chips,), name_en="Side works", amounts=(yuan(1 * BN),))
    make_announced(edition=edition, name_en="Other works")

    page = client.get(f"{BASE}areas/chips/").text

    assert [name in page for name in ("Main works", "Side works", "Other works")] == [True, True, False]
    assert "3 billion yuan" in page
    assert "4 billion yuan" in page


def test_an_area_s_page_tells_the_second_currency_its_rate_and_the_year(client, edition):
    make_rate(rate="8")
    chips = make_area(slug="chips", name_en="Chips")
    make_announced(edition=edition, primary_area=chips, amounts=(yuan(3 * BN),))
    make_announced(edition=edition, primary_area=chips, amounts=())

    page = client.get(f"{BASE}areas/chips/").text

    assert "US$375 million" in page
    assert "USD 1 = CNY 8" in page
    assert "1 of these projects has no disclosed amount" in page
    assert f"{totals.counted_headline(edition).as_of:%Y} " in page.split("Counted up to")[1][:120].split(">")[1]


def test_a_country_s_page_tells_what_comes_from_there_and_goes_there(client, edition):
    make_announced(edition=edition, parties=from_country("GB"), name_en="British works", amounts=(yuan(3 * BN),))
    make_announced(edition=edition, name_en="Other works")

    page = client.get(f"{BASE}regions/GB/").text

    assert [name in page for name in ("British works", "Other works")] == [True, False]
    assert "3 billion yuan" in page


@pytest.mark.parametrize("path", ["areas/none/", "regions/XX/", "areas/empty/"])
def test_what_no_deal_touches_has_no_page(client, edition, path):
    make_area(slug="empty")
    make_announced(edition=edition)

    assert client.get(BASE + path).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=GB", ["British"]),
        ("band=1bn-5bn", ["British"]),
        ("instrument=order", ["Order"]),
        ("day=2019-08-26", ["British", "Order"]),
        ("ownership=foreign", ["British"]),
        ("destination=DE", ["Order"]),
        ("country=GB&instrument=order", []),
        ("q=British", ["British"]),
    ],
)
def test_the_list_is_filtered_by_its_address(client, edition, query, found):
    parties = from_country("GB", ownership="foreign")
    make_announced(edition=edition, name_en="British works", parties=parties, amounts=(yuan(3 * BN),))
    goes = {"destination": make_region(code="DE"), "instrument": "order"}
    make_announced(edition=edition, name_en="Order works", amounts=(yuan(1),), **goes)

    page = client.get(f"{BASE}?{query}").text

    assert [name for name in ("British", "Order") if f"{name} works" in page] == found


def test_the_file_of_totals_holds_both_currencies_and_adds_up(client, edition):
    make_rate(rate="7.0605", on=edition.ends_on)
    for number in (1, 2, 3):
        make_announced(edition=edition, primary_area=make_area(), amounts=(yuan(number * BN + number),))

    rows = [row for row in rows_of(client.get("/2019/data/totals.csv")) if row["breakdown"] == "area"]

    *parts, whole = rows
    assert whole["value"] == "total"
    for column in ("projects", "amount", "second_amount"):
        figures = [Decimal(row[column]) for row in rows]
        assert sum(figures[:-1]) == figures[-1], column
    assert len(parts) == 3


def test_the_file_of_deals_is_masked_and_runs_no_formula(client, edition):
    make_announced(edition=edition, name_en="=HYPERLINK(1)", amounts=(yuan(987_654_321),), amount_shown="hidden")
    make_announced(edition=edition, amounts=(AmountData(Money(12_345, "USD")),))

    # Of one day in no particular order.
    formula, dollars = sorted(rows_of(client.get("/2019/data/deals.csv")), key=lambda row: row["name_en"])

    assert formula["name_en"] == "'=HYPERLINK(1)"
    assert (formula["amount"], formula["reporting_amount"], formula["size_band"]) == ("", "", "")
    assert (dollars["amount"], dollars["currency"], dollars["reporting_amount"]) == ("123.45", "USD", "")


@pytest.mark.parametrize("file", ["deals", "totals"])
def test_the_files_are_the_same_bytes_in_whatever_language_they_are_asked_for(client, edition, file):
    make_announced(edition=edition, primary_area=make_area())

    answers = [client.get(f"/2019/data/{file}.csv", headers={"accept-language": each}) for each in ("en", "zh-hans")]

    assert answers[0].content == answers[1].content


def test_every_total_on_the_pages_is_the_one_module_s(client, edition):
    for amount in (123_456_789_012, 98_765_432_109, 5):
        make_announced(edition=edition, primary_area=make_area(), amounts=(yuan(amount),))
    read = totals.read_totals(totals.Scope(edition), ["area"])

    whole = totals.printed_amounts([row.amount for row in read.breakdowns["area"].rows], "en").whole
    pages = [client.get(path).text for path in (BASE, f"{BASE}totals/", "/en/2019/")]

    assert totals.amount_words(whole, 1, "en") == "222.2 billion yuan"
    assert all("222.2" in page for page in pages)


def test_a_row_reads_the_same_whether_the_others_are_shown_or_not(edition):
    for tenths in (333_333, 333_334, 333_338, 111_111, 222_224):
        make_announced(edition=edition, primary_area=make_area(), amounts=(yuan(tenths * 100_000),))
    scope = totals.Scope(edition)
    breakdown = totals.read_totals(scope, ["area"]).breakdowns["area"]

    long, short = (charts.breakdown_chart(breakdown, scope, most=most) for most in (12, 3))

    assert [bar.text for bar in short.bars[:2]] == [bar.text for bar in long.bars[:2]]
    assert short.bars[2].label == "3 others"
    assert short.foot == long.foot


def test_the_page_of_totals_begins_with_what_is_on_it(client, edition):
    make_announced(edition=edition, parties=from_country("GB"), amounts=(yuan(3 * BN),))

    page = client.get(f"{BASE}totals/")

    titles = {f"#{e.attributes['id']}": e.text for e in elements(page, "h3") if e.attributes["id"].startswith("by-")}
    contents = {e.attributes["href"]: e.text for e in elements(page, "a") if e.attributes["href"].startswith("#by-")}
    assert contents == titles
    assert "#by-organisation" in titles


def test_only_the_first_breakdown_lies_open_on_a_phone_and_each_other_says_its_first_row(client, edition):
    make_announced(edition=edition, parties=from_country("GB"), amounts=(yuan(3 * BN),))

    page = client.get(f"{BASE}totals/")

    folds = [e for e in elements(page, "details") if e.attributes.get("class") == "phone-fold"]
    assert [("open" in e.attributes) for e in folds] == [True] + [False] * (len(folds) - 1)
    assert len(folds) > 5
    assert all("row" in text for text in texts(page, "summary") if "billion" in text)


@pytest.mark.parametrize(("language", "shares"), [("en", ["75%", "25%"]), ("zh-hans", ["75%", "25%"])])
def test_each_row_says_its_share_of_the_whole(client, edition, language, shares):
    for minor, slug in ((3, "chips"), (1, "robots")):
        make_announced(edition=edition, primary_area=make_area(slug=slug), amounts=(yuan(minor * BN),))

    page = client.get(f"/{language}/2019/deals/totals/")

    assert [e.text for e in elements(page, "small") if e.text.endswith("%")][:2] == shares


def test_where_only_a_part_is_named_no_share_is_said(edition):
    make_stated_figure(edition=edition, figure="projects", value=530)
    make_announced(edition=edition, amounts=(yuan(3 * BN),))
    scope = totals.Scope(edition)

    chart = charts.breakdown_chart(totals.read_totals(scope, ["place"]).breakdowns["place"], scope)

    assert (bool(chart.coverage), [bar.share for bar in chart.bars]) == (True, [None])


def test_of_origins_china_stands_apart_below_the_bars_of_the_others(edition):
    for code, billions in (("CN", 90), ("GB", 3), ("DE", 1)):
        make_announced(edition=edition, parties=from_country(code), amounts=(yuan(billions * BN),))
    scope = totals.Scope(edition)

    chart = charts.breakdown_chart(totals.read_totals(scope, ["country"]).breakdowns["country"], scope)

    assert [bar.label for bar in chart.bars] == ["Land GB", "Land DE"]
    assert (chart.foot[0].label, chart.foot[0].value, chart.foot[0].url) == ("Land CN", 0, f"{BASE}regions/CN/")
    assert chart.longest == 3 * BN * 100


def test_china_alone_is_a_row_like_any_other(edition):
    make_announced(edition=edition, parties=from_country("CN"), amounts=(yuan(BN),))
    scope = totals.Scope(edition)

    chart = charts.breakdown_chart(totals.read_totals(scope, ["country"]).breakdowns["country"], scope)

    assert [bar.label for bar in chart.bars] == ["Land CN"]
