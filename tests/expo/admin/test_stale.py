"""Two people in one form of data entry: a stale save loses nothing, and a button pressed twice makes one row."""

import datetime as dt
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from expo.admin.safe_save import guard
from expo.models import Launch, Organisation, Person, SentForm
from tests.support.agenda_factories import make_session
from tests.support.entries import MAKERS
from tests.support.factories import make_area, make_attendance, make_edition, make_organisation, make_person
from tests.support.reading import elements, texts
from tests.support.staff import a_superuser, an_editor, filled, page

pytestmark = pytest.mark.django_db
STALE = "Somebody else saved this meanwhile. Nothing of yours is saved yet, and nothing is lost."
SENT = "This form was saved before. To add what stands in it now as well, save again."


def path_of(row):
    return page(row._meta.label_lower, "change", row.pk)


def opened(row, client=None, **changes):
    """A form that was opened and filled in, but not sent yet: the client, its path and its fields."""
    client = client or an_editor()
    return client, path_of(row), filled(client.get(path_of(row)), **changes)


def send(form, **changes):
    client, path, data = form
    return client.post(path, data | changes)


def said(response):
    return [str(error) for error in response.context["adminform"].form.non_field_errors()]


def table(response):
    return [(row.field, *row.said) for row in response.context["differences"]]


@pytest.fixture(params=[True, False], ids=["guarded", "unguarded"])
def guarded(request, monkeypatch):
    """Whether the guard is on: with it off, the same steps lose what was saved."""
    if not request.param:
        monkeypatch.setattr(guard.FormGuard, "refused", "")
    return request.param


def test_a_stale_save_writes_nothing_and_without_the_guard_overwrites(guarded):
    person = make_person(name_en="Ada", name_zh="")
    mine, theirs = opened(person, name_en="Ada Li"), opened(person, name_en="Ada Wu")
    send(theirs)

    response = send(mine)

    person.refresh_from_db()
    assert (response.status_code, person.name_en) == ((200, "Ada Wu") if guarded else (302, "Ada Li"))


def test_a_stale_form_comes_back_with_what_was_typed_and_shows_all_three_versions():
    person = make_person(name_en="Ada", name_zh="李")
    mine, theirs = opened(person, name_en="Ada Li"), opened(person, name_en="Ada Wu", name_zh="吴")
    send(theirs)

    response = send(mine)

    assert said(response) == [STALE]
    assert filled(response)["name_en"] == "Ada Li"
    assert table(response) == [("Name (English)", "Ada", "Ada Wu", "Ada Li"), ("Name (Chinese)", "李", "吴", "李")]
    assert f"Last saved by {User.objects.get(pk=theirs[0].session['_auth_user_id'])}" in response.text


def test_mine_is_saved_in_place_of_theirs_only_when_i_say_so():
    person = make_person(name_en="Ada")
    mine, theirs = opened(person, name_en="Ada Li"), opened(person, name_en="Ada Wu")
    send(theirs)
    shown = send(mine)
    over = next(each.attributes["value"] for each in elements(shown, "input") if each.attributes.get("name") == "_over")

    again = mine[0].post(mine[1], filled(shown))
    agreed = mine[0].post(mine[1], filled(shown, _over=over))

    person.refresh_from_db()
    assert (said(again), agreed.status_code, person.name_en) == ([STALE], 302, "Ada Li")


def test_a_third_save_after_the_second_is_shown_too():
    person = make_person(name_en="Ada")
    mine, theirs, others = (opened(person, name_en=name) for name in ("Ada Li", "Ada Wu", "Ada Yu"))
    send(theirs)
    over = send(mine).context["over"]
    Person.objects.filter(pk=person.pk).update(name_en="Ada Yu")

    response = send(mine, _over=over)

    assert (said(response), table(response)) == ([STALE], [("Name (English)", "Ada", "Ada Yu", "Ada Li")])
    assert others[2]["name_en"] == "Ada Yu"


def test_one_who_saves_twice_in_a_row_is_nobody_s_rival():
    person = make_person()
    client = an_editor()

    answers = [send(opened(person, client, name_en=name)).status_code for name in ("Ada", "Ada Li")]

    assert answers == [302, 302]


def test_rows_below_and_chosen_rows_count_too():
    chair = make_person(name_en="Chu Chair")
    session = make_session(roles=[(chair, "chair")])
    area = make_area(name_en="Chips")
    role = session.roles.get()
    mine = opened(session, name_en="Mine")
    session.areas.add(area)
    role.title_en = "Minister"
    role.save()

    response = send(mine)

    rows = {name: values for name, *values in table(response)}
    assert rows["Technology areas"] == ["–", "Chips", "–"]
    assert [("Title (English): Minister" in words, "Chu Chair" in words) for words in rows["Role"]] == [
        (False, True),
        (True, True),
        (False, True),
    ]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_row_that_somebody_deleted_below_a_stale_form_is_made_anew_when_mine_is_put_in_place(number):
    session = make_session(roles=[make_person(name_en=f"Guest {each}") for each in range(3)])
    mine = opened(session, **{f"roles-{each}-title_zh": f"职务{each}" for each in range(3)})
    gone = session.roles.order_by("order", "pk")[number]
    gone.delete()

    shown = send(mine)
    rows = table(shown)
    saved = mine[0].post(mine[1], filled(shown, _over=shown.context["over"]))

    assert [
        (f"Guest {number}" in before, theirs, f"职务{number}" in yours) for _name, before, theirs, yours in rows
    ] == [(True, "–", True)]
    assert saved.status_code == 302
    assert sorted(session.roles.values_list("person__name_en", "title_zh")) == [
        (f"Guest {each}", f"职务{each}") for each in range(3)
    ]


