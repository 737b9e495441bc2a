"""The lists of data entry: the edition they show, what they cost, what they find, and what is done to many rows."""

import datetime as dt
import itertools

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from agenda.admin.sessions import SessionAdmin
from expo.models import Launch, Participation
from tests.support.agenda_factories import make_opening, make_room, make_session
from tests.support.entries import MAKERS
from tests.support.factories import (
    make_attendance,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_stated_figure,
)
from tests.support.reading import texts
from tests.support.showcase_factories import make_launch
from tests.support.staff import an_editor, page

pytestmark = pytest.mark.django_db

years = itertools.count(2020)
MANY = MAKERS | {
    "expo.edition": lambda: make_edition(slug=str(next(years))),
    "agenda.openinghours": lambda: make_opening(hall=make_hall()),
    "expo.statedfigure": lambda: make_stated_figure(headline=False),
}
COSTS = {
    "agenda.track": 15,
    "agenda.team": 15,
    "agenda.round": 16,
    "agenda.juror": 14,
    "agenda.entry": 16,
    "agenda.contest": 15,
    "agenda.award": 15,
    "agenda.openinghours": 16,
    "agenda.room": 17,
    "agenda.session": 21,
    "agenda.walk": 13,
    "expo.attendance": 16,
    "expo.booth": 18,
    "expo.delegation": 15,
    "expo.edition": 14,
    "expo.exhibit": 17,
    "expo.hall": 13,
    "expo.launch": 16,
    "expo.letter": 15,
    "expo.newsitem": 16,
    "expo.organisation": 16,
    "expo.participation": 21,
    "expo.person": 14,
    "expo.quotation": 16,
    "expo.visitorpage": 16,
    "expo.region": 13,
    "expo.scenario": 15,
    "expo.source": 11,
    "expo.statedfigure": 18,
    "expo.technologyarea": 13,
}


def listed(response):
    return [str(row) for row in response.context["cl"].result_list]


def act(client, action, rows):
    """Run a list's action on these rows; returns what it says."""
    path = page(rows[0]._meta.label_lower, "changelist")
    sent = {"action": action, "_selected_action": [row.pk for row in rows], "confirmed": "yes"}
    response = client.post(f"{path}?edition=all", sent)
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("label", MAKERS)
def test_list_costs_the_same_however_long_it_is(label, rows, django_assert_num_queries):
    client = an_editor()
    made = [MANY[label]() for _ in range(rows)]

    with django_assert_num_queries(COSTS[label]):
        response = client.get(page(label, "changelist"))

    assert {str(row) for row in made} <= set(listed(response))


def test_a_list_of_several_pages_shows_the_rows_that_it_would_show_on_one(monkeypatch):
    client, edition = an_editor(), make_edition()
    for number in (5, 3, 1, 4, 2):
        make_session(edition=edition, name_en=f"Talk {number}", order=number, day=edition.starts_on, starts_at=None)
    path = page("agenda.session", "changelist")
    whole = listed(client.get(path))
    monkeypatch.setattr(SessionAdmin, "list_per_page", 2)

    pages = [listed(client.get(f"{path}?p={number}")) for number in (1, 2, 3)]

    assert (whole, [len(rows) for rows in pages]) == ([f"Talk {number}" for number in range(1, 6)], [2, 2, 1])
    assert [row for rows in pages for row in rows] == whole


def test_list_shows_the_current_edition_unless_another_or_all_are_chosen():
    client = an_editor()
    new = make_edition(slug="2020", status="live", starts_on=dt.date(2020, 8, 26), ends_on=dt.date(2020, 8, 29))
    make_launch(name_en="Old", edition=make_edition())
    make_launch(name_en="New", edition=new)
    path = page("expo.launch", "changelist")

    shown = [listed(client.get(path + query)) for query in ("", "?edition=2019", "?edition=all")]

    assert shown == [["New"], ["Old"], ["New", "Old"]]


def test_booths_are_listed_by_the_edition_of_their_hall():
    client = an_editor()
    booth = make_booth()

    assert listed(client.get(page("expo.booth", "changelist") + "?edition=2019")) == [booth.number]


def test_organisations_and_people_are_listed_across_editions_and_once_each():
    client = an_editor()
    firm = make_organisation(name_en="Firm")
    make_organisation(name_en="Newcomer")
    make_participation(organisation=firm)
    make_participation(organisation=firm, kind="sponsor")
    path = page("expo.organisation", "changelist")

    assert [listed(client.get(path)), listed(client.get(f"{path}?edition=2019"))] == [["Firm", "Newcomer"], ["Firm"]]


def test_filters_say_how_many_rows_each_choice_leaves():
    client = an_editor()
    make_session(name_zh="")
    make_session()

    html = client.get(page("agenda.session", "changelist")).content.decode()

    said = ("2019 Smart China Expo (2)", "without a Chinese title (1)", "draft (0)", "confirmed (2)")
    assert [words for words in said if words in html] == list(said)


def test_sessions_are_filtered_by_the_rooms_of_their_edition():
    client = an_editor()
    room = make_room()
    make_session(name_en="Here", room=room)
    make_session(name_en="Nowhere", room=None)
    path = page("agenda.session", "changelist")

    shown = [listed(client.get(f"{path}?room={value}")) for value in (room.pk, "none", "rubbish")]

    assert shown == [["Here"], ["Nowhere"], ["Here", "Nowhere"]]


