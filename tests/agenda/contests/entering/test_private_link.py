"""By its private link a team changes its entry until entries close, takes it back, and reads it afterwards."""

import logging

import pytest
from django.utils import timezone

from agenda.contests.entering import bounds, keys
from agenda.models.contests import Contest, Entry, Team
from agenda.views import entering as views
from tests.support.contest_factories import make_award
from tests.support.entering import DAY, OWN, address_of, application, enter, make_call, send
from tests.support.staff import a_superuser, filled

pytestmark = pytest.mark.django_db


def open_link(client, contest, key):
    return client.get(address_of(contest, "entry/"), {"key": key})


def test_a_team_changes_its_entry_until_entries_close(client):
    contest = make_call()
    key = enter(client, contest)
    changed = application(
        contest, key, (("Li Na", ""), ("Zoe Zebra", "")), version="1", name_zh="袋鼠车", team="袋鼠队"
    )

    response = send(client, contest, changed, "entry/")

    entry = Entry.objects.get()
    assert response.status_code == 302
    assert (entry.name_zh, entry.team.name_zh, entry.team.name_en, entry.version) == ("袋鼠车", "袋鼠队", "", 2)
    assert [str(member) for member in entry.team.members.order_by("order")] == ["Li Na", "Zoe Zebra"]
    assert "Your changes are saved." in client.get(response["Location"]).content.decode()


def test_the_form_by_the_private_link_bears_what_stands(client):
    contest = make_call()
    key = enter(client, contest, contact_phone="+86 1", name_zh="袋鼠车")

    shown = open_link(client, contest, key).content.decode()

    for value in ("Quokka Drive", "袋鼠车", "Zebras", "Zoe Zebra", "Zebra Works", "zoe@zebra.example", "+86 1"):
        assert f'value="{value}"' in shown
    assert "A car that parks itself.</textarea>" in shown


def test_a_stale_save_shows_both_and_loses_nothing(client):
    contest = make_call()
    key = enter(client, contest)
    send(client, contest, application(contest, key, version="1", name_en="First of two"), "entry/")

    response = send(client, contest, application(contest, key, version="1", name_en="Second of two"), "entry/")

    shown = response.content.decode()
    assert (response.status_code, Entry.objects.get().name_en) == (422, "First of two")
    assert "<dd>First of two</dd>" in shown
    assert 'value="Second of two"' in shown


def test_what_staff_changed_meanwhile_is_not_written_over(client):
    contest = make_call()
    key = enter(client, contest)
    staff, address = a_superuser(), f"/admin/agenda/entry/{Entry.objects.get().pk}/change/"
    form = staff.get(address)
    assert staff.post(address, filled(form, name_en="Quokka Drive!")).status_code == 302

    response = send(client, contest, application(contest, key, version="1", name_en="By the team"), "entry/")

    assert (response.status_code, Entry.objects.get().name_en) == (422, "Quokka Drive!")


def test_an_entry_whose_team_staff_took_off_gets_it_back_with_the_next_save(client):
    contest = make_call()
    key = enter(client, contest)
    Entry.objects.update(team=None)

    assert open_link(client, contest, key).status_code == 200
    assert send(client, contest, application(contest, key, version="0", team="New"), "entry/").status_code == 422
    assert send(client, contest, application(contest, key, version="1", team="New"), "entry/").status_code == 302
    assert str(Entry.objects.get().team) == "New"


def test_a_team_that_staff_put_on_two_entries_is_rewritten_by_neither_link(client):
    contest = make_call()
    keys_ = [enter(client, contest, name_en=name) for name in ("One", "Two")]
    one, two = Entry.objects.order_by("pk")
    Entry.objects.filter(pk=two.pk).update(team=one.team, status="accepted", number=1)

    sent = application(contest, keys_[0], (("Eve", ""),), version="1", team="Eves")
    response = send(client, contest, sent, "entry/")

    one.refresh_from_db()
    two.refresh_from_db()
    assert response.status_code == 302
    assert (str(two.team), [str(member) for member in two.team.members.all()]) == ("Zebras", ["Zoe Zebra"])
    assert (str(one.team), [str(member) for member in one.team.members.all()]) == ("Eves", ["Eve"])
    assert one.team != two.team


def test_a_form_without_its_rows_is_refused_and_shown(client):
    contest = make_call()
    key = enter(client, contest)
    sent = application(contest, key, version="1") | {"members-TOTAL_FORMS": "x"}

    assert send(client, contest, sent, "entry/").status_code == 422


def test_a_team_takes_its_entry_back_with_a_reason(client):
    contest = make_call()
    key = enter(client, contest)
    withdrawal = {"key": key, "version": "1"}

    refused = send(client, contest, withdrawal | {"reason": " "}, "withdraw/")
    response = send(client, contest, withdrawal | {"reason": "No time"}, "withdraw/")

    entry = Entry.objects.get()
    assert "This field is required." in refused.content.decode()
    assert (entry.status, entry.reason) == ("withdrawn", "No time")
    shown = client.get(response["Location"]).content.decode()
    assert "The entry was withdrawn: No time" in shown
    assert 'name="name_en"' not in shown