def test_hours_are_shown_by_the_clock_at_the_venue():
    session = make_session(hour=9, edition=make_edition(timezone="Europe/Berlin"))
    mine = opened(session, starts_at_1="08:00:00")
    session.starts_at -= dt.timedelta(hours=2)
    session.save()

    response = send(mine)

    assert table(response) == [("Starts", "2019-08-26 09:00", "2019-08-26 07:00", "2019-08-26 08:00")]


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_form_without_its_seal_is_as_good_as_stale(token):
    person = make_person(name_en="Ada")

    response = send(opened(person, name_en="Ada Li"), _opened=token)

    assert (said(response), table(response)) == ([STALE], [("Name (English)", "Ada", "Ada Li")])


def test_a_seal_of_another_row_is_no_seal_of_this():
    other = opened(make_person())
    person = make_person()

    assert said(send(opened(person, name_en="Ada Li"), _opened=other[2]["_opened"])) == [STALE]


@pytest.mark.parametrize("label", [label for label in MAKERS if label != "deals.exchangerate"])
def test_every_form_of_data_entry_can_be_saved_as_it_was_opened(label):
    row = MAKERS[label]()

    response = send(opened(row, a_superuser()))

    assert response.status_code == 302, response.context["errors"]


def test_accounts_are_guarded_and_their_passwords_stay_out_of_the_seal():
    user = User.objects.create_user("ada", password="secret")
    mine = opened(user, a_superuser(), first_name="Ada")
    User.objects.filter(pk=user.pk).update(first_name="Bea")

    response = send(mine)

    assert (said(response), table(response)) == ([STALE], [("First name", "–", "Bea", "Ada")])
    assert "password" not in response.context["conflict"].now["fields"]
    assert user.password not in response.text


def test_both_versions_are_shown_in_chinese():
    person = make_person(name_en="Ada")
    client = an_editor()
    client.cookies["staff_language"] = "zh-hans"
    mine = opened(person, client, name_en="Ada Li")
    Person.objects.update(name_en="Ada Wu")

    response = send(mine)

    assert "其他人已先保存。您的内容尚未保存，也未丢失。" in response.text
    assert "两个版本" in texts(response, "h2")


def new_person(client, **fields):
    path = page("expo.person", "add")
    return client, path, filled(client.get(path), **({"name_en": "Ada"} | fields))


def test_a_button_pressed_twice_makes_one_row_and_leads_to_it_both_times():
    form = new_person(an_editor(), _continue="")

    answers = [send(form) for _ in range(2)]

    person = Person.objects.get()
    assert [(each.status_code, each["Location"]) for each in answers] == [(302, path_of(person))] * 2
    assert SentForm.objects.get().made == str(person.pk)


def test_without_its_key_the_same_form_makes_two_rows():
    form = new_person(an_editor(), _key=None)

    for _ in range(2):
        send(form)

    assert Person.objects.count() == 2


def test_a_form_that_was_wrong_may_be_sent_again():
    form = new_person(an_editor(), name_en="")

    wrong = send(form)
    right = send(form, name_en="Ada")

    assert (wrong.status_code, right.status_code, Person.objects.count()) == (200, 302, 1)


def test_a_sent_form_filled_in_anew_is_not_thrown_away():
    form = new_person(an_editor())
    send(form)

    asked = send(form, name_en="Bea")
    saved = form[0].post(form[1], filled(asked))

    assert (said(asked), saved.status_code) == ([SENT], 302)
    assert sorted(Person.objects.values_list("name_en", flat=True)) == ["Ada", "Bea"]


def test_a_key_of_another_form_leads_to_nothing_of_its():
    form = new_person(an_editor())
    send(form)
    path = page("expo.organisation", "add")

    response = form[0].post(path, filled(form[0].get(path), name_en="Firm", _key=form[2]["_key"]))

    assert (said(response), Organisation.objects.count()) == ([SENT], 0)


def test_keys_are_forgotten_when_no_page_can_hold_them_any_more():
    old = SentForm.objects.create(key=uuid.uuid4(), digest="")
    SentForm.objects.update(sent_at=timezone.now() - dt.timedelta(days=4))

    send(new_person(an_editor()))

    assert not SentForm.objects.filter(pk=old.pk).exists()
    assert SentForm.objects.count() == 1


def test_the_database_knows_each_key_once():
    key = uuid.uuid4()
    SentForm.objects.create(key=key, digest="")

    with pytest.raises(IntegrityError), transaction.atomic():
        SentForm.objects.create(key=key, digest="")


def at_once(*forms):
    """Send these forms in the same moment, each in a thread with a connection of its own."""
    together = threading.Barrier(len(forms))

    def enter(form):
        together.wait()
        try:
            return send(form).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(forms)) as pool:
        return sorted(pool.map(enter, forms))


@pytest.mark.django_db(transaction=True)
def test_two_presses_in_the_same_moment_make_one_row():
    edition = make_edition()
    client = an_editor()
    path = page("expo.launch", "add")
    form = (client, path, filled(client.get(path), edition=edition.pk, name_en="Chip", slug="chip"))

    assert at_once(form, form) == [302, 302]
    assert Launch.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_in_the_same_moment_one_is_stale():
    person = make_attendance(person=make_person(name_en="Ada"), organisation=make_organisation()).person
    forms = [opened(person, name_en=name) for name in ("Ada Li", "Ada Wu")]

    assert at_once(*forms) == [200, 302]
    person.refresh_from_db()
    assert person.name_en in ("Ada Li", "Ada Wu")
