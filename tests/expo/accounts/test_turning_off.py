"""Two-step log-in is turned off for others, several at once: first the accounts are named, then it is done."""

import datetime as dt

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from expo.accounts import second_factor
from expo.models import SecondFactor, StaffEvent
from tests.support.staff import a_superuser, make_staff, page, signed_in

pytestmark = pytest.mark.django_db
LIST = page("auth.user", "changelist")


def make_account(name, apps=(), **more):
    """Of somebody who logs in in two steps."""
    before, secret = timezone.now() - dt.timedelta(hours=1), second_factor.new_secret()
    account = make_staff(apps, username=name, **more)
    code = second_factor.one_time_codes(secret).generate(int(before.timestamp())).decode()
    second_factor.set_up(account, secret, code, before)
    return account


@pytest.fixture
def ada():
    return make_account("ada", first_name="Ada", last_name="Lin")


def choose(client, *accounts, **more):
    keys = [account.pk for account in accounts]
    answer = client.post(LIST, {"action": "turn_off_two_steps", "_selected_action": keys} | more, follow=True)
    return answer.content.decode()


def turn_off_for(client, *accounts):
    return choose(client, *accounts, confirmed="yes")


def with_two_steps():
    return list(SecondFactor.objects.order_by("user__username").values_list("user__username", flat=True))


def test_every_account_is_named_and_nothing_is_done_before_that_is_confirmed(ada):
    others = [make_account(f"bo-{number}") for number in range(12)]
    without = make_staff(username="cy")

    shown = choose(a_superuser(), ada, without, *others)

    assert [name for name in ("ada (Ada Lin)", "bo-0", "bo-11", "cy") if f"<li>{name}</li>" not in shown] == []
    assert ("because they have no two-step log-in" in shown, "you may not change" in shown) == (True, False)
    assert (len(with_two_steps()), StaffEvent.objects.filter(verb="steps_off").count()) == (13, 0)


def test_what_is_sent_from_there_holds_those_who_were_named_and_nobody_else(ada):
    keeper, without = a_superuser(), make_staff(username="cy")
    sent = form_of(choose(keeper, ada, without, select_across="1"))
    later = make_account("bo")

    keeper.post(LIST, sent | {"confirmed": "yes"})

    assert sent["_selected_action"] == [str(ada.pk)]
    assert with_two_steps() == [later.username]


def form_of(text):
    """What the form of the page sends, but for its button."""
    [form] = [form for form in lxml.html.document_fromstring(text).forms if "step" in form.classes]
    sent = {"_selected_action": form.xpath(".//input[@name='_selected_action']/@value")}
    return {name: value for name, value in form.form_values() if name not in sent} | sent


def test_whoever_keeps_the_accounts_turns_it_off_for_a_lost_phone(ada):
    assert "Two-step log-in is off for 1 account." in turn_off_for(a_superuser(), ada, make_staff())

    assert with_two_steps() == []
    assert StaffEvent.objects.filter(verb="steps_off", subject="ada").exclude(actor="ada").exists()


def test_but_not_a_superuser_s_without_being_one_nor_their_own(ada):
    User.objects.filter(pk=ada.pk).update(is_superuser=True)
    keeper = make_account("keeper", apps=("auth",))

    shown = turn_off_for(signed_in(keeper), ada, keeper)

    assert with_two_steps() == ["ada", "keeper"]
    assert ("There is nothing to change." in shown, "because you may not change these accounts" in shown) == (
        True,
        True,
    )


def test_nobody_without_the_right_sees_whose_it_is(ada):
    answer = signed_in(make_staff(("expo",))).post(LIST, {"action": "turn_off_two_steps", "_selected_action": [ada.pk]})

    assert (answer.status_code, with_two_steps()) == (404, ["ada"])


def test_it_takes_as_many_queries_for_thirty_as_for_three_to_look_ahead():
    keeper, accounts = a_superuser(), [make_account(f"bo-{number}") for number in range(30)]
    with CaptureQueriesContext(connection) as few:
        choose(keeper, *accounts[:3])
    with CaptureQueriesContext(connection) as many:
        choose(keeper, *accounts)

    assert len(few) == len(many)
