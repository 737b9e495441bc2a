"""The edition chosen once holds for all of data entry and the desks, and stands at the top of every staff page."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from expo.models import Booth, Hall, Launch
from tests.support.agenda_factories import make_room, make_session
from tests.support.deal_factories import make_press
from tests.support.factories import (
    make_attendance,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_scenario,
)
from tests.support.reading import elements
from tests.support.showcase_factories import make_launch, make_letter
from tests.support.staff import a_superuser, an_editor, filled, make_staff, page, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editions():
    """The closed one, the live rehearsal that `/` leads to, and the next, which staff prepare."""
    names = {"name_zh": "", "theme_en": "", "theme_zh": ""}
    return {
        "2019": make_edition(),
        "live": make_edition(
            **names,
            slug="live",
            status="live",
            rehearsal=True,
            name_en="Rehearsal",
            starts_on=dt.date(2026, 8, 26),
            ends_on=dt.date(2026, 8, 29),
        ),
        "2027": make_edition(
            **names,
            slug="2027",
            status="planning",
            published=False,
            name_en="2027 Expo",
            starts_on=dt.date(2027, 8, 26),
            ends_on=dt.date(2027, 8, 29),
        ),
    }


def texts(response, tag, cls):
    """The texts of the elements of a class."""
    return [each.text for each in elements(response, tag) if cls in (each.attributes.get("class") or "").split()]


def chosen(response):
    """What the bar at the top says: the edition, how it stands, and the others that can be switched to."""
    return (
        texts(response, "b", cls="edition-bar-name"),
        texts(response, "span", cls="edition-bar-status"),
        texts(response, "a", cls="edition-bar-other"),
    )


def test_add_from_the_start_page_of_an_edition_is_preset_to_that_edition(editions):
    client = an_editor()

    client.get("/admin/?edition=2027")

    form = client.get(page("expo.launch", "add")).context["adminform"].form
    assert form.initial["edition"] == editions["2027"]


@pytest.mark.parametrize("way", ["/admin/?edition=2027", "/admin/expo/hall/?edition=2027", "/desk/2027/"])
def test_what_an_address_names_holds_for_lists_presets_start_pages_and_desks(editions, way):
    client = a_superuser()
    for edition in editions.values():
        make_hall(edition=edition, code=f"H{edition.slug}")

    client.get(way)

    listed = client.get(page("expo.hall", "changelist")).context["cl"].result_list
    assert [hall.code for hall in listed] == ["H2027"]
    assert client.get(page("agenda.session", "add")).context["adminform"].form.initial["edition"] == editions["2027"]
    assert client.get("/admin/").context["edition"] == editions["2027"]
    assert client.get("/desk/")["Location"] == "/desk/2027/"
    assert client.get("/desk/agenda/")["Location"] == "/desk/agenda/2027/board/2027-08-26/"


def test_until_somebody_chooses_it_is_the_edition_that_visitors_are_led_to(editions):
    client = a_superuser()

    assert client.get("/desk/")["Location"] == "/desk/live/"
    assert client.get("/admin/").context["edition"] == editions["live"]


def test_the_choice_is_each_person_s_own(editions):
    one, other = an_editor(), an_editor()

    one.get("/admin/?edition=2027")

    assert other.get("/admin/").context["edition"] == editions["live"]


@pytest.mark.parametrize("query", ["edition=1999", "edition=all", "edition="])
def test_what_is_no_edition_changes_no_choice(editions, query):
    client = an_editor()
    client.get("/admin/?edition=2027")

    client.get(f"{page('expo.hall', 'changelist')}?{query}")

    assert client.get("/admin/").context["edition"] == editions["2027"]


def test_what_a_page_asks_for_in_the_background_changes_no_choice(editions):
    client = a_superuser()
    client.get("/admin/?edition=2027")

    client.get("/desk/agenda/live/changes/", headers={"Sec-Fetch-Mode": "cors"})

    assert client.get("/admin/").context["edition"] == editions["2027"]


def test_what_one_may_not_open_changes_no_choice(editions):
    client = an_editor()

    assert client.get("/desk/2027/").status_code == 404
    assert client.get("/admin/").context["edition"] == editions["live"]


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/expo/hall/",
        "/admin/expo/hall/add/",
        "/admin/expo/organisation/",
        "/desk/2027/",
        "/desk/2027/totals/",
        "/desk/rates/",
        "/desk/agenda/2027/board/2027-08-26/",
        "/desk/agenda/2027/problems/",
        "/accounts/password/",
    ],
)
def test_every_staff_page_shows_it_at_the_top_with_a_switch(editions, path):
    client = a_superuser()
    client.get("/admin/?edition=2027")

    shown = client.get(path)

    others = ["Rehearsal · live", "2019 Smart China Expo"]
    assert chosen(shown) == (["2027 Expo"], ["planning"], others)


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/desk/2027/", "/desk/2019/"),
        ("/desk/2027/landing/", "/desk/2019/landing/"),
        ("/desk/agenda/2027/import/", "/desk/agenda/2019/import/"),
        ("/desk/agenda/2027/board/2027-08-26/", "/desk/agenda/?edition=2019"),
        ("/desk/rates/", "/desk/?edition=2019"),
        ("/admin/expo/hall/", "/admin/expo/hall/?edition=2019"),
        ("/admin/expo/hall/add/", "/admin/expo/hall/add/?edition=2019"),
        ("/admin/expo/organisation/", "/admin/?edition=2019"),
    ],
)
def test_switching_leads_to_the_same_page_of_the_other_edition_and_holds(editions, path, leads):
    client = a_superuser()
    client.get("/admin/?edition=2027")

    assert f'href="{leads}"' in client.get(path).text
    client.get(leads, follow=True)
    assert client.get("/admin/").context["edition"] == editions["2019"]


@pytest.mark.parametrize(("language", "status"), [("en", "closed"), ("zh-hans", "已闭幕")])
def test_a_closed_edition_is_marked_as_such(editions, language, status):
    client = an_editor()
    client.cookies["staff_language"] = language

    shown = client.get("/admin/?edition=2019")

    assert chosen(shown)[1] == [status]


def test_with_no_edition_at_all_every_page_says_so_and_leads_to_making_one():
    client = a_superuser()

    for path in ("/admin/", "/admin/expo/hall/", "/desk/", "/desk/agenda/", "/desk/rates/"):
        shown = client.get(path, follow=True)
        assert (shown.status_code, texts(shown, "p", cls="edition-bar-none")) == (
            200,
            ["There is no edition yet. Make one"],
        ), path
        assert f'href="{page("expo.edition", "add")}"' in shown.text


def test_whoever_may_make_no_edition_is_told_who_does():
    desk = signed_in(make_press())

    shown = desk.get("/desk/")

    assert texts(shown, "p", cls="edition-bar-none") == ["There is no edition yet. Those who enter data make one."]


def pick(client, label, field, of, term=""):
    """What a picker offers in a form of the edition; as the address in its widget asks."""
    app, model = label.split(".")
    asked = {"app_label": app, "model_name": model, "field_name": field, "term": term} | ({"of": of} if of else {})
    return [each["text"] for each in client.get(reverse("admin:autocomplete"), asked).json()["results"]]


PICKED = [
    ("agenda.session", "room", lambda edition: make_room(edition=edition)),
    ("agenda.session", "parent", lambda edition: make_session(edition=edition, room=None)),
    ("agenda.session", "scenarios", lambda edition: make_scenario(edition=edition)),
    ("agenda.session", "launches", lambda edition: make_launch(edition=edition)),
    ("agenda.session", "letters", lambda edition: make_letter(edition=edition)),
    ("agenda.room", "hall", lambda edition: make_hall(edition=edition)),
    ("agenda.walk", "one", lambda edition: make_hall(edition=edition)),
    ("expo.booth", "participations", lambda edition: make_participation(edition=edition)),
    ("expo.launch", "participation", lambda edition: make_participation(edition=edition)),
    ("expo.Participation_booths", "booth", lambda edition: make_booth(hall=make_hall(edition=edition))),
]


@pytest.mark.parametrize(("label", "field", "make"), PICKED)
def test_pickers_offer_rows_of_the_form_s_edition_only(editions, label, field, make):
    client = a_superuser()
    label = "expo.booth_participations" if "_" in label else label
    for edition in editions.values():
        make(edition)

    for edition in editions.values():
        client.get(f"/admin/?edition={edition.slug}")
        of_the_choice, of_the_form = pick(client, label, field, None), pick(client, label, field, editions["2027"].pk)
        assert (len(of_the_choice), len(of_the_form)) == (1, 1)
        assert (of_the_choice == of_the_form) == (edition.slug == "2027")


def test_organisations_and_people_are_offered_across_editions(editions):
    client = an_editor()
    make_organisation(name_en="Firm")
    make_person(name_en="Ada")
    client.get("/admin/?edition=2027")

    assert pick(client, "expo.participation", "organisation", editions["2019"].pk) == ["Firm"]
    assert pick(client, "expo.letter", "author", editions["2019"].pk) == ["Ada"]


def test_a_form_opened_for_one_edition_stays_of_it_when_another_tab_chooses_another(editions):
    client = an_editor()
    client.get("/admin/?edition=2027")
    form = client.get(page("expo.launch", "add"))
    client.get("/admin/?edition=2019")

    client.post(page("expo.launch", "add"), filled(form, name_en="Chip"))

    assert f'autocomplete/?of={editions["2027"].pk}"' in form.text
    assert Launch.objects.get().edition == editions["2027"]


def test_a_row_of_another_edition_can_be_changed_and_says_that_it_is_of_another(editions):
    client = an_editor()
    booth = make_booth(hall=make_hall(edition=editions["2019"]), number="B1")
    client.get("/admin/?edition=2027")

    form = client.get(page("expo.booth", "change", booth.pk))
    client.post(page("expo.booth", "change", booth.pk), filled(form, number="B2"))

    assert texts(form, "p", cls="other-edition") == [
        "This is of another edition: 2019 Smart China Expo. You work on 2027 Expo."
    ]
    assert f'autocomplete/?of={editions["2019"].pk}"' in form.text
    assert Booth.objects.get().number == "B2"
    assert client.get("/admin/").context["edition"] == editions["2027"]


def test_a_row_of_the_chosen_edition_and_one_of_none_say_nothing(editions):
    client = an_editor()
    client.get("/admin/?edition=2027")
    rows = [make_hall(edition=editions["2027"]), make_organisation()]

    shown = [client.get(page(row._meta.label_lower, "change", row.pk)) for row in rows]

    assert [texts(each, "p", cls="other-edition") for each in shown] == [[], []]


def test_a_new_row_below_a_person_begins_in_the_edition(editions):
    client = an_editor()
    client.get("/admin/?edition=2027")

    form = client.get(page("expo.person", "change", make_person().pk))

    formset = form.context["inline_admin_formsets"][0].formset
    assert formset.empty_form["edition"].initial == editions["2027"]


@pytest.mark.parametrize("asked", ["2027", "key"])
def test_an_add_form_takes_the_edition_from_its_address_by_name_or_key(editions, asked):
    client = an_editor()
    value = asked if asked == "2027" else editions["2027"].pk

    form = client.get(f"{page('expo.hall', 'add')}?edition={value}").context["adminform"].form

    assert form.initial["edition"] == editions["2027"]


@pytest.mark.parametrize("label", ["expo.booth", "expo.participation"])
def test_a_stand_and_an_exhibitor_of_two_editions_are_refused(editions, label):
    client = an_editor()
    booth = make_booth(hall=make_hall(edition=editions["2019"]))
    exhibitor = make_participation(edition=editions["2027"])
    changed = {
        "expo.booth": (booth, {"participations": [exhibitor.pk]}),
        "expo.participation": (
            exhibitor,
            {"Participation_booths-TOTAL_FORMS": 1, "Participation_booths-0-booth": booth.pk},
        ),
    }
    row, sent = changed[label]
    path = page(label, "change", row.pk)
    form = client.get(path)
    prefix = next((name for name in filled(form) if name.endswith("TOTAL_FORMS")), "").removesuffix("-TOTAL_FORMS")
    sent = {name.replace("Participation_booths", prefix): value for name, value in sent.items()}

    response = client.post(path, filled(form, **sent))

    assert "Something chosen here belongs to another edition." in response.text
    assert booth.participations.count() == 0


def test_who_attends_an_edition_is_listed_by_the_choice(editions):
    client = an_editor()
    rows = [make_attendance(edition=edition, organisation=None) for edition in editions.values()]
    client.get("/admin/?edition=2027")

    assert list(client.get(page("expo.attendance", "changelist")).context["cl"].result_list) == [rows[2]]


def test_someone_who_only_looks_is_led_nowhere_they_may_not_go(editions):
    onlooker = make_staff()
    onlooker.user_permissions.add(Permission.objects.get(codename="view_hall"))
    client = signed_in(onlooker)

    assert client.get("/admin/expo/hall/?edition=2027").status_code == 200
    assert Hall.objects.count() == 0
