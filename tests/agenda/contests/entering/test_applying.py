"""Teams enter a contest by its form: once for each form, within its hours, and nobody else learns of it."""

import datetime as dt
import hashlib

import pytest
from django.test import Client
from django.utils import timezone

from agenda.models.contests import Entry, Team, TeamMember
from tests.support.contest_factories import make_contest
from tests.support.entering import DAY, OWN, address_of, application, enter, make_call, new_key, send

pytestmark = pytest.mark.django_db


def test_a_team_enters_and_gets_a_private_link_of_which_only_the_digest_is_stored(client):
    contest = make_call()
    key = new_key(client, contest)

    response = send(client, contest, application(contest, key))

    entry = Entry.objects.get()
    assert response.status_code == 302
    assert entry.key_digest == hashlib.sha256(key.encode()).hexdigest()
    assert (entry.name_en, entry.status, entry.number, entry.version) == ("Quokka Drive", "applied", None, 1)
    assert [str(member) for member in entry.team.members.all()] == ["Zoe Zebra"]
    shown = client.get(response["Location"]).content.decode()
    assert f"http://testserver{address_of(contest, 'entry/')}?key={key}&amp;lang=en" in shown
    assert key not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(("tracks", "chosen"), [(1, True), (2, False)])
def test_a_single_track_is_chosen_already(client, tracks, chosen):
    contest = make_call(tracks=tracks)

    page = client.get(address_of(contest)).text
    box = page.partition('<select name="track"')[2].partition("</select>")[0]

    assert (box.count("<option"), 'value=""' in box) == ((1, False) if chosen else (3, True))
    assert "Boxes marked with * must be filled in." in page


def test_members_stay_as_written_and_are_nobody_known_until_staff_say_so(client):
    contest = make_call()
    key = new_key(client, contest)
    written = (("王小明", "智造大学"), ("", "Zebra Works"))

    send(client, contest, application(contest, key, members=written))

    rows = TeamMember.objects.order_by("order").values_list(
        "name_en", "name_zh", "organisation_name", "person", "organisation"
    )
    assert list(rows) == [("", "王小明", "智造大学", None, None), ("", "", "Zebra Works", None, None)]


def test_what_is_sent_twice_is_one_entry_with_one_link(client):
    contest = make_call()
    data = application(contest, new_key(client, contest))

    first, second = send(client, contest, data), send(client, contest, data)

    assert first["Location"] == second["Location"]
    assert (Entry.objects.count(), Team.objects.count(), TeamMember.objects.count()) == (1, 1, 1)


def test_another_text_sent_by_the_same_form_is_shown_beside_what_stands_and_saved_once_it_was_seen(client):
    contest = make_call()
    data = application(contest, new_key(client, contest))
    send(client, contest, data)

    response = send(client, contest, data | {"name_en": "Quokka Two"})

    shown = response.content.decode()
    assert response.status_code == 422
    assert "<dd>Quokka Drive</dd>" in shown
    assert 'value="Quokka Two"' in shown
    assert Entry.objects.get().name_en == "Quokka Drive"
    assert 'name="version" value="1"' in shown
    assert send(client, contest, data | {"name_en": "Quokka Two", "version": "1"}).status_code == 302
    assert Entry.objects.get().name_en == "Quokka Two"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name_en": ""}, "Say what the project is called, in English or in Chinese, better in both."),
        ({"summary_en": ""}, "Say what the project is, in English or in Chinese, better in both."),
        ({"contact_email": "zoe at zebra"}, "Enter a valid email address."),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"team": ""}, "This field is required."),
        ({"members-0-name": "", "members-0-organisation": ""}, "Name at least one member of the team."),
        ({"summary_en": "x" * 2001}, "Ensure this value has at most 2000 characters (it has 2001)."),
        ({"empty": "buy"}, "This box is to stay empty. Empty it and send the form again."),
    ],
)
def test_what_is_refused_stays_as_typed_with_a_sentence(client, wrong, sentence):
    contest = make_call()
    data = application(contest, new_key(client, contest), contact_phone="+86 10 0000", name_zh=" 袋鼠 ")

    response = send(client, contest, data | ({"name_zh": ""} if "name_en" in wrong else {}) | wrong)

    shown = response.content.decode()
    assert (response.status_code, Entry.objects.count(), Team.objects.count()) == (422, 0, 0)
    assert sentence in shown
    assert 'value="+86 10 0000"' in shown
    for value in wrong.values():
        assert value.strip() in shown


@pytest.mark.parametrize("status", ["applied", "accepted"])
def test_the_same_sent_again_from_a_page_gone_back_to_is_no_second_entry(client, status):
    contest = make_call()
    send(client, contest, application(contest, new_key(client, contest)))
    Entry.objects.update(status=status, number=1 if status == "accepted" else None)

    again = send(client, contest, application(contest, new_key(client, contest)))
    other = send(client, contest, application(contest, new_key(client, contest), name_en="Quokka Two"))

    assert "Exactly this entry has been sent already" in again.content.decode()
    assert 'value="Quokka Drive"' in again.content.decode()
    assert (again.status_code, other.status_code) == (422, 302)
    assert list(Entry.objects.order_by("pk").values_list("name_en", flat=True)) == ["Quokka Drive", "Quokka Two"]


