"""The agenda at a glance, and what other pages show of it."""

import datetime as dt

import pytest
from django.template import Context, Template

from tests.support.agenda_factories import make_session
from tests.support.factories import (
    make_area,
    make_edition,
    make_organisation,
    make_participation,
    make_person,
    make_scenario,
)
from tests.support.reading import card_titles, links, texts

pytestmark = pytest.mark.django_db
PAGE = "/en/2019/agenda/"


def render(template: str, **context) -> str:
    return Template("{% load agenda agenda_subjects %}" + template).render(Context(context))


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_overview_costs_seven_queries_however_full_the_days_are(client, sessions, django_assert_num_queries):
    edition = make_edition()
    for day in edition.days:
        for _ in range(sessions):
            make_session(day=day, roles=[make_person()], areas=[make_area()])
        make_session(day=None, roles=[make_person()], areas=[make_area()])

    client.get(PAGE)
    with django_assert_num_queries(7):
        response = client.get(PAGE)

    assert len(card_titles(response)) == 4 * sessions + 4


def test_each_day_shows_what_it_holds_by_kind(client):
    make_edition()
    make_session(kind="forum")
    make_session(kind="forum")
    make_session(kind="signing")

    response = client.get(PAGE)

    assert [text for text in texts(response, "h2") if "August" in text] == [
        "Monday 26 August",
        "Tuesday 27 August",
        "Wednesday 28 August",
        "Thursday 29 August",
    ]
    assert "/en/2019/agenda/2019-08-26/?kind=forum" in links(response)
    assert "forum 2" in texts(response, "a")
    assert response.text.count("Nothing is announced for this day.") == 3


def test_a_full_day_shows_its_weightiest_sessions_in_order_of_time(client):
    make_edition()
    for _ in range(9):
        make_session(kind="visit", hour=8)
    make_session(kind="signing", hour=15, name_en="Signing")
    make_session(kind="ceremony", hour=9, name_en="Opening")

    response = client.get(PAGE)

    shown = card_titles(response)
    assert (len(shown), shown[-2:]) == (8, ["Opening", "Signing"])
    assert "All 11 sessions of the day" in texts(response, "a")


def test_what_is_on_no_single_day_stands_apart(client):
    make_edition()
    make_session(name_en="Exhibition", day=dt.date(2019, 8, 26), last_day=dt.date(2019, 8, 29), starts_at=None)
    make_session(name_en="Some day", day=None)

    response = client.get(PAGE)

    assert card_titles(response) == ["Exhibition", "Some day"]
    assert {"On several days", "Day not known"} <= set(texts(response, "h2"))
    assert "26–29 August 2019" in texts(response, "p")


def test_parts_of_a_forum_do_not_stand_for_the_day(client):
    make_edition()
    forum = make_session(name_en="Forum")
    make_session(name_en="Talk", parent=forum)

    assert card_titles(client.get(PAGE)) == ["Forum"]


def test_now_and_next_go_by_the_edition_s_clock(monkeypatch, django_assert_num_queries):
    edition = make_edition()
    make_session(name_en="Over", hour=8)
    make_session(name_en="On", hour=10, minutes=90)
    make_session(name_en="Off", hour=10, status="cancelled")
    make_session(name_en="Soon", hour=12)
    make_session(name_en="Tomorrow", day=dt.date(2019, 8, 27))
    make_session(name_en="Draft", hour=12, status="draft")
    monkeypatch.setattr("django.utils.timezone.now", lambda: dt.datetime(2019, 8, 26, 3, 0, tzinfo=dt.UTC))

    with django_assert_num_queries(2):
        shown = render(
            "{% now_and_next edition as now %}{{ now.current|join:', ' }}; {{ now.next|join:', ' }}", edition=edition
        )

    assert shown == "On; Soon, Tomorrow"


def test_six_that_are_under_way_and_three_that_come_next_are_shown(monkeypatch):
    edition = make_edition()
    for _ in range(8):
        make_session(hour=10)
        make_session(hour=12)
    monkeypatch.setattr("django.utils.timezone.now", lambda: dt.datetime(2019, 8, 26, 2, 30, tzinfo=dt.UTC))

    shown = render("{% now_and_next edition as now %}{{ now.current|length }} {{ now.next|length }}", edition=edition)

    assert shown == "6 3"


def test_days_for_the_home_page_cost_two_queries(django_assert_num_queries):
    edition = make_edition()
    for day in edition.days:
        for hour in (9, 10, 11, 12):
            make_session(day=day, hour=hour)

    days = (
        "{% agenda_days edition 3 as days %}{% for day in days %}{{ day.count }}:{{ day.sessions|length }} {% endfor %}"
    )
    render(days, edition=edition)
    with django_assert_num_queries(2):
        shown = render(days, edition=edition)

    assert shown.split() == ["4:3"] * 4


def test_counts_are_by_kind_and_of_public_sessions_only(django_assert_num_queries):
    edition = make_edition()
    make_session(kind="forum")
    make_session(kind="visit")
    make_session(kind="forum", status="draft")

    shown = render("{% session_counts edition as n %}{{ n.all }} {{ n.forum }}", edition=edition)
    # Once counted, only the marks are asked for by which it stands.
    with django_assert_num_queries(1):
        assert render("{% session_counts edition as n %}{{ n.all }} {{ n.forum }}", edition=edition) == shown

    assert shown == "2 1"


def test_other_pages_get_only_sessions_that_are_public():
    edition = make_edition()
    scenario, person, firm = make_scenario(), make_person(), make_organisation()
    make_participation(organisation=firm)
    hidden = make_session(name_en="Hidden", status="draft", scenarios=[scenario], roles=[person, firm])
    shown = make_session(name_en="Shown", scenarios=[scenario], roles=[person, firm])
    context = {"edition": edition, "scenario": scenario, "person": person, "firm": firm, "hidden": hidden.pk}

    assert render("{% sessions_about edition scenario as found %}{{ found.first|join:', ' }}", **context) == "Shown"
    assert render("{% sessions_about edition firm as found %}{{ found.first|join:', ' }}", **context) == "Shown"
    assert (
        render("{% roles_of person edition as rows %}{% for row in rows %}{{ row.session }}{% endfor %}", **context)
        == "Shown"
    )
    assert render("{% public_session hidden as row %}{{ row }}", **context) == "None"
    assert render("{% public_session pk as row %}{{ row }}", pk=shown.pk) == "Shown"
