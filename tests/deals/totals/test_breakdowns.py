"""Totals by what they are made of: published examples made of rows, and what overlaps or is not stated."""

import datetime as dt

import pytest

from deals import totals
from deals.ledger.deal_data import AmountData, PartyData
from deals.models import Definition
from deals.money import Money
from deals.public import masking
from deals.totals import Scope
from deals.totals.query import sum_dimensions
from tests.deals.copying import copied
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_batch, make_rate, yuan
from tests.support.factories import make_area, make_edition, make_organisation, make_region

pytestmark = pytest.mark.django_db
YI = 100_000_000


@pytest.fixture
def edition():
    return make_edition(slug="2019")


def parties(*organisations, shown="public"):
    found = [PartyData("B", "investor", each, shown=shown) for each in organisations]
    return (PartyData("A", "host", make_organisation()), *found)


def one(edition, dimension, definition=None):
    return totals.read_totals(Scope(edition, definition), [dimension]).breakdowns[dimension]


def shown(breakdown):
    return [(row.of, row.projects, row.amount.minor // 100 if row.amount else None) for row in breakdown.rows]


def test_by_primary_area_adds_up_and_by_any_area_says_that_it_overlaps(edition):
    chips, cars = make_area(slug="chips"), make_area(slug="cars")
    make_announced(edition=edition, primary_area=chips, areas=(cars,), amounts=(yuan(5),))
    make_announced(edition=edition, primary_area=cars, amounts=(yuan(2),))
    make_announced(edition=edition, amounts=(yuan(1),))

    primary, every = one(edition, "area"), one(edition, "any_area")

    assert shown(primary) == [(chips, 1, 5), (cars, 1, 2)]
    assert (primary.unstated.projects, primary.overlaps) == (1, False)
    assert shown(every) == [(cars, 2, 7), (chips, 1, 5)]
    assert every.overlaps


def test_origin_counts_a_project_once_for_each_country_however_many_parties_it_sends(edition):
    china = make_region(code="CN")
    hubei = make_region(code="420000", kind="province", parent=china)
    wuhan = make_region(code="420100", kind="district", parent=hubei)
    britain = make_region(code="GB")
    firms = [make_organisation(region=region) for region in (wuhan, hubei, britain)]
    make_announced(edition=edition, parties=parties(*firms), amounts=(yuan(5),))

    by_country, by_province = one(edition, "country"), one(edition, "province")

    assert shown(by_country) == [(china, 1, 5), (britain, 1, 5)]
    assert by_country.overlaps
    assert by_country.whole.projects == 1
    assert shown(by_province) == [(hubei, 1, 5)]


def test_where_a_hidden_party_comes_from_and_whose_it_is_is_told_nowhere(edition):
    secret = make_organisation(ownership="foreign", fortune_500=True)
    make_announced(edition=edition, parties=parties(secret, shown="hidden"), amounts=(yuan(5),))

    for dimension in ("country", "province", "ownership", "fortune_500", "organisation"):
        breakdown = one(edition, dimension)
        assert (breakdown.rows, breakdown.unstated.projects) == ([], 1), dimension


def test_a_party_merged_into_another_stands_behind_it(edition):
    kept, twin = make_organisation(ownership="central"), make_organisation(ownership="private")
    make_announced(edition=edition, parties=parties(kept), amounts=(yuan(5),))
    make_announced(edition=edition, parties=parties(twin), amounts=(yuan(2),))
    twin.merged_into = kept
    twin.save()

    assert shown(one(edition, "organisation")) == [(kept, 2, 7)]
    assert [(row.of.value, row.projects) for row in one(edition, "ownership").rows] == [("central", 2)]


def test_an_edition_that_reports_in_dollars_has_no_bands_of_yuan():
    edition = make_edition(slug="2018", reporting_currency="USD", second_currency="CNY")
    deal = make_announced(edition=edition, amounts=(AmountData(Money(3 * YI * 100, "USD")),), amount_shown="band")

    breakdown = one(edition, "band")

    assert (breakdown.rows, breakdown.unstated.projects) == ([], 1)
    assert masking.masked_deal(masking.announced_with_areas(edition).get(deal=deal)).band is None


def test_sizes_are_told_of_amounts_shown_and_of_bands_and_of_nothing_else(edition):
    for shown_as, amount in [("public", 2 * YI), ("band", 2 * YI), ("hidden", 200 * YI)]:
        make_announced(edition=edition, amounts=(yuan(amount),), amount_shown=shown_as)

    breakdown = one(edition, "band")

    assert [(row.of.value, row.projects, row.amount, row.undisclosed) for row in breakdown.rows] == [
        ("100m-1bn", 2, Money(2 * YI * 100, "CNY"), 1)
    ]
    assert breakdown.unstated.projects == 1


def test_day_destination_instrument_ownership_and_fortune_500(edition):
    district = make_region(code="500112", kind="district", parent=make_region())
    firm = make_organisation(ownership="central", fortune_500=True)
    fields = {"parties": parties(firm), "destination": district, "instrument": "mou", "amounts": (yuan(5),)}
    make_announced(edition=edition, **fields)

    found = totals.read_totals(
        Scope(edition), ["day", "destination", "instrument", "ownership", "fortune_500"]
    ).breakdowns

    assert [str(of) for name in found for of, *_rest in shown(found[name])] == [
        "2019-08-26",
        str(district),
        "mou",
        "central",
        "True",
    ]


def test_what_is_not_itemised_stands_apart_in_each_breakdown(edition):
    make_announced(edition=edition, primary_area=make_area(slug="chips"), amounts=(yuan(5),))
    make_batch(edition, projects=12, yuan=34)

    found = totals.read_totals(Scope(edition), ["area", "day"]).breakdowns

    for breakdown in found.values():
        assert (breakdown.not_itemised.projects, breakdown.not_itemised.amount) == (12, Money(3400, "CNY"))
        assert (breakdown.whole.projects, breakdown.whole.amount) == (13, Money(3900, "CNY"))


def test_western_china_fair_2019_by_ceremony(edition):
    """132 + 50 + 89 = 271 projects; 3,375.3 + 1,864 + 258.5 = 5,497.8 (亿元)."""
    for ceremony, (projects, tenths_of_yi) in enumerate([(132, 33_753), (50, 18_640), (89, 2_585)], start=1):
        session = make_session(edition=edition, kind="signing", name_en=f"Ceremony {ceremony}")
        make_announced(edition=edition, ceremony=session, amounts=(yuan(tenths_of_yi * YI // 10 - projects + 1),))
        copies(edition, projects - 1, session)

    read = totals.read_totals(Scope(edition), ["ceremony"])
    breakdown = read.breakdowns["ceremony"]
    printed = totals.printed_amounts([row.amount for row in breakdown.rows], "zh-hans")

    assert [row.projects for row in breakdown.rows] == [132, 50, 89]
    assert read.headline.projects == 271
    words = [totals.amount_words(part, printed.unit, "zh-hans") for part in printed.parts]
    assert words == ["3375.3亿元", "1864亿元", "258.5亿元"]
    assert totals.amount_words(printed.whole, printed.unit, "zh-hans") == "5497.8亿元"
    assert read.headline.amount == Money(54_978 * YI * 10, "CNY")


def copies(edition, number, session):
    """So many announced deals of one yuan, written at once."""
    copied(make_announced(edition=edition, ceremony=session, amounts=(yuan(1),)), number - 1)


def test_ciie_2018_seven_areas_with_belt_and_road_cutting_across():
    """Seven areas make US$57.83 bn; US$4.72 bn of it with Belt and Road countries, which overlaps them all."""
    edition = make_edition(slug="2018", reporting_currency="USD", second_currency="CNY")
    areas = {"equipment": 1_643, "food": 1_268, "cars": 1_199, "medical": 576, "electronics": 433}
    areas |= {"clothing": 337, "services": 327}
    abroad = make_organisation(region=make_region(code="PK", name_en="Belt and Road"))
    for slug, tens_of_millions in areas.items():
        area = make_area(slug=slug)
        crossing = 472 if slug == "equipment" else 0
        for amount, firm in [(tens_of_millions - crossing, make_organisation()), (crossing, abroad)]:
            if amount:
                money = AmountData(Money(amount * 10**9, "USD"))
                make_announced(edition=edition, primary_area=area, parties=parties(firm), amounts=(money,))

    read = totals.read_totals(Scope(edition), ["area", "country"])
    by_area, by_country = read.breakdowns["area"], read.breakdowns["country"]
    printed = totals.printed_amounts([row.amount for row in by_area.rows], "en")

    assert totals.amount_words(printed.whole, printed.unit, "en") == "US$57.83 billion"
    assert sum(part.minor for part in printed.parts) == printed.whole.minor
    assert [row.of.slug for row in by_area.rows] == list(areas)
    crossing = next(row for row in by_country.rows if row.of.code == "PK")
    assert (crossing.amount, by_country.overlaps, by_area.overlaps) == (Money(472 * 10**9, "USD"), True, False)


@pytest.mark.parametrize(
    ("limit", "projects"),
    [
        ({}, 4),
        ({"place": "outside"}, 1),
        ({"instruments": ["contract"]}, 1),
        ({"minimum_minor": 10 * 100}, 2),
        ({"as_of": dt.datetime(2001, 1, 1, tzinfo=dt.UTC)}, 0),
    ],
)
def test_a_definition_counts_what_lies_within_it(edition, limit, projects):
    make_announced(edition=edition, amounts=(yuan(10),), place="outside")
    make_announced(edition=edition, amounts=(yuan(11),), instrument="contract")
    make_announced(edition=edition, amounts=(yuan(9),))
    make_announced(edition=edition, amounts=(yuan(1_000),), amount_shown="hidden")

    read = totals.read_totals(Scope(edition, Definition(**limit)), ["day"])

    assert read.headline.projects == projects
    assert read.breakdowns["day"].whole.projects == projects


def test_within_a_definition_a_project_counts_by_its_latest_deal_inside(edition):
    memo = make_announced(edition=edition, instrument="mou", amounts=(yuan(1),))
    later = edition.starts_on + dt.timedelta(1)
    make_announced(edition=edition, instrument="contract", project=memo.project, signed_on=later, amounts=(yuan(2),))

    amounts = [
        totals.read_totals(Scope(edition, Definition(instruments=chosen)), ["day"]).headline.amount
        for chosen in ([], ["mou"], ["contract"])
    ]

    assert amounts == [Money(200, "CNY"), Money(100, "CNY"), Money(200, "CNY")]


@pytest.mark.parametrize("given", [list, reversed])
def test_organisations_with_as_much_stand_in_one_order_however_the_database_gives_them(edition, monkeypatch, given):
    firms = [make_organisation() for _number in range(5)]
    for firm in firms:
        make_announced(edition=edition, amounts=(), parties=parties(firm))
    monkeypatch.setattr("deals.totals.breakdowns.sum_dimensions", lambda *asked: list(given(sum_dimensions(*asked))))

    assert [row.of for row in one(edition, "organisation").rows] == firms


@pytest.mark.parametrize("definition", [None, Definition(place="at_expo")], ids=["remembered", "defined"])
@pytest.mark.parametrize("most", [1, 2, 4, 5, 9])
def test_the_largest_organisations_are_the_first_of_all_of_them(edition, most, definition):
    for number, amounts in enumerate([(yuan(5),), (), (yuan(7),), (), (yuan(5),)]):
        firm = make_organisation()
        for _deal in range(1 + number % 3):
            make_announced(edition=edition, amounts=amounts, parties=parties(firm))
    make_announced(edition=edition, parties=parties(make_organisation(), shown="hidden"))
    every = one(edition, "organisation", definition)

    read = totals.read_totals(Scope(edition, definition), ["organisation", "area"], most_organisations=most)
    largest = read.breakdowns["organisation"]

    assert largest.rows == every.rows[:most]
    assert largest.left_out == len(every.rows) - len(largest.rows)
    assert (largest.unstated, largest.whole) == (every.unstated, every.whole)
    assert read.breakdowns["area"] == one(edition, "area", definition)


def test_one_organisation_is_counted_as_among_all_of_them(edition):
    firm = make_organisation()
    for shown in ("public", "public", "hidden"):
        make_announced(edition=edition, parties=parties(firm, make_organisation(), shown=shown))

    every = one(edition, "organisation").rows
    read = totals.read_totals(Scope(edition), ["organisation"], organisation=firm.pk)

    assert read.breakdowns["organisation"].rows == [row for row in every if row.of == firm]
    assert read.breakdowns["organisation"].rows[0].number == 2


def test_a_definition_by_place_counts_the_batches_of_that_place_and_others_none(edition):
    make_batch(edition, projects=12, yuan=34)
    limits = [{}, {"place": "outside"}, {"place": "at_expo"}, {"instruments": ["mou"]}, {"batches": False}]

    counts = [totals.read_totals(Scope(edition, Definition(**limit)), ["day"]).headline.projects for limit in limits]

    assert counts == [12, 12, 0, 0, 0]


@pytest.mark.parametrize("deals", [1, 3])
def test_all_breakdowns_cost_the_same_however_many_deals(edition, deals, django_assert_num_queries):
    make_rate(on=edition.ends_on)
    for _ in range(deals):
        session = make_session(edition=edition, kind="signing")
        make_announced(edition=edition, ceremony=session, primary_area=make_area())

    totals.read_totals(Scope(edition), [*totals.TITLES, totals.LEAGUE])

    with django_assert_num_queries(8):
        totals.read_totals(Scope(edition), [*totals.TITLES, totals.LEAGUE])
