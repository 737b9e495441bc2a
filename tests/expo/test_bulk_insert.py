"""Rows that are inserted at once are those that `bulk_create` would have written, with their keys; or none is."""

import pytest
from django.db import IntegrityError, transaction

from deals.models import Event
from expo.db import bulk_insert
from expo.db.bulk_insert import insert_all
from expo.models import Organisation
from tests.support.factories import make_region

pytestmark = pytest.mark.django_db


def organisations(number):
    region = make_region()
    return [Organisation(name_en=f"No. {each}\x00\nworks", region=region) for each in range(number)]


def columns(rows):
    names = [field.attname for field in Organisation._meta.concrete_fields if field.attname != "id"]
    return [tuple(getattr(row, name) for name in names) for row in rows]


@pytest.mark.parametrize("most", [20_000, 60])
def test_they_are_as_bulk_create_writes_them_and_know_their_keys(monkeypatch, most):
    monkeypatch.setattr(bulk_insert, "MOST_VALUES", most)
    rows, others = organisations(7), organisations(7)
    for one, other in zip(rows, others, strict=True):
        other.__dict__ |= {name: one.__dict__[name] for name in one.__dict__ if name not in ("id", "_state")}
    insert_all(rows)
    written = columns(Organisation.objects.order_by("pk"))
    keys = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    Organisation.objects.all().delete()
    Organisation.objects.bulk_create(others)

    assert written == columns(Organisation.objects.order_by("pk"))
    assert [row.pk for row in rows] == keys
    assert [row._state.adding for row in rows] == [False] * 7
    assert [row[0] for row in written] == [f"No. {each} works" for each in range(7)]


def test_of_rows_that_the_database_refuses_none_stays():
    first = Event(position=1, verb="recorded", deal_number="1", actor="a", body="{}", before="", digest="x" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all([first, first])

    assert Event.objects.count() == 0
