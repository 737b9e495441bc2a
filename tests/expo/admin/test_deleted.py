"""What is deleted in data entry can be restored for a year, with all that went with it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone

from expo.models import Launch, Organisation, Participation, Trace, Version
from expo.recovery import deletions
from expo.recovery.snapshots import every_row, snapshot_of
from tests.support.agenda_factories import make_room, make_session
from tests.support.entries import MAKERS
from tests.support.factories import (
    make_area,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_scenario,
    make_source,
)
from tests.support.reading import texts
from tests.support.showcase_factories import make_launch, make_letter
from tests.support.staff import a_superuser, an_editor, filled, make_editor, make_staff, page, signed_in

pytestmark = pytest.mark.django_db


def make_account():
    """A person with a group and a permission of their own."""
    user = User.objects.create_user("ada", password="secret", is_staff=True)
    user.groups.add(Group.objects.create(name="Guides"))
    user.user_permissions.add(Permission.objects.first())
    return user


def make_groups():
    return make_account().groups.get()


def make_cited():
    return make_letter(sources=[make_source()]).sources.get()


def make_crowded_edition():
    """One in planning, with something of every kind in it."""
    edition = make_edition(slug="2027", published=False)
    hall = make_hall(edition=edition)
    scenario = make_scenario(edition=edition, hall=hall)
    exhibitor = make_participation(edition=edition, hall=hall, areas=[make_area()], scenarios=[scenario])
    make_booth(hall=hall, participations=[exhibitor])
    launch = make_launch(edition=edition, participation=exhibitor, scenario=scenario, sources=[make_source()])
    room = make_room(edition=edition, hall=hall)
    letter = make_letter(edition=edition)
    forum = make_session(edition=edition, room=room, status="draft", launches=[launch], letters=[letter])
    make_session(edition=edition, parent=forum, status="draft", room=room, roles=[make_person(), make_organisation()])
    return edition


def make_talk():
    return make_session(status="draft", roles=[make_person(), make_organisation()], areas=[make_area()])


ROWS = MAKERS | {
    "agenda.room": make_room,
    "agenda.session": make_talk,
    "auth.group": make_groups,
    "auth.user": make_account,
    "expo.edition": make_crowded_edition,
    "expo.hall": lambda: make_booth(participations=[make_participation()]).hall,
    "expo.participation": lambda: make_launch(participation=make_participation(booths=[make_booth()])).participation,
    "expo.person": make_person,
    "expo.scenario": lambda: make_launch(scenario=make_scenario()).scenario,
    "expo.source": make_cited,
}
# What is looked at only, or is the desk's: no row of these is ever deleted.
KEPT = ("deals.", "expo.trace", "expo.operation", "expo.staffevent")
# What tells of what was done, and the marks that are drawn with each write.
UNTOUCHED = (
    *("admin.logentry", "sessions.session"),
    *("expo.trace", "expo.operation", "expo.version", "expo.contentmark", "expo.searchdue"),
)


def everything():
    """Every row of every table but those that tell what was done, as its columns."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    told = [model for model in models if model._meta.label_lower not in UNTOUCHED]
    return {
        model._meta.label: [snapshot_of(row) for row in every_row(model).order_by("pk")]
        for model in told
        if model._meta.label_lower != "auth.user"
    } | {"accounts": [snapshot_of(row) | {"last_login": None} for row in User.objects.order_by("pk")]}


def delete(client, row):
    return client.post(page(row._meta.label_lower, "delete", row.pk), {"post": "yes"})


def restore(client, trace=None, **sent):
    trace = trace or Trace.objects.deleted().get()
    return client.post(page("expo.trace", "restore", trace.pk), sent)


def obstacles(response):
    return [each.said for each in response.context["obstacles"]]


def test_every_model_of_data_entry_is_among_those_tried():
    entered = [model._meta.label_lower for model in admin.site._registry]

    assert sorted(ROWS) == sorted(label for label in entered if not label.startswith(KEPT))


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "unguarded"])
@pytest.mark.parametrize("label", ROWS)
def test_what_is_deleted_is_restored_as_it_was_with_all_that_went_with_it(label, guarded, monkeypatch):
    client = a_superuser()
    row = ROWS[label]()
    before = everything()
    if not guarded:
        monkeypatch.setattr(deletions, "record_deletion", lambda *_args: None)

    delete(client, row)

    assert not every_row(type(row)).filter(pk=row.pk).exists()
    if guarded:
        assert restore(client).status_code == 302
    assert (everything() == before) == guarded


