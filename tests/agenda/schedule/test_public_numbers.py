"""What the public knows a session by tells nothing of how many others there are."""

import importlib
import itertools
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils.http import int_to_base36

from agenda.models import Session
from agenda.releases import publication
from agenda.schedule.visit.sessions import address_key
from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition

pytestmark = pytest.mark.django_db
migration = importlib.import_module("agenda.migrations.0011_public_numbers")


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def test_keys_are_of_one_length_and_do_not_follow_one_another():
    made = [make_session() for _ in range(40)]
    numbers = [session.public_number for session in made]

    assert {len(address_key(session)) for session in made} == {7}
    assert numbers != sorted(numbers)
    assert min(abs(one - other) for one, other in itertools.pairwise(numbers)) > len(numbers)


def test_no_public_address_tells_the_key_of_a_session_s_row(client, edition):
    make_session(slug="whole", hour=9)
    part = make_session(slug="part", parent=Session.objects.working().get(slug="whole"), hour=10)
    rows = set(Session.objects.values_list("pk", flat=True))

    told = client.get("/api/v1/editions/2019/sessions").json()["items"]
    page = client.get("/en/2019/agenda/sessions/part/").text

    assert {row["id"] for row in told} == set(Session.objects.working().values_list("public_number", flat=True))
    assert {row["part_of"] for row in told} == {None, part.parent.public_number}
    assert rows & {row["id"] for row in told} == set()
    assert f'key="{int_to_base36(part.pk)}"' not in page
    assert f'key="{address_key(part)}"' in page


def test_a_new_release_leaves_a_session_its_number(client, edition):
    session = make_session(slug="talk")
    Session.objects.working().filter(pk=session.pk).update(name_en="Renamed")
    publication.publish(edition, by=None, overridden="")

    assert {row.public_number for row in Session.objects.filter(slug="talk")} == {session.public_number}
    assert "Renamed" in client.get(f"/en/2019/agenda/mine/?s={address_key(session)}").text


def test_the_migration_keeps_the_numbers_that_the_public_knows_and_those_alone(client):
    known, waiting = make_session(slug="known"), make_session(slug="waiting", status="draft")
    Session.objects.filter(slug="known").update(public_number=-1)
    Session.objects.filter(slug="waiting").update(public_number=-2)

    migration.number(apps, SimpleNamespace(connection=connection))

    assert set(Session.objects.filter(slug="known").values_list("public_number", flat=True)) == {known.pk}
    assert Session.objects.get(slug="waiting").public_number >= migration.FEWEST > waiting.pk
    assert known.name_en in client.get(f"/en/2019/agenda/mine/?s={int_to_base36(known.pk)}").text
