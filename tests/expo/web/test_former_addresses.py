"""Addresses of before lead on to those of today, and tell nobody of what is not public."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from lxml import etree

from agenda.models import Room, Session
from agenda.releases import publication
from expo.migration_names import part
from expo.models import Edition, FormerAddress, Hall, Launch, Participation, Person, Scenario, TechnologyArea
from expo.web import former_addresses
from tests.support.agenda_factories import make_room, make_session
from tests.support.deal_factories import make_announced
from tests.support.factories import (
    make_area,
    make_attendance,
    make_edition,
    make_hall,
    make_participation,
    make_person,
    make_scenario,
)
from tests.support.showcase_factories import make_launch
from tests.support.staff import a_clerk, a_superuser, an_editor, filled, make_staff, page, signed_in

pytestmark = pytest.mark.django_db


def rename(row, address, field="slug"):
    """Through data entry, as staff do."""
    client, path = a_superuser(), page(row._meta.label_lower, "change", row.pk)
    response = client.post(path, filled(client.get(path), **{field: address}), follow=True)
    assert type(row).objects.get(pk=row.pk).__dict__[field] == address, response.context.get("errors")
    return [str(message) for message in response.context["messages"]]


def leads(client, path):
    response = client.get(path)
    return response.get("Location") if response.status_code == 301 else response.status_code


@pytest.fixture
def edition():
    """An edition with one of everything that has an address, each called `old`."""
    edition = make_edition(slug="old")
    area = make_area(slug="old")
    room = make_room(edition=edition, slug="old")
    make_session(edition=edition, slug="old", room=room, areas=[area])
    make_participation(edition=edition, slug="old", areas=[area])
    make_hall(edition=edition, code="OLD")
    make_scenario(edition=edition, slug="old")
    make_attendance(edition=edition, person=make_person(slug="old"))
    make_launch(edition=edition, slug="old")
    make_announced(edition=edition, primary_area=area)
    return edition


# What follows the edition's address on pages, below a language, and of files and the interface.
PAGES = (
    *("", "agenda/", "agenda/2019-08-26/", "agenda/sessions/old/", "agenda/mine/", "agenda/releases/", "agenda/embed/"),
    *("agenda/kept.json", "rooms/old/", "rooms/old/screen/", "exhibitors/old/", "halls/OLD/", "people/old/"),
    *("launches/", "scenarios/old/", "deals/", "deals/totals/", "deals/areas/old/", "bulletins/", "wall/", "wall/now/"),
    *("letters/", "search/?q=x", "sources/", "exhibitors/?area=old"),
)
FILES = (
    *("/{}/agenda.ics?lang=zh-hans", "/{}/agenda/sessions/old.ics", "/{}/people/old.ics", "/{}/agenda.atom"),
    *("/{}/agenda/mine.ics?s=1", "/{}/schedule.xml", "/{}/schedule.json", "/{}/agenda/embed.json"),
    *("/{}/data/deals.csv", "/{}/data/totals.csv", "/api/v1/editions/{}/sessions", "/api/v1/editions/{}/exhibitors"),
    *("/api/v1/editions/{}/deals", "/api/v1/editions/{}/totals"),
)
ADDRESSES = [*(f"/{language}/{{}}/{path}" for language in ("en", "zh-hans") for path in PAGES), *FILES]


@pytest.mark.thorough
@pytest.mark.same_on_any
def test_every_address_below_an_edition_leads_on_for_ever_when_it_is_renamed(client, edition):
    said = rename(edition, "2019")
    rename(edition, "sce-2019")

    assert said[0] == "The old address “old” leads on to the new one."
    for path in ADDRESSES:
        for old in ("old", "2019", "OLD", "SCE-2019"):
            assert leads(client, path.format(old)) == path.format("sce-2019"), path
        assert client.get(path.format("sce-2019")).status_code == 200, path


ROWS = {
    Participation: ("slug", ["/en/old/exhibitors/{}/"]),
    Hall: ("code", ["/en/old/halls/{}/"]),
    Scenario: ("slug", ["/zh-hans/old/scenarios/{}/"]),
    Person: ("slug", ["/en/old/people/{}/", "/old/people/{}.ics?lang=en"]),
    Room: ("slug", ["/en/old/rooms/{}/", "/en/old/rooms/{}/screen/"]),
    TechnologyArea: ("slug", ["/en/old/deals/areas/{}/"]),
}


@pytest.mark.thorough
@pytest.mark.parametrize("model", ROWS, ids=str)
def test_an_address_leads_on_over_every_rename_and_back_and_in_any_case(client, edition, model):
    field, paths = ROWS[model]
    row = model.objects.get(**{f"{field}__iexact": "old"})
    first = getattr(row, field)

    rename(row, "second", field)
    rename(row, "third", field)

    for path in paths:
        led = [leads(client, path.format(old)) for old in (first, "SECOND", "Third")]
        assert led == [path.format("third")] * 3
        assert leads(client, path.format("made-up")) == 404
    rename(row, first, field)
    assert [leads(client, paths[0].format(old)) for old in (first, "third")] == [200, paths[0].format(first)]


def test_whoever_takes_an_address_has_it_while_it_is_public_and_is_told_whose_it_was(client, edition):
    row = Participation.objects.get(slug="old")
    rename(row, "new")
    taker = make_participation(edition=edition, status="draft", slug="taker")

    said = rename(taker, "old")
    hidden = leads(client, "/en/old/exhibitors/old/")
    Participation.objects.filter(pk=taker.pk).update(status="published")

    assert said[0] == f"The address “old” led to {row} until now. It leads here as soon as this is public."
    assert (hidden, leads(client, "/en/old/exhibitors/old/")) == ("/en/old/exhibitors/new/", 200)
    rename(taker, "elsewhere")
    assert leads(client, "/en/old/exhibitors/old/") == "/en/old/exhibitors/elsewhere/"


@pytest.mark.parametrize("model", [Participation, Person, Room, Edition], ids=str)
def test_what_the_public_never_saw_under_an_address_does_not_lead_on_from_it(client, edition, model):
    hide = {
        Participation: lambda hidden: Participation.objects.update(status="draft" if hidden else "published"),
        Person: lambda hidden: edition.attendances.update(published=not hidden),
        Room: lambda hidden: Session.objects.update(visibility="staff" if hidden else "public"),
        Edition: lambda hidden: Edition.objects.update(published=not hidden),
    }[model]
    path = {Participation: "/en/old/exhibitors/old/", Person: "/en/old/people/old/"}.get(model, "/en/old/rooms/old/")
    made_up = client.get(path.replace("/old/", "/made-up/") if model is Edition else path[:-1] + "x/")
    hide(True)
    row = model.objects.get(slug="old")
    rename(row, "new")

    hide(False)

    assert client.get(path).status_code == made_up.status_code == 404
    model.objects.filter(pk=row.pk).update(slug="old")
    rename(model.objects.get(pk=row.pk), "newer")
    assert leads(client, path).count("newer") == 1
    hide(True)
    assert client.get(path).status_code == 404


def test_a_renamed_session_leads_on_from_page_and_calendar_once_it_is_released(client, edition):
    uid = Session.objects.working().get().uid
    before = client.get("/old/agenda/sessions/old.ics").text
    rename(Session.objects.working().get(), "new")
    planned = [leads(client, path) for path in ("/en/old/agenda/sessions/new/", "/old/agenda/sessions/new.ics")]

    publication.publish(edition, by=None)

    assert planned == [404, 404]
    assert leads(client, "/zh-hans/old/agenda/sessions/old/") == "/zh-hans/old/agenda/sessions/new/"
    assert leads(client, "/old/agenda/sessions/OLD.ics?lang=en") == "/old/agenda/sessions/new.ics?lang=en"
    after = client.get("/old/agenda/sessions/old.ics", follow=True).text
    assert [f"UID:{uid}" in each for each in (before, after)] == [True, True]


def test_subscribers_see_nothing_twice_after_a_rename(client, edition):
    """Calendar UIDs, the ids of the feed, and every guid of a schedule are what they were."""

    def known():
        address = Edition.objects.get().slug
        calendar = client.get(f"/{address}/agenda.ics").text
        feed = etree.fromstring(client.get(f"/{address}/agenda.atom").content)
        schedule = etree.fromstring(client.get(f"/{address}/schedule.xml").content)
        ids = [entry.text for entry in feed.iter("{http://www.w3.org/2005/Atom}id")][1:]
        guids = [(row.tag, row.get("guid")) for row in schedule.iter() if row.get("guid")]
        return [line for line in calendar.splitlines() if line.startswith("UID")], ids, guids

    before = known()
    for row in (Room.objects.get(), Person.objects.get(), edition):
        rename(row, "new")

    assert known() == before
    assert all(before)


def test_filters_of_subscribed_calendars_mean_the_same_after_a_rename(client, edition):
    make_session(edition=edition, room=make_room(edition=edition))
    paths = ["/old/agenda.ics?room=old", "/old/agenda.ics?area=old", "/en/old/exhibitors/?area=old"]
    paths += ["/api/v1/editions/old/sessions?room=old", "/api/v1/editions/old/sessions?area=old"]
    before = [client.get(path).text.count("UID:") or client.get(path).text.count('"slug":"old"') for path in paths]

    for row in (Room.objects.get(slug="old"), TechnologyArea.objects.get()):
        rename(row, "new")

    shown = [client.get(path).text for path in paths]
    assert [each.count("UID:") for each in shown[:2]] == before[:2] == [1, 1]
    assert 'value="new" selected' in shown[2]
    assert ['"count":1' in each for each in shown[3:]] == [True, True]


def test_a_launch_is_still_found_where_links_of_before_lead(client, edition):
    rename(Launch.objects.get(), "new")

    html = client.get("/en/old/launches/").text

    assert (html.count('id="new"'), html.count('id="old"')) == (1, 1)


def test_staff_are_led_to_their_desks_and_find_deals_by_their_printed_numbers(edition):
    clerk, editor, number = a_clerk(), a_superuser(), edition.deals.get().number
    rename(edition, "new")

    assert leads(clerk, "/desk/old/") == "/desk/new/"
    assert (
        leads(editor, "/desk/agenda/old/board/2019-08-26/?view=list") == "/desk/agenda/new/board/2019-08-26/?view=list"
    )
    sent = clerk.post("/desk/old/drafts/", {})
    assert (sent.status_code, sent["Location"]) == (308, "/desk/new/drafts/")
    assert (number, edition.deals.get().number) == ("old-0001", "old-0001")
    assert [clerk.get(f"/desk/deals/{each}/").status_code for each in ("old-0001", "new-0001", "x-0001")] == [
        200,
        200,
        404,
    ]
    assert leads(Client(), "/desk/old/") == 302


def test_staff_of_an_edition_that_is_not_public_are_led_on_and_nobody_else_is(client, edition):
    Edition.objects.update(published=False)
    rename(edition, "new")

    nobody = signed_in(make_staff())
    assert [leads(each, "/desk/old/") for each in (a_clerk(), nobody, client)] == ["/desk/new/", 404, 302]
    assert leads(client, "/en/old/") == 404


def test_what_is_found_costs_no_query_more(client, edition, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/old/agenda/sessions/old.ics")


ONE = {
    Edition: lambda edition, slug: make_edition(slug=slug),
    Hall: lambda edition, slug: make_hall(edition=edition, code=slug),
    Scenario: lambda edition, slug: make_scenario(edition=edition, slug=slug),
    Participation: lambda edition, slug: make_participation(edition=edition, slug=slug),
    Launch: lambda edition, slug: make_launch(edition=edition, slug=slug),
    Person: lambda edition, slug: make_person(slug=slug),
    TechnologyArea: lambda edition, slug: make_area(slug=slug),
    Room: lambda edition, slug: make_room(edition=edition, slug=slug),
    Session: lambda edition, slug: make_session(edition=edition, slug=slug),
}


@pytest.mark.parametrize("model", ONE, ids=str)
def test_addresses_that_differ_by_capitals_only_are_one(edition, model):
    with pytest.raises(IntegrityError), transaction.atomic():
        ONE[model](edition, "oLd")


def test_forms_say_what_a_change_of_address_does_before_it_is_saved(edition):
    client = an_editor()
    said = {}
    for row in (edition, Hall.objects.get(code="OLD"), Session.objects.working().get(), Scenario.objects.get()):
        form = client.get(page(row._meta.label_lower, "change", row.pk)).context["adminform"].form
        said[type(row)] = str(form.fields["code" if isinstance(row, Hall) else "slug"].help_text)

    leads_on = "the old address leads on to the new one, and calendars and feeds stay subscribed"
    assert [leads_on in said[model] for model in (Edition, Hall, Scenario)] == [True, True, True]
    assert "like old-0007" in said[Edition]
    assert "the next release makes the new address public" in said[Session]


def test_an_address_made_from_a_name_takes_none_away_that_leads_elsewhere(edition):
    rename(Scenario.objects.get(), "new")
    fresh = make_scenario(edition=edition)

    taken = former_addresses.addresses_of_others(fresh)

    assert list(taken) == ["old"]
    assert FormerAddress.objects.count() == 1


def test_twins_of_before_are_parted_and_told_of(edition, caplog):
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX hall_code_is_unique_in_its_edition")
    for code in ("old", "old-2"):
        make_hall(edition=edition, code=code)

    part(Hall.objects.filter(code__istartswith="old"), "code", "edition_id")

    assert list(Hall.objects.filter(code__istartswith="old").order_by("pk").values_list("code", flat=True)) == [
        *("OLD", "old-3", "old-2")
    ]
    assert "the address old differed from another by capitals only; it is old-3 now." in caplog.text
