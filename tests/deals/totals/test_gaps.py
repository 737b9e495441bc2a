"""Stated against counted: the gap between what officials said and what is listed, and who owes the list."""

import uuid

import pytest
from django.utils import translation

from deals import ledger
from deals.ledger import batches
from deals.totals import comparison, stated_vs_counted
from expo.models import Region
from tests.deals.copying import copied
from tests.support.deal_factories import (
    make_announced,
    make_clerk,
    make_press,
    make_rate,
    make_reviewer,
    make_user,
    make_verified,
    yuan,
)
from tests.support.factories import make_edition, make_region, make_source, make_stated_figure
from tests.support.reading import texts

pytestmark = pytest.mark.django_db
PUBLIC, DESK = "/en/2019/deals/stated/", "/desk/2019/stated/"
BN = 10**9


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def yubei():
    return district("500112", name_en="Yubei", name_zh="渝北区")


def district(code: str, **fields):
    china = Region.objects.filter(code="CN").first() or make_region(code="CN")
    return make_region(code=code, kind="district", parent=china, **fields)


def owe(edition, projects: int, amount: int | None, where=None, until: str = "announced"):
    """A batch reported without its list."""
    minor = None if amount is None else amount * 100
    draft = batches.BatchData(edition, "Reported", "", "outside", edition.starts_on, projects, minor, where)
    batch, _created = batches.record(draft, key=uuid.uuid4(), by=make_clerk())
    batch = batches.verify(batch, version=1, by=make_reviewer())
    return batches.announce(batch, version=1, by=make_press()) if until == "announced" else batch


def say(edition, figure: str, value: int | None, currency: str = "", **fields):
    unit = "money" if currency else "count"
    return make_stated_figure(
        edition=edition, figure=figure, value=value, currency=currency, unit=unit, **{"qualifier": "exact"} | fields
    )


def spoken_530(edition, yubei) -> None:
    """530 said and 816.9 bn; 512 listed; of the 18 missing, worth 3.1 bn, Yubei reported 12 worth 2 bn."""
    copied(make_announced(edition=edition, amounts=(yuan(1_500_000_000),), name_en="One of many"), 510)
    make_announced(edition=edition, amounts=(yuan(813_800_000_000 - 511 * 1_500_000_000),))
    owe(edition, 12, 2 * BN, yubei)
    source = make_source(publisher="Xinhua", url="https://example.org/530")
    said = {"said_by": "Organising committee", "said_on": edition.ends_on, "sources": [source]}
    say(edition, "projects", 530, as_printed="530 projects", **said)
    say(edition, "amount", 816_900_000_000 * 100, "CNY", as_printed="816.9 billion yuan", **said)


@pytest.mark.parametrize(
    ("language", "amounts"),
    [
        ("en", ("816.9 billion yuan", "813.8 billion yuan", "3.1 billion yuan", "2 billion yuan")),
        ("zh-hans", ("8169亿元", "8138亿元", "31亿元", "20亿元")),
    ],
)
def test_530_said_512_listed_18_missing_worth_3_1_billion(edition, yubei, language, amounts):
    spoken_530(edition, yubei)

    with translation.override(language):
        found = comparison.stated_comparison(stated_vs_counted.stated_gaps(edition))

    projects, amount = found.lines[:2]
    assert (projects.said, projects.listed, projects.missing, projects.owed) == ("530", "512", "18", "12")
    assert (amount.said, amount.listed, amount.missing, amount.owed) == amounts
    assert [(str(row.district), row.projects, row.amount) for row in found.owing] == [
        ("Yubei" if language == "en" else "渝北区", 12, amounts[3])
    ]
    assert (found.unreported, found.bar) == (6, (512, 12, 6))


def test_the_public_page_tells_who_said_it_when_and_where_and_who_owes_the_list(client, edition, yubei):
    spoken_530(edition, yubei)

    page = client.get(PUBLIC)

    words = " ".join(texts(page, "li"))
    assert "512 listed here one by one 813.8 billion yuan" in words
    assert "18 missing 3.1 billion yuan" in words
    assert "Yubei 12 projects · 2 billion yuan" in words
    assert "Nobody has reported them 6 projects" in words
    assert "Projects signed 530 projects Organising committee · 29 August 2019 · Xinhua" in words
    assert 'href="https://example.org/530"' in page.text


