"""How the ledger is asked, where another way of asking takes a database a hundred times as long."""

import pytest

from deals.models import Definition, Terms
from deals.totals import Scope
from deals.totals.rows.counted import counted_terms
from deals.totals.rows.drawn import latest_drawn_terms
from tests.support.factories import make_edition

pytestmark = pytest.mark.django_db
BY_DEFINITION = {"place": "at_expo"}


@pytest.mark.parametrize(
    ("rows", "asked_of_each_row"),
    [
        (lambda edition: Terms.objects.public().standing(), 0),
        (lambda edition: Terms.objects.public().counted(), 1),
        (lambda edition: counted_terms(Scope(edition)), 1),
        (lambda edition: counted_terms(Scope(edition, Definition(edition=edition, **BY_DEFINITION))), 1),
        (lambda edition: latest_drawn_terms(Scope(edition)), 1),
    ],
    ids=["standing", "counted", "whole", "defined", "drawn"],
)
def test_what_is_superseded_is_listed_once_and_only_later_signings_are_asked_for_of_each_row(rows, asked_of_each_row):
    # After ANALYZE SQLite would read all deals for each EXISTS over the column that is nearly always empty.
    assert str(rows(make_edition()).query).count("EXISTS") == asked_of_each_row