def test_an_entry_that_a_published_award_names_is_not_taken_back(client):
    contest = make_call()
    key = enter(client, contest)
    Entry.objects.update(status="accepted", number=1)
    form = open_link(client, contest, key).content.decode()
    make_award(Entry.objects.get())

    response = send(client, contest, {"key": key, "version": "1", "reason": "No time"}, "withdraw/")

    assert Entry.objects.get().status == "accepted"
    assert "A published result names this entry" in response.content.decode()
    shown = open_link(client, contest, key).content.decode()
    assert ["Take the entry back" in text for text in (form, shown)] == [True, False]


def test_after_the_deadline_it_shows_what_was_entered_and_writes_nothing(client):
    contest = make_call()
    key = enter(client, contest)
    contest.entries_close_at = timezone.now() - DAY / 24
    contest.save()

    shown = open_link(client, contest, key).content.decode()
    changed = send(client, contest, application(contest, key, version="1", name_en="Too late"), "entry/")
    send(client, contest, {"key": key, "version": "1", "reason": "Late"}, "withdraw/")

    assert "<dd>Quokka Drive</dd>" in shown
    assert 'name="name_en"' not in shown
    assert 'value="Too late"' in changed.content.decode()
    entry = Entry.objects.get()
    assert (entry.name_en, entry.status, entry.version) == ("Quokka Drive", "applied", 1)


def test_what_staff_have_accepted_the_team_changes_no_more(client):
    contest = make_call()
    key = enter(client, contest)
    Entry.objects.update(status="accepted", number=1)

    response = send(client, contest, application(contest, key, version="1", name_en="Other"), "entry/")

    assert (response.status_code, Entry.objects.get().name_en) == (422, "Quokka Drive")
    assert "E001" in open_link(client, contest, key).content.decode()


@pytest.mark.parametrize("key", ["", "x", "x" * 43, "x" * 5000, "é" * 43, "' OR 1=1 --" + "x" * 32])
def test_a_wrong_key_is_not_found_whatever_it_is(client, key):
    contest = make_call()
    enter(client, contest)

    assert open_link(client, contest, key).status_code == 404
    for part in ("entry/", "withdraw/"):
        sent = application(contest, key, version="1") | {"reason": "x"}
        assert client.post(address_of(contest, part), sent, headers=OWN).status_code == 404
    assert Entry.objects.get().version == 1


def test_a_key_opens_nothing_in_another_contest(client):
    key = enter(client, make_call())

    assert open_link(client, make_call(slug="other"), key).status_code == 404


@pytest.mark.parametrize("part", ["", "entry/", "withdraw/"])
def test_a_key_of_another_contest_is_as_wrong_as_any_and_counts_as_one(client, monkeypatch, part):
    monkeypatch.setitem(bounds.FREE, bounds.KEYS, 2)
    key, other = enter(client, make_call()), make_call(slug="other")
    sent = application(other, key, version="0") | {"reason": "x"}

    answers = [send(client, other, sent, part).status_code for _ in range(3)]

    assert (answers, Entry.objects.count()) == ([404] * 3, 1)
    assert open_link(client, Entry.objects.get().contest, key).status_code == 404


def test_a_key_sent_to_two_contests_at_once_enters_the_first(client, monkeypatch):
    key, other = enter(client, make_call()), make_call(slug="other")
    # As it was when the form of the second was looked at.
    monkeypatch.setattr(views.keys, "is_taken", lambda key: False)

    assert send(client, other, application(other, key)).status_code == 404
    assert (Entry.objects.count(), Team.objects.count()) == (1, 1)


def test_a_key_is_looked_for_by_its_digest_alone(client, django_assert_num_queries):
    contest = make_call()
    key = enter(client, contest)

    with django_assert_num_queries(1) as asked:
        assert keys.find_entry(contest, key[:-1] + "_") is None

    assert key[:20] not in asked.captured_queries[0]["sql"]


def test_an_address_that_tries_many_keys_is_told_of_none_for_a_while(client, monkeypatch):
    contest = make_call()
    key = enter(client, contest)
    monkeypatch.setitem(bounds.FREE, bounds.KEYS, 2)

    for _ in range(3):
        open_link(client, contest, "x" * 43)

    assert open_link(client, contest, key).status_code == 404
    assert client.get(address_of(contest, "entry/"), {"key": key}, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_neither_key_nor_contact_is_in_the_log(client, caplog):
    caplog.set_level(logging.DEBUG)
    contest = make_call()

    key = enter(client, contest)
    open_link(client, contest, key)

    assert key not in caplog.text
    assert "zebra.example" not in caplog.text


def test_after_the_deadline_the_link_says_what_is_left_to_do(client):
    contest = make_call()
    key = enter(client, contest)
    Contest.objects.update(entries_close_at=timezone.now())

    pages = [client.get(address_of(contest, part), {"key": key} if part else {}) for part in ("entry/", "")]
    shown = [page.content.decode() for page in pages]

    sentence = "Nothing is changed here any more. To change the entry or take it back, write to the organisers."
    assert [sentence in page for page in shown] == [True, False]
    assert [contest.get_absolute_url() in page for page in shown] == [True, True]
    assert "<dt>Title (English)</dt>" in shown[0]
