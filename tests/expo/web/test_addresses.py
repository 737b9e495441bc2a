"""Addresses that must lead where they say: letters on their page of the list, editions past all other pages."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import get_resolver

from expo.models import Edition, Letter
from expo.models.edition import TAKEN
from expo.models.people import LETTERS_PER_PAGE
from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition
from tests.support.showcase_factories import make_letter

pytestmark = pytest.mark.django_db


def test_a_letter_leads_to_itself_on_its_page_of_the_list(client):
    make_edition()
    letters = [make_letter(order=1) for _ in range(LETTERS_PER_PAGE)]
    letters.append(make_letter(order=2))
    make_letter(order=0, published=False)

    first, last = letters[-2], letters[-1]

    assert first.get_absolute_url() == f"/en/2019/letters/#letter-{LETTERS_PER_PAGE}"
    assert last.get_absolute_url() == f"/en/2019/letters/?page=2#letter-{LETTERS_PER_PAGE + 1}"
    assert f'id="letter-{LETTERS_PER_PAGE + 1}"' in client.get(last.get_absolute_url().partition("#")[0]).text


def test_with_their_places_loaded_their_addresses_cost_no_query(django_assert_num_queries):
    plain = [letter.get_absolute_url() for letter in [make_letter() for _ in range(LETTERS_PER_PAGE + 1)]]

    with django_assert_num_queries(1):
        found = [letter.get_absolute_url() for letter in Letter.objects.public().select_related("edition").with_place()]

    assert sorted(found) == sorted(plain)


def test_a_session_leads_to_the_letter_read_in_it_on_its_page(client):
    make_edition()
    letters = [make_letter() for _ in range(LETTERS_PER_PAGE + 1)]
    make_session(slug="opening", letters=[letters[-1]])

    html = client.get("/en/2019/agenda/sessions/opening/").text

    assert f'href="{letters[-1].get_absolute_url()}"' in html


@pytest.mark.parametrize("slug", ["offline", "desk", "en", "zh-hans"])
def test_an_edition_never_takes_the_address_of_another_page(slug):
    edition = make_edition()
    edition.slug = slug

    with pytest.raises(ValidationError) as refused:
        edition.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.update(slug=slug)

    assert refused.value.messages == ["This address leads to another page; choose another, like 2019."]


def first_segments(patterns, below=""):
    for pattern in patterns:
        route = below + str(pattern.pattern)
        if not route and hasattr(pattern, "url_patterns"):
            yield from first_segments(pattern.url_patterns)
        elif route.endswith(("en/", "zh-hans/")) and not below:
            yield route.strip("/")
            yield from (str(inner.pattern).partition("/")[0] for inner in pattern.url_patterns)
        else:
            yield route.partition("/")[0]


def test_every_first_segment_that_could_be_an_editions_is_kept_from_them():
    found = {segment for segment in first_segments(get_resolver().url_patterns) if segment.replace("-", "").isalnum()}

    assert found <= set(TAKEN)
    assert {"offline", "desk", "admin"} <= found
