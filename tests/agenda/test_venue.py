"""Opening hours and walks: each rule once in the form and once in the database."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agenda.models import OpeningHours, Walk
from tests.support.agenda_factories import make_opening, make_walk
from tests.support.factories import make_edition, make_hall, the_edition
from tests.support.staff import an_editor, filled, page

pytestmark = pytest.mark.django_db


def refused(row):
    """What the form says, by field, of a row that the database refuses too."""
    with pytest.raises(ValidationError) as said:
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    return said.value.messages


def hours(**fields):
    edition = fields.pop("edition", None) or the_edition()
    return OpeningHours(
        **({"edition": edition, "day": edition.starts_on, "opens": "09:00", "closes": "17:00"} | fields)
    )


@pytest.mark.parametrize("closes", ["09:00", "08:00"])
def test_the_venue_closes_after_it_opens(closes):
    assert refused(hours(closes=closes)) == ["It must close after it opens, on the same day."]


def test_the_venue_opens_once_a_day():
    assert refused(hours(edition=make_opening().edition)) == ["The venue's hours of this day are given already."]


def test_a_hall_opens_once_a_day_beside_the_venue():
    first = make_opening(hall=make_hall())
    make_opening()

    again = hours(edition=first.edition, hall=first.hall)

    assert refused(again) == ["This hall's hours of this day are given already."]


def test_hours_lie_on_a_day_of_the_edition_in_a_hall_of_it():
    other = make_hall(edition=make_edition(slug="2018"))

    for wrong in (hours(day=dt.date(2019, 9, 1)), hours(edition=make_edition(slug="2020"), hall=other)):
        with pytest.raises(ValidationError):
            wrong.full_clean()


def test_a_walk_is_measured_once_and_from_the_hall_that_was_entered_first():
    walk = make_walk()

    again = Walk(one=walk.one, other=walk.other, minutes=5)
    backwards = Walk(one=walk.other, other=walk.one, minutes=5)

    assert refused(again) == ["The walk between these two halls is given already."]
    assert refused(backwards) == ["A walk leads from one hall to another."]


def test_a_walk_stays_within_an_edition():
    halls = [make_hall(edition=make_edition(slug=slug)) for slug in ("2018", "2019")]

    with pytest.raises(ValidationError):
        Walk(one=halls[0], other=halls[1], minutes=5).full_clean()


def test_staff_give_the_halls_of_a_walk_in_whatever_order():
    halls = [make_hall(), make_hall()]
    client, path = an_editor(), page("agenda.walk", "add")

    client.post(path, filled(client.get(path), one=halls[1].pk, other=halls[0].pk, minutes=7))

    assert list(Walk.objects.values_list("one", "other", "minutes")) == [(halls[0].pk, halls[1].pk, 7)]
