"""The start page of data entry leads to every list that somebody may bring, with its export and its empty tables."""

import pytest
from django.contrib.auth.models import Permission

from expo.imports.lists.list_import import LIST_IMPORTS
from tests.support.factories import make_edition
from tests.support.reading import elements
from tests.support.staff import a_superuser, make_staff, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def status(client, address):
    answer = client.get(address)
    answer.getvalue()
    return answer.status_code


def addresses(client):
    return [each.attributes["href"] for each in elements(client.get("/admin/"), "a")]


@pytest.mark.thorough
def test_every_kind_is_led_to_and_every_address_answers():
    client = a_superuser()
    there = addresses(client)
    for kind in LIST_IMPORTS:
        names = kind.lists.model._meta
        start = f"/desk/lists/2019/{kind.slug}/"
        wanted = [start, *(f"{start}template-{name}" for name in ("en.csv", "zh.csv", "en.xlsx", "zh.xlsx"))]
        chosen = "?edition=2019" if kind.slug not in ("organisations", "rates") else ""
        for form in ("csv", "xlsx"):
            wanted.append(f"/admin/{names.app_label}/{names.model_name}/export/{form}/{chosen}")
        assert [address for address in wanted if address not in there] == []
        assert {status(client, address) for address in wanted} == {200}

    assert "/desk/2019/imports/" in there


def test_nobody_is_led_to_what_they_may_not_bring():
    person = make_staff()
    person.user_permissions.set(Permission.objects.filter(codename__in=("add_hall", "change_hall")))
    client = signed_in(person)
    there = [address for address in addresses(client) if "/desk/lists/" in address or "/export/" in address]

    assert [address for address in there if "template" not in address] == [
        "/desk/lists/2019/halls/",
        "/admin/expo/hall/export/csv/?edition=2019",
        "/admin/expo/hall/export/xlsx/?edition=2019",
    ]
