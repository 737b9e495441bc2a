"""security.txt: who is told of a weakness, from the setting, and nobody invented."""

import datetime as dt

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


def test_it_names_the_contacts_of_the_installation_in_their_order(client, settings):
    settings.SECURITY_CONTACTS = ["mailto:security@expo.example.org", "https://expo.example.org/report"]

    answer = client.get(ADDRESS)
    *contacts, expires, languages, canonical = answer.text.splitlines()

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert contacts == ["Contact: mailto:security@expo.example.org", "Contact: https://expo.example.org/report"]
    assert (languages, canonical) == ("Preferred-Languages: en, zh", f"Canonical: http://testserver{ADDRESS}")
    ends = dt.datetime.fromisoformat(expires.removeprefix("Expires: "))
    assert 178 <= (ends - timezone.now()).days < 365


def test_an_installation_that_names_nobody_has_none(client, settings):
    settings.SECURITY_CONTACTS = []

    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(client, settings, method):
    settings.SECURITY_CONTACTS = ["mailto:security@expo.example.org"]

    assert getattr(client, method)(ADDRESS).status_code == 405