def test_list_names_the_texts_that_are_there_in_one_language_only():
    client = an_editor()
    make_session(name_zh="", abstract_en="", abstract_zh="")

    html = client.get(page("agenda.session", "changelist")).content.decode()

    assert html.count('class="missing-text"') == 1
    assert '<span class="missing-text">title (Chinese)</span>' in html


@pytest.mark.parametrize("words", ["Huawei", "华为", "hwjs", "Hua Wei", "Old Name"])
def test_organisation_is_found_by_either_name_alias_pinyin_and_initials(words):
    client = an_editor()
    make_organisation(name_en="Tencent")
    found_by = {"name_zh": "华为技术", "pinyin": "hua wei ji shu", "initials": "hwjs", "aliases": "Old Name Ltd"}
    make_organisation(name_en="Huawei Technologies", **found_by)
    asked = {"app_label": "expo", "model_name": "participation", "field_name": "organisation", "term": words}

    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [each["text"] for each in found] == ["Huawei Technologies"]


def test_choices_that_belong_to_an_edition_say_which():
    client = an_editor()
    make_room(name_en="Main Hall")
    asked = {"app_label": "agenda", "model_name": "session", "field_name": "room", "term": "main"}

    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [each["text"] for each in found] == ["Main Hall · 2019"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lists_write_days_and_moments_as_files_do(language):
    client = an_editor()
    client.cookies["staff_language"] = language
    session = make_session(day=dt.date(2019, 8, 26))
    listed = client.get(page("agenda.session", "changelist"), {"edition": session.edition.slug})
    with translation.override(language):
        moment = date_format(dt.datetime(2019, 8, 6, 9, 5, tzinfo=dt.UTC), "DATETIME_FORMAT")

    assert "2019-08-26" in texts(listed, "td")
    assert moment == "2019-08-06 09:05"


@pytest.mark.parametrize(("language", "text"), [("en", "N3 · Main Hall"), ("zh-hans", "N3 · 主展馆")])
def test_choices_of_halls_say_their_code_and_name(language, text):
    client = an_editor()
    client.cookies["staff_language"] = language
    hall = make_hall(code="N3", name_en="Main Hall", name_zh="主展馆")
    asked = {"app_label": "expo", "model_name": "booth", "field_name": "hall", "term": "n3"}

    found = client.get(reverse("admin:autocomplete"), asked | {"of": hall.edition_id}).json()["results"]

    assert [each["text"] for each in found] == [text]


def test_publishing_many_says_how_many_and_leaves_the_others_alone():
    client = an_editor()
    rows = [make_launch(published=False), make_launch(published=False), make_launch(published=True)]

    said = act(client, "publish", rows)

    assert said == ["2 launches: published.", "1 launch left alone. They were public already."]
    assert Launch.objects.public().count() == 3


def test_unpublishing_takes_rows_off_the_public_pages():
    row = make_attendance()

    said = act(an_editor(), "unpublish", [row])

    assert said == ["1 attendance: no longer public."]
    row.refresh_from_db()
    assert not row.published


@pytest.mark.parametrize(
    ("action", "became"),
    [
        ("confirm", ["confirmed", "confirmed", "published", "confirmed"]),
        ("publish", ["published", "published", "published", "withdrawn"]),
        ("unpublish", ["draft", "confirmed", "confirmed", "withdrawn"]),
        ("withdraw", ["withdrawn", "withdrawn", "withdrawn", "withdrawn"]),
    ],
)
def test_exhibitors_change_their_standing_only_along_the_way_there_is(action, became):
    rows = [make_participation(status=status) for status in ("draft", "confirmed", "published", "withdrawn")]

    act(an_editor(), action, rows)

    assert list(Participation.objects.order_by("pk").values_list("status", flat=True)) == became


def test_what_was_done_to_many_stands_in_the_history_of_each_that_changed():
    rows = [make_launch(published=False), make_launch(published=True)]

    act(an_editor(), "publish", rows)

    assert [entry.get_edited_object() for entry in LogEntry.objects.all()] == [rows[0]]


@pytest.mark.parametrize("rows", [1, 3])
def test_action_costs_the_same_for_one_and_for_three(rows, django_assert_num_queries):
    client = an_editor()
    made = [make_launch(published=False) for _ in range(rows)]
    # Django reads a content type once a process; whether it has, depends on the tests before.
    ContentType.objects.get_for_model(Launch)

    with django_assert_num_queries(16):
        act(client, "publish", made)


@pytest.mark.parametrize(
    ("model", "query"),
    [("agenda.openinghours", "day__year=99999"), ("expo.participation", "hall=99999999999999999999")],
)
def test_an_address_that_no_row_can_answer_leads_to_a_list_that_can(model, query):
    client = an_editor()
    make_edition()

    response = client.get(f"{page(model, 'changelist')}?{query}", follow=True)

    # PostgreSQL looks for numbers of any size, and finds nothing.
    assert (response.status_code, response.redirect_chain) in [
        (200, []),
        (200, [(f"{page(model, 'changelist')}?e=1", 302)]),
    ]


@pytest.mark.parametrize("query", ["edition=abc", "areas=1,x", "edition=99999999999999999999"])
def test_a_form_begins_without_what_its_address_cannot_mean(query):
    client = an_editor()
    edition = make_edition()

    response = client.get(f"{page('agenda.session', 'add')}?{query}&name_en=Chips")

    form = response.context["adminform"].form
    assert (form.initial["edition"], form.initial["name_en"], form.initial.get("areas")) == (edition, "Chips", None)
