"""What data entry derives, and how it says what is wrong: one sentence, beside its field."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory

from expo.admin.edition import BOOTHS_ON_ONE_PAGE
from expo.admin.exhibition import ParticipationAdmin
from expo.db.form_errors import ConstraintErrors
from expo.models import Attendance, Booth, Edition, Launch, Organisation, Participation, Person
from tests.support.agenda_factories import make_session
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
from tests.support.showcase_factories import make_launch
from tests.support.staff import an_editor, filled, make_staff, page

pytestmark = pytest.mark.django_db


def add(label, client=None, **fields):
    """Fill in the form for a new row and send it."""
    client = client or an_editor()
    path = page(label, "add")
    return client.post(path, filled(client.get(path), **fields))


def change(row, client=None, **fields):
    client = client or an_editor()
    path = page(row._meta.label_lower, "change", row.pk)
    return client.post(path, filled(client.get(path), **fields))


def errors(response):
    return {field: list(said) for field, said in response.context["adminform"].form.errors.items()}


BROKEN = {
    "expo.person": [{}, {"name_en": ["Fill this in in English or in Chinese, better in both."]}],
    "expo.organisation": [
        {"name_en": "Firm", "uscc": "12"},
        {"uscc": ["A unified social credit code has 18 digits or capitals, without I, O, S, V, Z."]},
    ],
    "expo.edition": [
        {"slug": "e", "name_en": "Expo", "starts_on": "2020-08-26", "ends_on": "2020-08-25", "second_currency": "CNY"},
        {
            "ends_on": ["The last day cannot lie before the first day."],
            "second_currency": ["The second currency must differ from the reporting currency."],
        },
    ],
    "expo.region": [
        {"code": "500112", "kind": "district", "name_en": "Yubei"},
        {"parent": ["A country lies in nothing; a province or district lies in something."]},
    ],
}


@pytest.mark.parametrize("label", BROKEN)
def test_broken_constraint_is_said_beside_its_field(label):
    fields, said = BROKEN[label]

    assert errors(add(label, **fields)) == said


def test_error_beside_a_field_that_the_form_lacks_stands_above_it():
    class Short(ConstraintErrors, forms.ModelForm):
        class Meta:
            model = Edition
            fields = ["name_en", "slug"]

    form = Short({"name_en": "Expo", "slug": "2020"})
    form.add_error(None, ValidationError({"venue_en": "Say where.", "slug": "Taken."}))

    assert form.errors == {"__all__": ["Say where."], "slug": ["Taken."]}


def test_row_below_a_row_says_what_it_broke_beside_its_own_field():
    attendance = make_attendance()
    elsewhere = make_attendance(edition=make_edition(slug="2020"))
    path = page("expo.person", "change", elsewhere.person_id)
    client = an_editor()
    sent = filled(client.get(path), **{"attendances-0-capacity": "emperor"})

    response = client.post(path, sent)

    rows = response.context["inline_admin_formsets"][0].formset
    assert [list(form.errors) for form in rows.forms] == [["capacity"]]
    assert Attendance.objects.get(pk=attendance.pk).capacity == "executive"


def test_new_row_begins_in_the_edition_whose_list_it_was_begun_from_else_in_the_current_one():
    current, old = make_edition(status="live"), make_edition(slug="2018")
    client = an_editor()
    path = page("expo.launch", "add")

    begun = [filled(client.get(path + query))["edition"] for query in ("", "?_changelist_filters=edition%3D2018")]

    assert begun == [str(current.pk), str(old.pk)]


def test_address_left_empty_is_made_from_the_english_name():
    add("expo.launch", edition=make_edition().pk, name_en="A New Chip, at Last")

    assert Launch.objects.get().slug == "a-new-chip-at-last"


def test_address_of_somebody_with_a_chinese_name_only_is_their_pinyin_and_free():
    make_person(slug="ma-yun")

    add("expo.person", name_zh="马云")

    assert Person.objects.latest("pk").slug == "ma-yun-2"


def test_address_of_a_participation_comes_from_the_short_name_of_its_organisation():
    firm = make_organisation(name_en="Huawei Technologies Co., Ltd.", short_en="Huawei")

    add("expo.participation", edition=make_edition().pk, organisation=firm.pk)

    assert Participation.objects.get().slug == "huawei"


def test_address_entered_by_hand_is_kept():
    add("expo.person", name_en="Jack Ma", slug="jack")

    assert Person.objects.get().slug == "jack"


def test_pinyin_and_initials_are_made_from_the_chinese_name():
    add("expo.organisation", name_zh="华为技术")

    assert Organisation.objects.values_list("pinyin", "initials").get() == ("hua wei ji shu", "hwjs")


def test_pinyin_follows_a_changed_name_but_never_overwrites_what_was_entered():
    made = make_person(name_zh="马云", pinyin="ma yun")
    entered = make_person(name_zh="单田芳", pinyin="shan tian fang")

    change(made, name_zh="马化腾")
    change(entered, name_zh="单雄信")

    assert list(Person.objects.order_by("pk").values_list("pinyin", flat=True)) == ["ma hua teng", "shan tian fang"]


def test_what_belongs_to_another_edition_is_refused_beside_its_field():
    other = make_edition(slug="2020")
    launch = make_launch(edition=make_edition())

    response = change(launch, scenario=make_scenario(edition=other).pk)

    assert errors(response) == {"scenario": ["Something chosen here belongs to another edition."]}


def test_booths_are_given_to_an_exhibitor_on_its_own_page():
    booth = make_booth()
    participation = make_participation()
    rows = {"Booth_participations-TOTAL_FORMS": "1", "Booth_participations-0-booth": booth.pk}

    change(participation, **rows)

    assert list(participation.booths.all()) == [booth]


def test_booths_are_added_to_a_hall_on_its_own_page():
    hall = make_hall()

    change(hall, **{"booths-TOTAL_FORMS": "1", "booths-0-number": "A01"})

    assert list(hall.booths.values_list("number", flat=True)) == ["A01"]


def test_hall_with_very_many_booths_leaves_them_to_their_list():
    hall = make_hall()
    Booth.objects.bulk_create(Booth(hall=hall, number=str(number)) for number in range(BOOTHS_ON_ONE_PAGE + 1))
    client = an_editor()

    response = client.get(page("expo.hall", "change", hall.pk))

    assert response.context["inline_admin_formsets"] == []
    link = f"{page('expo.booth', 'changelist')}?edition=2019&amp;hall={hall.pk}"
    assert f'<a href="{link}">201</a>' in response.content.decode()
    assert client.get(link.replace("&amp;", "&")).context["cl"].result_count == 201


@pytest.mark.thorough
def test_session_with_three_hundred_signatories_is_one_form():
    people = [make_person() for _ in range(300)]
    session = make_session(roles=[(person, "signatory") for person in people])

    assert change(session, name_en="Signing").status_code == 302
    assert session.roles.count() == 300


def posted(path, data):
    """A request of a superuser, to hand to an admin that is not the site's own."""
    request = RequestFactory().post(path, data)
    request.user = make_staff(is_superuser=True)
    request._dont_enforce_csrf_checks = True
    return request


