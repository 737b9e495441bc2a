"""A team that lost its private link gets a new one at the contest desk; the former one opens nothing any more."""

import re

import pytest
from django.utils import timezone

from agenda.contests.entering.keys import key_digest
from agenda.models.contests import ContestEvent, Entry, LatePermission
from tests.agenda.contests.entering.test_late import close, late_key, permit
from tests.support.contest_factories import make_entry
from tests.support.entering import DAY, address_of, application, enter, make_call, send
from tests.support.staff import a_superuser

pytestmark = pytest.mark.django_db


def renew(contest, entry, client=None, **fields):
    data = {"link-entry": entry.pk, "link-reason": "Called back on the number they gave.", "renew": "1"} | fields
    return (client or a_superuser()).post(f"/desk/contests/{contest.edition.slug}/{contest.slug}/late/", data)


def test_the_new_link_opens_the_entry_and_the_former_one_nothing(client):
    contest = make_call()
    old = enter(client, contest)
    entry = Entry.objects.get()

    new = late_key(renew(contest, entry))

    opened = [client.get(f"{address_of(contest)}entry/", {"key": key}).status_code for key in (old, new)]
    assert (opened, Entry.objects.get().key_digest) == ([404, 200], key_digest(new))
    told = ContestEvent.objects.get(verb="linked").told
    assert told["reason"] == "Called back on the number they gave."
    assert [secret in str(told) for secret in (new, key_digest(new))] == [False, False]


def test_a_form_that_is_sent_twice_makes_one_link(client):
    contest, staff = make_call(), a_superuser()
    enter(client, contest)
    entry = Entry.objects.get()
    page = staff.get(f"/desk/contests/{contest.edition.slug}/{contest.slug}/late/").content.decode()
    key = re.search(r'name="link-key" value="([^"]+)"', page)[1]

    keys = {late_key(renew(contest, entry, staff, **{"link-key": key})) for _ in range(2)}

    assert (keys, ContestEvent.objects.filter(verb="linked").count()) == ({key}, 1)


def test_a_late_link_that_is_replaced_enters_no_second_entry(client):
    contest = make_call(entries_open_at=timezone.now() - 3 * DAY, entries_close_at=timezone.now() - DAY)
    old = late_key(permit(contest, team="Zebras"))
    assert send(client, contest, application(contest, old)).status_code == 302
    entry = Entry.objects.get()

    new = late_key(renew(contest, entry))
    send(client, contest, application(contest, old, name_en="Second"))

    assert (Entry.objects.count(), LatePermission.objects.get().key_digest) == (1, "")
    changed = application(contest, new, version="1", name_en="Other")
    assert send(client, contest, changed, "entry/").status_code == 302


@pytest.mark.parametrize("status", ["withdrawn", "disqualified"])
def test_an_entry_that_stands_no_more_gets_no_link(status):
    contest = make_call()
    entry = make_entry(contest, status=status, reason="Moved away.")

    assert renew(contest, entry).status_code == 422
    assert Entry.objects.get().key_digest == ""


def test_without_a_reason_nothing_is_made(client):
    contest = make_call()
    old = enter(client, contest)
    close(contest)

    answer = renew(contest, Entry.objects.get(), **{"link-reason": " "})

    assert (answer.status_code, Entry.objects.get().key_digest) == (422, key_digest(old))
