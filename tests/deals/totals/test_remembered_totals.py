"""The cube is asked once while the ledger stays as it is, by all pages that show of it, and is never a yuan old."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from deals import ledger, totals
from deals.models import Definition, Terms
from deals.money import Money
from deals.totals import Scope
from expo.models import Edition
from expo.versions import row_memory
from expo.versions.row_memory import ROWS
from tests.deals.copying import copied
from tests.support.deal_factories import make_announced, make_press, make_verified, yuan
from tests.support.factories import make_area, make_edition

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def edition():
    ROWS.forget()
    return make_edition()


def cubes_of_pages(client, paths) -> int:
    return cubes_asked(lambda: [client.get(path) for path in paths])


def cubes_asked(do) -> int:
    with CaptureQueriesContext(connection) as asked:
        do()
    return sum(query["sql"].startswith("WITH counted") for query in asked.captured_queries)


def figures(edition):
    total = totals.counted_headline(edition)
    return total.projects, total.amount


def test_pages_and_files_in_both_languages_ask_the_cube_once_for_each_thing_they_sum_by(client, edition):
    make_announced(edition=edition, primary_area=make_area())
    paths = ("/en/2019/", "/zh-hans/2019/", "/en/2019/wall/now/", "/zh-hans/2019/wall/now/")
    whole = ("/en/2019/deals/totals/", "/2019/data/totals.csv", "/en/2019/deals/", "/zh-hans/2019/deals/totals/")

    asked = [cubes_of_pages(client, each) for each in (paths, whole, paths + whole)]

    # The page shows the largest organisations, the file all of them.
    assert asked == [1, 2, 0]


@pytest.mark.parametrize(
    ("write", "after"),
    [
        (lambda deal: Terms.objects.update(amount_shown="hidden"), (1, None)),
        (lambda deal: make_announced(edition=deal.edition, amounts=(yuan(2),)), (2, Money(700, "CNY"))),
        (lambda deal: ledger.withdraw(deal, version=1, by=make_press(), reason="no"), (0, None)),
        (lambda deal: copied(deal, 1), (2, Money(1000, "CNY"))),
        (lambda deal: Edition.objects.update(reporting_currency="USD", second_currency=""), (1, None)),
    ],
    ids=["update", "announce", "withdraw", "copy", "currency"],
)
def test_what_is_written_is_counted_at_once_and_no_more_when_it_is_rolled_back(edition, write, after):
    deal = make_announced(edition=edition, amounts=(yuan(5),))
    before = figures(edition)

    with transaction.atomic():
        write(deal)
        inside = figures(Edition.objects.get())
        transaction.set_rollback(True)

    assert (before, inside, figures(edition)) == ((1, Money(500, "CNY")), after, before)


def test_an_embargo_that_ends_by_the_clock_alone_ends_for_what_is_remembered(edition, monkeypatch):
    make_announced(edition=edition)
    ledger.announce(make_verified(embargo_until=timezone.now() + HOUR), version=1, by=make_press())
    assert cubes_asked(lambda: [figures(edition), figures(edition)]) == 1
    ends = timezone.now() + HOUR

    monkeypatch.setattr(row_memory.time, "time", ends.timestamp)

    assert cubes_asked(lambda: figures(edition)) == 1


@pytest.mark.parametrize(
    ("definition", "desk", "asked"),
    [
        ({}, False, 0),
        ({}, True, 0),
        ({"place": "at_expo"}, False, 1),
        ({"currency": "USD"}, False, 1),
        ({"statuses": "verified"}, True, 1),
    ],
)
def test_only_everything_announced_is_remembered(edition, definition, desk, asked):
    make_announced(edition=edition)
    scope = Scope(edition, Definition(edition=edition, **definition), desk=desk)
    totals.read_totals(scope, ["area"])

    assert cubes_asked(lambda: totals.read_totals(scope, ["area"])) == asked
