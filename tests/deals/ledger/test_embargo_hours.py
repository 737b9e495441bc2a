"""Until when something is kept back, in the nights in which the clocks at the expo are turned."""

import datetime as dt
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from deals.forms.fields import VenueTimeField


def field_of(zone):
    field = VenueTimeField()
    field.stands_at(SimpleNamespace(tz=ZoneInfo(zone), timezone=zone, starts_on=dt.date(2026, 8, 1)))
    return field


@pytest.mark.parametrize(
    ("zone", "typed", "moment"),
    [
        ("Asia/Shanghai", "2026-08-26T10:00", "2026-08-26T02:00:00+00:00"),
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00+00:00"),
        ("America/Los_Angeles", "2026-11-01T00:30", "2026-11-01T07:30:00+00:00"),
        # Of two hours of one name the second: nothing goes out an hour too early.
        ("America/Los_Angeles", "2026-11-01T01:30", "2026-11-01T09:30:00+00:00"),
        ("Asia/Shanghai", "", None),
    ],
)
def test_a_time_is_by_the_clocks_of_the_expo_and_never_too_early(zone, typed, moment):
    field = field_of(zone)
    field.required = False

    found = field.clean(typed)

    assert (found and found.isoformat()) == moment


@pytest.mark.parametrize(("language", "said"), [("en", "there is no 02:30."), ("zh-hans", "没有02:30这一刻。")])
def test_an_hour_that_the_clocks_skip_is_refused_with_the_reason(language, said):
    with translation.override(language):
        with pytest.raises(ValidationError) as refused:
            field_of("Europe/Berlin").clean("2026-03-29T02:30")

        assert refused.value.messages[0].endswith(said)


def test_where_clocks_are_turned_the_field_says_which_of_two_hours_is_meant():
    assert "the second is meant" not in str(field_of("Asia/Shanghai").help_text)
    assert str(field_of("Europe/Berlin").help_text).endswith("the second is meant.")
