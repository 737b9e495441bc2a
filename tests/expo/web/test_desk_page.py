"""The desks' views of an edition get its row, or the row that their address names, for one query each."""

import inspect
from collections.abc import Iterator

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from expo.models import Edition, Hall
from expo.web.desk_page import bring_edition, bring_row
from tests.support.factories import make_edition, make_hall


@bring_edition
def edition_view(request, edition: Edition, day: str):
    return HttpResponse(f"{edition.name_en} {day}")


@bring_row(lambda: Hall.objects.select_related("edition"), "code")
def hall_view(request, hall: Hall, part: str):
    return HttpResponse(f"{hall.edition.name_en} {hall.name_en} {part}")


def staff_views(patterns: list, before: str = "") -> Iterator:
    """Each view whose address is below /desk/ and has an edition in it, without what is around it."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from staff_views(pattern.url_patterns, address)
        elif address.startswith("desk/") and "<slug:edition>" in address:
            yield inspect.unwrap(pattern.callback)


@pytest.mark.django_db
@pytest.mark.parametrize("editions", [1, 3])
def test_the_rows_of_an_address_cost_one_query(django_assert_num_queries, editions):
    for year in range(editions):
        make_hall(edition=make_edition(slug=str(2019 + year), name_en=f"Expo {2019 + year}"), code="N1", name_en="N1")
    request = RequestFactory().get("/")

    with django_assert_num_queries(1):
        assert edition_view(request, edition="2019", day="monday").content == b"Expo 2019 monday"
    with django_assert_num_queries(1):
        assert hall_view(request, edition="2019", code="N1", part="east").content == b"Expo 2019 N1 east"


@pytest.mark.django_db
def test_what_is_in_no_such_edition_is_not_found():
    make_hall(edition=make_edition(slug="2019"), code="N1")
    make_edition(slug="2020", published=False)
    request = RequestFactory().get("/")

    assert edition_view(request, edition="2020", day="monday").status_code == 200
    for edition, hall in (("2020", "N1"), ("2019", "N2"), ("1999", "N1")):
        with pytest.raises(Http404):
            hall_view(request, edition=edition, code=hall, part="")
    with pytest.raises(Http404):
        edition_view(request, edition="1999", day="monday")


def test_no_view_of_the_desks_takes_an_edition_by_its_slug():
    views = list(staff_views(get_resolver().url_patterns))
    taken = {f"{view.__module__}.{view.__name__}" for view in views if view.__annotations__.get("edition") is str}

    assert (len(views) > 40, taken) == (True, set())