def test_the_list_says_who_deleted_what_and_when_and_is_searched_by_name_in_either_language():
    editor = make_editor()
    client = signed_in(editor)
    for name in ("Robot", "Chip"):
        delete(client, make_launch(name_en=name, name_zh={"Robot": "机器人", "Chip": "芯片"}[name]))
    path = page("expo.trace", "changelist")

    shown = [client.get(path, {"q": words}) for words in ("", "robot", "芯片", editor.username, "nobody")]

    assert [[str(row) for row in each.context["cl"].result_list] for each in shown] == [
        ["Chip", "Robot"],
        ["Robot"],
        ["Chip"],
        ["Chip", "Robot"],
        [],
    ]
    assert editor.username in texts(shown[1], "td")
    client.cookies["staff_language"] = "zh-hans"
    assert "恢复" in texts(client.get(path), "button")


def test_deleted_rows_are_gone_from_the_public_until_they_are_restored(client):
    launch = make_launch(name_en="Robot")
    editor = an_editor()
    public = "/en/2019/launches/"

    seen = ["Robot" in client.get(public).text]
    delete(editor, launch)
    seen.append("Robot" in client.get(public).text)
    restore(editor)
    seen.append("Robot" in client.get(public).text)

    assert seen == [True, False, True]


def test_the_history_of_a_deleted_row_stays_readable_and_goes_on_after_restoring():
    client, launch = an_editor(), make_launch(name_en="Chip")
    path = page("expo.launch", "change", launch.pk)
    client.post(path, filled(client.get(path), name_en="Chips"))
    delete(client, launch)

    shown = client.get(page("expo.trace", "change", Trace.objects.get().pk))

    assert [[(it.field, *it.said) for it in each.changes or []] for each in shown.context["steps"]] == [
        [("Name (English)", "Chip", "Chips")],
        [],
    ]
    restore(client)
    assert len(client.get(page("expo.launch", "history", launch.pk)).context["steps"]) == 2
    assert Version.objects.count() == 2


def test_a_row_deleted_inside_another_form_can_be_restored():
    client, exhibitor = an_editor(), make_participation()
    booth = make_booth(participations=[exhibitor])
    path = page("expo.hall", "change", booth.hall.pk)

    client.post(path, filled(client.get(path), **{"booths-0-DELETE": "on"}))
    assert exhibitor.booths.count() == 0
    restore(client)

    assert list(exhibitor.booths.all()) == [booth]


def test_where_the_address_is_taken_another_is_offered_and_restores():
    client, launch = an_editor(), make_launch(slug="chip")
    delete(client, launch)
    make_launch(slug="chip")

    asked = restore(client)
    form = filled(asked)

    assert (asked.status_code, Launch.objects.count()) == (422, 1)
    assert obstacles(asked) == ["This edition has a launch with this address already."]
    assert form["slug"] == "chip-2"
    assert restore(client, **form).status_code == 302
    assert Launch.objects.get(pk=launch.pk).slug == "chip-2"


def test_where_what_it_belonged_to_is_gone_it_is_named_and_leads_to_restoring_that_first():
    client, booth = an_editor(), make_booth()
    hall = booth.hall
    delete(client, booth)
    delete(client, hall)
    last, first = Trace.objects.deleted()

    asked = restore(client, first)

    assert obstacles(asked) == [f"What it belonged to is gone: hall “{hall.code}”."]
    assert page("expo.trace", "change", last.pk) in asked.text
    assert restore(client, first, again="yes", without="yes").status_code == 422
    assert [restore(client, each).status_code for each in (last, first)] == [302, 302]
    assert list(hall.booths.all()) == [booth]


def test_what_can_be_left_out_is_asked_about_and_left_out():
    client, scenario = an_editor(), make_scenario()
    launch = make_launch(scenario=scenario, sources=[make_source()])
    source = launch.sources.get()
    delete(client, launch)
    scenario.delete()
    source.delete()

    asked = restore(client)

    assert (asked.status_code, Launch.objects.exists()) == (422, False)
    assert obstacles(asked) == [
        f"What it belonged to is gone: scenario “{Trace.objects.get().before['scenario_id']}”.",
        f"What it belonged to is gone: source “{Trace.objects.get().below[0]['fields']['source_id']}”.",
    ]
    assert restore(client, again="yes").status_code == 422
    assert restore(client, again="yes", without="yes").status_code == 302
    restored = Launch.objects.get(pk=launch.pk)
    assert (restored.scenario, restored.sources.count()) == (None, 0)


