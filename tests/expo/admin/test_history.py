"""The history of a row of data entry: what each save changed, and an earlier version back in its form."""

import pytest
from django.contrib.auth.models import Permission

from expo.models import Person, Version
from tests.support.agenda_factories import make_session
from tests.support.factories import make_area, make_person
from tests.support.reading import texts
from tests.support.staff import an_editor, filled, make_staff, page, signed_in

pytestmark = pytest.mark.django_db


def path_of(row, verb="change"):
    return page(row._meta.label_lower, verb, row.pk)


def save(client, row, **changes):
    return client.post(path_of(row), filled(client.get(path_of(row)), **changes))


def steps(client, row):
    """Of each version, newest first: whose it is, and what it changed."""
    shown = client.get(path_of(row, "history")).context["steps"]
    return [(bool(each.version.saved_by), [(it.field, *it.said) for it in each.changes or []]) for each in shown]


def test_each_save_is_a_version_with_its_differences():
    person, client = make_person(name_en="Ada", name_zh="李"), an_editor()

    save(client, person, name_en="Ada Li")
    save(client, person, name_zh="李娜")

    assert steps(client, person) == [
        (True, [("Name (Chinese)", "李", "李娜")]),
        (True, [("Name (English)", "Ada", "Ada Li")]),
        (False, []),
    ]


def test_a_new_row_has_its_first_version_and_a_save_without_a_change_none():
    client = an_editor()
    add = page("expo.person", "add")
    client.post(add, filled(client.get(add), name_en="Ada"))

    save(client, Person.objects.get())

    assert Version.objects.count() == 1
    assert steps(client, Person.objects.get()) == [(True, [])]


def test_what_an_import_or_an_action_changed_in_between_stands_as_a_version_of_nobody():
    person, client = make_person(name_en="Ada"), an_editor()
    save(client, person, name_en="Ada Li")
    Person.objects.update(name_en="Ada Wu")

    save(client, person, name_en="Ada Yu")

    assert steps(client, person)[:2] == [
        (True, [("Name (English)", "Ada Wu", "Ada Yu")]),
        (False, [("Name (English)", "Ada Li", "Ada Wu")]),
    ]


def test_an_earlier_version_comes_back_in_the_form_and_only_saving_restores_it():
    area = make_area()
    session = make_session(name_en="Chips", hour=9, areas=[area], roles=[make_person(), make_person()])
    kept, gone = session.roles.order_by("pk")
    client = an_editor()
    changes = {"roles-0-role": "chair", "roles-1-DELETE": "on", "areas": None}
    save(client, session, name_en="Chops", starts_at_1="09:30:00", **changes)
    first = Version.objects.earliest("pk")

    form = client.get(path_of(session), {"version": first.pk})
    session.refresh_from_db()
    before = (session.name_en, session.roles.count())
    done = client.post(path_of(session), filled(form))

    session.refresh_from_db()
    assert "Nothing is changed before you save." in form.text
    assert (before, done.status_code) == (("Chops", 1), 302)
    assert (session.name_en, session.starts_at.astimezone(session.edition.tz).hour) == ("Chips", 9)
    assert (session.starts_at.minute, list(session.areas.all())) == (0, [area])
    assert sorted(session.roles.values_list("role", "person")) == [
        ("speaker", kept.person_id),
        ("speaker", gone.person_id),
    ]


def test_a_row_that_was_added_since_goes_with_the_restored_version():
    session, client = make_session(roles=[make_person()]), an_editor()
    save(client, session, name_en="Chips")
    version = Version.objects.latest("pk")
    other = make_session(roles=[make_person()]).roles.get()
    other.session = session
    other.save()

    client.post(path_of(session), filled(client.get(path_of(session), {"version": version.pk})))

    assert session.roles.count() == 1


def test_restoring_is_guarded_against_a_save_in_between():
    person, client = make_person(name_en="Ada"), an_editor()
    save(client, person, name_en="Ada Li")
    form = client.get(path_of(person), {"version": Version.objects.earliest("pk").pk})
    Person.objects.update(name_en="Ada Wu")

    response = client.post(path_of(person), filled(form))

    assert [(row.field, *row.said) for row in response.context["differences"]] == [
        ("Name (English)", "Ada Li", "Ada Wu", "Ada")
    ]
    assert Person.objects.get().name_en == "Ada Wu"


@pytest.mark.parametrize("asked", ["", "x", "999999", "²", "9" * 5000])
def test_a_version_that_there_is_not_opens_the_form_as_it_is(asked):
    person = make_person(name_en="Ada")

    form = an_editor().get(path_of(person), {"version": asked})

    assert filled(form)["name_en"] == "Ada"


def test_a_version_of_another_row_is_not_put_into_this():
    client, person, other = an_editor(), make_person(name_en="Ada"), make_person(name_en="Bea")
    save(client, other, name_en="Bee")

    form = client.get(path_of(person), {"version": Version.objects.latest("pk").pk})

    assert filled(form)["name_en"] == "Ada"


def test_who_may_only_look_sees_the_history_and_restores_nothing():
    person = make_person(name_en="Ada")
    save(an_editor(), person, name_en="Ada Li")
    onlooker = make_staff()
    onlooker.user_permissions.add(Permission.objects.get(codename="view_person"))

    shown = signed_in(onlooker).get(path_of(person, "history"))

    assert ("Ada Li" in shown.text, "Open the form with this version" in shown.text) == (True, False)


def test_history_is_told_in_chinese():
    person, client = make_person(name_en="Ada"), an_editor()
    save(client, person, name_en="Ada Li")
    client.cookies["staff_language"] = "zh-hans"

    shown = client.get(path_of(person, "history"))

    assert "在表单中打开此版本" in texts(shown, "a")


def test_the_history_outlives_its_row():
    person, client = make_person(), an_editor()
    save(client, person, name_en="Ada")

    client.post(path_of(person, "delete"), {"post": "yes"})

    assert not Person.objects.exists()
    assert Version.objects.of(person).count() == 2
