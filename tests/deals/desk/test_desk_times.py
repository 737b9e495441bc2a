"""Times at the desk are on the clocks of the expo, wherever the desk stands."""

import datetime as dt

import pytest
from django.utils import timezone

from deals import ledger
from deals.ledger import diff
from deals.models import Terms
from tests.support.deal_factories import make_press, make_user, make_verified
from tests.support.factories import make_edition

pytestmark = pytest.mark.django_db
ZONE = dt.timezone(dt.timedelta(hours=5, minutes=45))
DEAL = "/desk/deals/2019-0001/"


@pytest.fixture
def edition():
    return make_edition(slug="2019", timezone="Asia/Kathmandu")


@pytest.fixture
def press(client, edition):
    client.force_login(make_user("announce_deal", "record_deal", "view_ledger"))
    return client


def tomorrow() -> dt.datetime:
    """On the minute, as a clock of the expo shows it."""
    return (timezone.now() + dt.timedelta(days=1)).astimezone(ZONE).replace(second=0, microsecond=0)


def test_an_embargo_put_at_the_desk_is_read_and_shown_on_the_clocks_of_the_expo(press, edition):
    make_verified(edition=edition)
    until = tomorrow()

    answer = press.post(f"{DEAL}embargo/", {"version": "1", "until": f"{until:%Y-%m-%dT%H:%M}"}, follow=True)

    assert Terms.objects.get().embargo_until == until
    assert f"{until:%Y-%m-%d %H:%M}" in answer.text
    assert "On the clocks of the expo: Asia/Kathmandu." in answer.text


def test_the_page_of_a_deal_tells_the_time_of_the_expo_when_it_was_recorded(press, edition):
    deal = make_verified(edition=edition)

    assert f"{deal.recorded_at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}" in press.get(DEAL).text


def test_what_changed_of_an_embargo_is_told_on_the_clocks_of_the_expo(press, edition):
    deal, until = make_verified(edition=edition), tomorrow()

    said = [row.said[1] for row in diff.field_differences(*both(deal, until)) if row.field == "Embargo until"]

    assert said == [f"{until:%Y-%m-%d %H:%M}"]


def both(deal, until):
    before = diff.deal_data_from_terms(deal.versions.get())
    ledger.embargo(deal, version=1, by=make_press(), until=until)
    return before, diff.deal_data_from_terms(deal.versions.get())


def test_amending_keeps_an_embargo_that_nobody_touched_to_the_minute(press, edition):
    deal, until = make_verified(edition=edition), tomorrow()
    ledger.embargo(deal, version=1, by=make_press(), until=until)

    page = press.get(f"{DEAL}amend/")

    assert f'value="{until:%Y-%m-%dT%H:%M}"' in page.text


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "9999-12-31T23:59", "tomorrow", ""])
def test_an_embargo_that_is_no_time_is_refused_in_a_sentence(press, edition, typed):
    make_verified(edition=edition)

    answer = press.post(f"{DEAL}embargo/", {"version": "1", "until": typed})

    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert Terms.objects.get().embargo_until is None