def test_a_rule_that_was_tightened_since_is_told_beside_the_field_it_is_about():
    client, session = an_editor(), make_talk()
    delete(client, session)
    edition = session.edition
    edition.starts_on = edition.ends_on
    edition.save()

    asked = restore(client)

    assert "This day is not one of the edition's days." in obstacles(asked)
    assert "day" in asked.context["form"].fields


def test_a_credit_code_that_another_organisation_has_by_now_can_be_entered_anew():
    client = an_editor()
    row = make_organisation(uscc="91500000MA5U12345X")
    delete(client, row)
    make_organisation(uscc="91500000MA5U12345X")

    form = filled(restore(client), uscc="")

    assert restore(client, **form).status_code == 302
    assert Organisation.objects.get(pk=row.pk).uscc == ""


def test_what_pointed_elsewhere_meanwhile_goes_on_pointing_there():
    client, exhibitor, other = an_editor(), make_participation(), make_participation()
    moved, left = make_launch(participation=exhibitor), make_launch(participation=exhibitor)
    delete(client, exhibitor)
    Launch.objects.filter(pk=moved.pk).update(participation=other)

    restore(client)

    assert [Launch.objects.get(pk=each.pk).participation for each in (moved, left)] == [other, exhibitor]


def test_restored_twice_it_is_there_once_and_what_was_written_since_stays():
    client, launch = an_editor(), make_launch(name_en="Chip")
    delete(client, launch)
    trace = Trace.objects.get()
    restore(client, trace)
    Launch.objects.update(name_en="Chips")

    again = client.post(page("expo.trace", "restore", trace.pk), follow=True)

    assert f"“{launch.name_en}” was restored already." in again.text
    assert Launch.objects.get().name_en == "Chips"


def test_who_may_not_delete_a_kind_of_row_sees_none_of_it_and_restores_none():
    delete(an_editor(), make_launch(name_en="Chip"))
    trace = Trace.objects.get()
    agenda_only, onlooker = make_staff(("agenda",)), make_staff()
    onlooker.user_permissions.add(Permission.objects.get(codename="view_launch"))

    for user, listed in ((agenda_only, 200), (onlooker, 404)):
        client = signed_in(user)
        assert client.get(page("expo.trace", "changelist")).status_code == listed
        assert "Chip" not in client.get(page("expo.trace", "changelist")).text
        assert [restore(client, trace).status_code, client.get(page("expo.trace", "change", trace.pk)).status_code] in (
            [404, 404],
            [403, 403],
        )
    assert not Launch.objects.exists()


def test_an_administrator_cannot_bring_back_an_account_that_outranks_theirs():
    rows = [User.objects.create_superuser("root", password="secret"), Group.objects.create(name="Everything")]
    for row in rows:
        delete(a_superuser(), row)
    client = signed_in(make_staff(("auth",)))

    listed = client.get(page("expo.trace", "changelist")).text

    assert [name for name in ("root", "Everything") if name in listed] == []
    assert [restore(client, trace).status_code for trace in Trace.objects.all()] == [404, 404]
    account = Trace.objects.get(name_en="root")
    assert "password" not in texts(a_superuser().get(page("expo.trace", "change", account.pk)), "th")


def test_what_is_in_use_is_not_deleted_and_says_so():
    client, exhibitor = an_editor(), make_participation()

    response = client.post(
        page("expo.organisation", "changelist"),
        {"action": "delete_selected", "_selected_action": [exhibitor.organisation.pk], "confirmed": "yes"},
        follow=True,
    )

    assert f"“{exhibitor.organisation}” is in use and cannot be deleted." in response.text
    assert (Participation.objects.count(), Trace.objects.count()) == (1, 0)


def test_whoever_deletes_a_row_is_led_to_where_it_can_be_restored():
    client, row = an_editor(), make_person(name_en="Ann Lee")

    told = client.post(page("expo.person", "delete", row.pk), {"post": "yes"}, follow=True)
    listed = client.get("/admin/expo/trace/?kind=person")

    assert '<a href="/admin/expo/trace/?kind=person">what was deleted</a>' in told.text
    assert "Ann Lee" in listed.text
    assert f"{timezone.localtime(Trace.objects.get().operation.at):%Y-%m-%d %H:%M}" in listed.text