def test_the_page_costs_the_same_however_much_was_said_and_owed(client, edition, yubei, django_assert_num_queries):
    client.get(PUBLIC)
    spoken_530(edition, yubei)
    for number in range(3):
        owe(edition, 1, BN, district(f"50010{number}"))
    client.get(PUBLIC)

    with django_assert_num_queries(7):
        client.get(PUBLIC)


def test_what_was_not_published_leaves_no_gap_and_is_not_zero(edition):
    make_announced(edition=edition, place="at_expo")
    say(edition, "projects_at_expo", 89)
    say(edition, "amount_at_expo", None, "CNY")

    lines = {line.label: line for line in comparison.stated_comparison(stated_vs_counted.stated_gaps(edition)).lines}

    assert (lines["signed at the expo"].missing, lines["projects signed"].said) == ("88", "not stated")
    there = lines["amount signed at the expo"]
    assert (there.said, there.missing, there.listed) == ("not published", "", "100 million yuan")


def test_more_listed_than_said_is_no_negative_gap(client, edition):
    for _ in range(2):
        make_announced(edition=edition)
    say(edition, "projects", 1)
    say(edition, "amount", 100_000_000 * 100, "CNY")

    words = " ".join(texts(client.get(PUBLIC), "td"))

    assert "1 more than said" in words
    assert "100 million yuan more than said" in words


def test_a_figure_that_was_said_roughly_leaves_a_rough_gap(edition):
    make_announced(edition=edition)
    say(edition, "projects", 530, qualifier="more_than")

    assert comparison.stated_comparison(stated_vs_counted.stated_gaps(edition)).projects.missing == "about 529"


def test_dollars_are_compared_where_there_is_a_rate_and_are_told_apart_where_there_is_none(edition):
    make_announced(edition=edition, amounts=(yuan(70_605_000_000),))
    say(edition, "amount", 115_700_000_000 * 100, "USD")

    assert stated_vs_counted.stated_gaps(edition).lines[2].itemised is None
    make_rate(on=edition.ends_on)
    assert comparison.stated_comparison(stated_vs_counted.stated_gaps(edition)).lines[2].missing == "US$105.7 billion"


def test_a_deal_drawn_from_a_batch_moves_from_owed_to_listed(edition, yubei):
    batch = owe(edition, 12, 2 * BN, yubei)
    ledger.draw(make_announced(edition=edition, amounts=(yuan(BN),)), batch=batch, version=1, by=make_reviewer())

    found = stated_vs_counted.stated_gaps(edition)

    assert (found.projects.itemised, found.projects.owed) == (1, 11)
    assert [(row.of, row.projects) for row in found.owed] == [(yubei, 11)]


def test_the_public_keeps_the_district_that_was_announced(client, edition, yubei):
    batch = owe(edition, 12, 2 * BN, yubei)
    other = district("500113", name_en="Banan")
    draft = batches.BatchData(edition, "Reported", "", "outside", edition.starts_on, 12, 2 * BN * 100, other)
    before = client.get(PUBLIC).content
    batch = batches.amend(batch, draft, version=1, by=make_clerk(), reason="Other district")

    assert client.get(PUBLIC).content == before
    batches.announce(batches.verify(batch, version=2, by=make_reviewer()), version=2, by=make_press())
    assert "Banan" in client.get(PUBLIC).text


def test_a_batch_that_is_not_announced_owes_nothing_in_public_and_stands_at_the_desk(client, edition, yubei):
    owe(edition, 12, 2 * BN, yubei, until="verified")
    make_verified(edition=edition)

    public = client.get(PUBLIC).text
    client.force_login(make_user("view_ledger"))
    desk = client.get(DESK)

    assert "Yubei" not in public
    assert "Yubei" in desk.text
    assert texts(desk, "dd")[:2] == ["0", "1"]


def test_where_nothing_was_said_the_page_says_so(client, edition):
    page = client.get(PUBLIC).text

    assert "not stated" in page
    assert "No list is owed." in page