def test_an_address_needs_no_scheme_in_its_box(client):
    contest = make_call()
    page = client.get(address_of(contest)).content.decode()

    send(client, contest, application(contest, new_key(client, contest), website="quokka.example"))

    assert 'type="url"' not in page
    assert Entry.objects.get().website == "https://quokka.example"


@pytest.mark.parametrize(
    ("wrong", "box"),
    [
        ({"members-TOTAL_FORMS": "x"}, ""),
        ({"name_en": ""}, "id_name_en"),
        ({"members-0-name": "", "members-0-organisation": ""}, "id_members-0-name"),
        ({"members-9-name": "x" * 201}, "id_members-9-name"),
    ],
)
def test_one_summary_leads_to_each_box_that_is_wrong(client, wrong, box):
    contest = make_call()

    response = send(client, contest, application(contest, new_key(client, contest)) | wrong)

    shown = response.content.decode()
    assert shown.count('class="error-summary"') == 1
    assert [problem.anchor for problem in response.context["forms"].problems] == [box]
    assert (f'href="#{box}"' in shown) == (f'id="{box}"' in shown) == bool(box)


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        (None, DAY, "This contest takes no entries here."),
        (DAY, 2 * DAY, "Entries open on"),
        (-2 * DAY, -DAY, "Entries closed on"),
    ],
)
def test_outside_its_hours_there_is_no_form_and_nothing_is_written(client, opens, closes, sentence):
    now = timezone.now()
    contest = make_call()
    key = new_key(client, contest)
    contest.entries_open_at, contest.entries_close_at = opens and now + opens, now + closes
    contest.save()

    page, sent = client.get(address_of(contest)), send(client, contest, application(contest, key))

    assert sentence in page.content.decode()
    assert 'name="name_en"' not in page.content.decode()
    assert (sent.status_code, Entry.objects.count()) == (422, 0)
    assert 'value="Quokka Drive"' in sent.content.decode()


def test_the_hours_are_told_by_the_clock_at_the_venue(client):
    closes = dt.datetime(2099, 7, 1, 10, tzinfo=dt.UTC)
    contest = make_call(entries_close_at=closes)

    shown = client.get(address_of(contest)).content.decode()

    assert "Entries are taken until 1 July 2099, 18:00, by the clock at the venue." in " ".join(shown.split())


def test_the_page_is_in_the_language_that_is_asked_for(client):
    contest = make_call()

    asked = client.get(address_of(contest), {"lang": "zh-hans"}, headers={"accept-language": "en"})
    accepted = client.get(address_of(contest), headers={"accept-language": "zh-CN"})

    assert [page["Content-Language"] for page in (asked, accepted)] == ["zh-hans", "zh-hans"]
    assert '<html lang="zh-Hans">' in asked.content.decode()


@pytest.mark.parametrize("change", [{"status": "draft"}, {"edition__published": False}])
def test_a_contest_that_is_not_public_has_no_form(client, change):
    contest = make_contest(slug="call")
    if "status" in change:
        contest.status = "draft"
        contest.save()
    else:
        contest.edition.published = False
        contest.edition.save()

    assert client.get(address_of(contest)).status_code == 404


def test_a_form_of_another_site_is_refused(client):
    contest = make_call()
    data = application(contest, new_key(client, contest))

    for headers in ({}, {"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}):
        assert Client(enforce_csrf_checks=True).post(address_of(contest), data, headers=headers).status_code == 403
    assert Client(enforce_csrf_checks=True).post(address_of(contest), data, headers=OWN).status_code == 302


def test_no_answer_is_stored_compressed_or_sets_a_cookie(client):
    contest = make_call()
    key = enter(client, contest)

    pages = [
        client.get(address_of(contest), headers={"accept-encoding": "gzip"}),
        client.get(address_of(contest, "entry/"), {"key": key}, headers={"accept-encoding": "gzip"}),
        client.get(address_of(contest, "entry/"), {"key": "x" * 43}, headers={"accept-encoding": "gzip"}),
    ]

    assert [page.status_code for page in pages] == [200, 200, 404]
    for page in pages:
        assert page["Cache-Control"] == "no-store"
        assert "Content-Encoding" not in page
        assert not page.cookies


def test_more_than_a_form_can_hold_is_refused_before_it_is_read(client):
    contest = make_call()
    data = application(contest, new_key(client, contest), summary_en="x" * 300_000)

    assert send(client, contest, data).status_code == 413


def test_an_address_that_enters_very_much_waits_and_loses_nothing(client, monkeypatch):
    monkeypatch.setitem(__import__("agenda.contests.entering.bounds", fromlist=["x"]).FREE, "/enter/", 1)
    contest = make_call()
    enter(client, contest)
    enter(client, contest, name_en="Second")

    response = send(client, contest, application(contest, new_key(client, contest), name_en="Third"))

    assert (response.status_code, Entry.objects.count()) == (429, 2)
    assert 'value="Third"' in response.content.decode()
