"""The demo's staff and its clock."""

import datetime as dt

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.utils import timezone

from expo.demo.clock import MOMENTS, set_moment
from expo.demo.staff import ensure_member, make_staff
from expo.models import Edition
from expo.setup import reference_data
from tests.support.factories import make_edition

pytestmark = pytest.mark.django_db


def test_all_of_the_staff_log_in_with_the_one_password():
    reference_data.load_reference_rows()

    make_staff("a-new-one")

    assert {user.username for user in User.objects.all()} == {"editor", "clerk", "reviewer", "press", "admin"}
    assert all(authenticate(username=user.username, password="a-new-one") for user in User.objects.all())


def test_a_new_password_replaces_the_old_one_and_nothing_else():
    reference_data.load_reference_rows()
    make_staff("the-old-one")
    User.objects.filter(username="clerk").update(first_name="Changed")

    make_staff("the-new-one")

    assert authenticate(username="clerk", password="the-old-one") is None
    assert authenticate(username="clerk", password="the-new-one").first_name == "Changed"


def test_each_may_do_their_own_work_and_nobody_everything():
    reference_data.load_reference_rows()
    make_staff("secret")
    work = {
        "editor": "agenda.change_session",
        "clerk": "deals.record_deal",
        "reviewer": "deals.verify_deal",
        "press": "deals.announce_deal",
        "admin": "auth.change_user",
    }

    assert {name: User.objects.get(username=name).has_perm(may) for name, may in work.items()} == dict.fromkeys(
        work, True
    )
    assert not User.objects.filter(is_superuser=True).exists()
    assert [user.username for user in User.objects.filter(is_staff=False)] == ["clerk"]


def test_contests_are_run_by_two_of_them_and_no_administrator():
    reference_data.load_reference_rows()
    make_staff("secret")

    run = [user.username for user in User.objects.order_by("username") if user.has_perm("agenda.run_contests")]

    assert run == ["admin", "editor", "reviewer"]


def test_users_of_an_earlier_demo_get_the_groups_that_came_since():
    reference_data.load_reference_rows()
    make_staff("secret")
    editor = User.objects.get(username="editor")
    editor.groups.set(editor.groups.filter(name="Data entry"))

    make_staff("secret")

    assert [group.name for group in editor.groups.order_by("name")] == ["Contest desk", "Data entry"]


def test_somebody_made_without_a_password_cannot_log_in():
    reference_data.load_reference_rows()

    assert not ensure_member("clerk").has_usable_password()


@pytest.mark.parametrize(
    ("moment", "day", "time", "phase"),
    [
        ("before", -3, dt.time(10, 0), "before"),
        ("opening", 0, dt.time(9, 10), "during"),
        ("midday", 1, dt.time(12, 10), "during"),
        ("closed", 4, dt.time(10, 0), "after"),
    ],
)
def test_the_clock_stands_where_it_is_set(moment, day, time, phase):
    today = timezone.now().date()
    make_edition(slug="rehearsal", rehearsal=True, starts_on=today, ends_on=today + dt.timedelta(3))

    set_moment(moment)

    edition = Edition.objects.get(slug="rehearsal")
    there = dt.datetime.combine(today + dt.timedelta(day), time, edition.tz)
    assert dt.timedelta(0) <= edition.now() - there < dt.timedelta(minutes=1)
    assert edition.phase == phase


def test_the_rehearsal_is_what_the_address_leads_to_only_while_it_is_live():
    real = make_edition(slug="2019", status="archived")
    rehearsal = make_edition(slug="rehearsal", rehearsal=True)

    found = {}
    for moment in MOMENTS:
        set_moment(moment)
        found[moment] = Edition.objects.current()

    assert found == {"before": real, "opening": rehearsal, "midday": rehearsal, "closed": real}