class Overtaken(ParticipationAdmin):
    """Somebody else enters the same row between the check and the save."""

    def save_model(self, request, obj, form, change):
        make_participation(organisation=obj.organisation, edition=obj.edition, slug="theirs")
        super().save_model(request, obj, form, change)


class Unguarded(Overtaken):
    def save_model(self, request, obj, form, change):
        make_participation(organisation=obj.organisation, edition=obj.edition, slug="theirs")
        obj.save()


def racing(model_admin):
    path = page("expo.participation", "add")
    fields = {"edition": make_edition().pk, "organisation": make_organisation().pk}
    data = filled(an_editor().get(path), **fields)
    return model_admin(Participation, admin.site).add_view(posted(path, data))


def test_without_the_guard_a_lost_race_is_a_crash():
    with pytest.raises(IntegrityError), transaction.atomic():
        racing(Unguarded)


def test_lost_race_reads_as_its_form_would_have_put_it():
    response = racing(Overtaken)

    form = response.context_data["adminform"].form
    assert form.errors == {"organisation": ["This organisation already takes part in this edition in this way."]}
    assert not Participation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_the_same_at_once_one_is_told_beside_the_field():
    path = page("expo.participation", "add")
    fields = {"edition": make_edition().pk, "organisation": make_organisation().pk}
    clients = [an_editor(), an_editor()]
    forms = [(client, filled(client.get(path), **fields)) for client in clients]
    together = threading.Barrier(2)

    def enter(form):
        client, data = form
        together.wait()
        try:
            response = client.post(path, data)
            return response.status_code, response.context and errors(response)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(enter, forms), key=str)

    assert answers[0][0] == 200
    assert "organisation" in answers[0][1]
    assert answers[1] == (302, None)
    assert Participation.objects.count() == 1
