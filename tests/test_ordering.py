"""In which order rows stand by themselves."""

import pytest
from django.apps import apps

PARTS = [
    *("deals.Party", "deals.Amount", "deals.Signatory", "deals.Terms", "deals.Scan", "deals.Lookalike"),
    *("deals.FollowUp", "deals.Funds", "deals.ImportedRow", "deals.Sent", "agenda.SessionRole", "agenda.Change"),
]


@pytest.mark.parametrize("name", PARTS)
def test_parts_are_put_in_order_without_looking_at_what_they_are_parts_of(name):
    """Ordered by a relation, rows would be joined with what it leads to, and by that one's order with more again."""
    assert " JOIN " not in str(apps.get_model(name).objects.all().query)
