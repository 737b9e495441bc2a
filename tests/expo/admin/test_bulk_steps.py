"""Steps on many rows: first what they would change and for whom, then the deed, and the way back by one click."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.db import connection

from expo.exhibition import organisation_merge
from expo.models import Launch, Operation, Participation
from expo.models.operations import Verb
from expo.recovery import deletions, undo
from tests.support.agenda_factories import make_room, make_session, make_walk
from tests.support.deal_factories import make_deal
from tests.support.factories import make_booth, make_hall, make_organisation, make_participation
from tests.support.reading import elements, texts
from tests.support.showcase_factories import make_launch
from tests.support.staff import a_superuser, an_editor, make_staff, page, signed_in

pytestmark = pytest.mark.django_db


def act(client, action, rows, follow=True, **sent):
    """Choose a list's action for these rows; `confirmed="yes"` also takes the step."""
    path = page(rows[0]._meta.label_lower, "changelist")
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(f"{path}?edition=all", chosen | sent, follow=follow)


def preview(response):
    inside = response.context["preview"]
    return {
        "rows": inside.rows.count,
        "changed": inside.changed,
        "left": sorted(inside.left),
        "attached": sorted(inside.attached),
        "along": sorted(inside.along),
        "vanishing": inside.vanishing.names,
        "appearing": inside.appearing.names if inside.appearing else [],
        "refused": inside.refused,
    }


def take_back(client, operation=None):
    operation = operation or Operation.objects.first()
    response = client.post(page("expo.operation", "undo", operation.pk), follow=True)
    return [str(message) for message in response.context["messages"]]


def statuses(model=Participation):
    return list(model.objects.order_by("pk").values_list("status", flat=True))


def make_exhibitors():
    """A draft, a confirmed one with a launch and a stand, and one that is public and speaks in a session."""
    draft, confirmed, public = (make_participation(status=each) for each in ("draft", "confirmed", "published"))
    make_launch(participation=confirmed)
    make_booth(participations=[confirmed])
    make_session(roles=[public.organisation])
    return [draft, confirmed, public]


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (
            "publish",
            {"changed": 2, "left": [(1, "published")], "vanishing": [], "appearing": [0, 1]},
        ),
        ("unpublish", {"changed": 1, "left": [(1, "confirmed"), (1, "draft")], "vanishing": [2], "appearing": []}),
        ("withdraw", {"changed": 3, "left": [], "vanishing": [2], "appearing": []}),
    ],
)
def test_a_step_says_first_what_it_would_change_and_for_whom_and_changes_nothing(action, said):
    rows = make_exhibitors()

    shown = act(an_editor(), action, rows)

    named = {name: [str(rows[number]) for number in said[name]] for name in ("vanishing", "appearing")}
    attached = [(1, "launches"), (1, "sessions"), (1, "stands")]
    assert preview(shown) == {"rows": 3, "attached": attached, "along": [], "refused": []} | said | named
    assert statuses() == ["draft", "confirmed", "published"]
    assert not Operation.objects.exists()


def test_a_step_on_a_list_filtered_by_what_it_changes_tells_what_visitors_will_see():
    row = make_participation(status="draft")
    path = page("expo.participation", "changelist")
    sent = {"action": "publish", "_selected_action": [row.pk]}

    shown = an_editor().post(f"{path}?edition=all&status__exact=draft", sent)

    assert preview(shown)["appearing"] == [str(row)]
    assert "Visitors will notice nothing." not in texts(shown, "p")


def test_the_preview_is_told_in_words_in_both_languages():
    rows, client = make_exhibitors(), an_editor()

    english = texts(act(client, "publish", rows), "li")
    client.cookies["staff_language"] = "zh-hans"
    chinese = texts(act(client, "publish", rows), "li")

    assert english[-5:] == [
        "To be changed: 2",
        "Left as they are (published): 1",
        "With stands: 1",
        "With launches: 1",
        "With sessions: 1",
    ]
    assert chinese[-5:] == ["将更改：2", "保持不变（已发布）：1", "有展位的：1", "有新品首发的：1", "有场次的：1"]


def test_deleting_many_stands_last_and_says_first_what_goes_along_and_what_visitors_lose():
    client, hall = an_editor(), make_hall()
    make_booth(hall=hall, participations=[make_participation(hall=hall)])
    actions = client.get(page("expo.hall", "changelist")).context["action_form"].fields["action"].choices

    shown = act(client, "delete_selected", [hall])

    assert actions[-1][0] == "delete_selected"
    assert preview(shown) == {
        "rows": 1,
        "changed": 1,
        "left": [],
        "attached": [(1, "exhibitors"), (1, "stands")],
        "along": [(1, "stand")],
        "vanishing": [str(hall)],
        "appearing": [],
        "refused": [],
    }
    assert shown.context["preview"].loosened == [(1, "exhibitor")]
    hall.refresh_from_db()


def test_deleting_one_row_goes_through_the_same_preview():
    booth = make_booth(participations=[make_participation()])

    shown = an_editor().get(page("expo.hall", "delete", booth.hall.pk))

    assert preview(shown)["along"] == [(1, "stand")]


def test_what_holds_on_to_a_row_is_named_before_anything_is_deleted():
    room = make_room()
    make_session(room=room)

    shown = act(an_editor(), "delete_selected", [room, make_room()])

    assert preview(shown)["refused"] == [str(room)]
    assert "confirmed" not in [each.attributes.get("name") for each in elements(shown, "button")]


def test_nothing_of_the_ledger_is_told_to_those_who_may_not_see_it():
    deal = make_deal()
    (party, *_others) = deal.versions.get().parties.all()

    shown = act(an_editor(), "delete_selected", [party.organisation])

    said = preview(shown)
    assert (said["attached"], said["along"], said["refused"]) == ([], [], [])
    alone = an_editor().get(page("expo.organisation", "delete", party.organisation.pk))
    for response in (shown, alone):
        assert deal.versions.get().name_en not in response.text
        assert "part" not in " ".join(texts(response, "li")[-3:]).casefold()
    assert "something" not in " ".join(texts(alone, "li")).casefold()


def test_what_goes_along_must_be_deletable_too():
    hall_keeper = make_staff()
    hall_keeper.user_permissions.set(Permission.objects.filter(codename__in=("view_hall", "delete_hall")))
    hall = make_booth().hall

    said = act(signed_in(hall_keeper), "delete_selected", [hall], confirmed="yes")

    assert "You may not delete what would go along: stand." in said.text
    hall.refresh_from_db()


def test_a_row_that_somebody_else_has_deleted_meanwhile_is_told_as_such():
    row = make_launch()
    deletions.delete_rows([Launch(pk=row.pk)], None)

    with pytest.raises(ValidationError, match="It has been deleted since"):
        deletions.delete_rows([row], None)


def test_a_step_is_undone_by_one_click_on_the_list_exactly_where_nobody_changed_anything_since():
    client, rows = an_editor(), [make_launch(published=False) for _ in range(3)]
    act(client, "publish", [*rows, make_launch(published=True)], confirmed="yes")
    Launch.objects.filter(pk=rows[1].pk).update(name_en="Chip")
    rows[2].delete()

    path = page("expo.operation", "undo", Operation.objects.get().pk)
    offered = [
        form.attributes["action"] for form in elements(client.get(page("expo.launch", "changelist")), "form")[1:3]
    ]
    said = take_back(client)

    assert path in offered
    assert list(Launch.objects.order_by("pk").values_list("published", flat=True)) == [False, True, True]
    assert said == [
        "Undone: 1 launch as before.",
        f"“{rows[2]}” is left as it is: It has been deleted since.",
        f"“{rows[1]}” is left as it is: Somebody has changed it since.",
    ]


def test_the_list_offers_the_last_step_of_this_person_to_be_undone_until_it_is():
    client, row = an_editor(), make_launch(published=False)
    path = page("expo.launch", "changelist")
    act(client, "publish", [row], confirmed="yes")

    offered = [client.get(path).context["last_step"], an_editor().get(path).context["last_step"]]
    take_back(client)

    assert offered == [Operation.objects.get(), None]
    assert client.get(path).context["last_step"] is None


def test_deleting_many_is_undone_as_one_step_and_what_is_in_the_way_is_told():
    client, rows = an_editor(), [make_launch(slug="one"), make_launch(slug="two")]
    act(client, "delete_selected", rows, confirmed="yes")
    make_launch(slug="one")

    said = take_back(client)

    assert [launch.slug for launch in Launch.objects.order_by("slug")] == ["one", "two"]
    assert said == [
        "Undone: 1 launch as before.",
        f"“{rows[0]}” is left as it is: This edition has a launch with this address already.",
    ]
    assert Operation.objects.get().traces.deleted().count() == 1


def test_walks_between_two_halls_come_back_with_both():
    walk, client = make_walk(), an_editor()
    act(client, "delete_selected", [walk.one, walk.other], confirmed="yes")

    take_back(client)

    walk.refresh_from_db()


def test_an_undone_step_is_not_undone_again():
    client, row = an_editor(), make_launch(published=False)
    act(client, "publish", [row], confirmed="yes")
    operation = Operation.objects.get()
    take_back(client)
    Launch.objects.update(published=True)

    assert take_back(client, operation) == ["This was undone already."]
    assert Launch.objects.get().published


def test_merging_two_organisations_is_a_step_that_can_be_undone():
    client = a_superuser()
    keep, gone = make_organisation(), make_organisation()
    exhibitor = make_participation(organisation=gone)
    organisation_merge.merge_organisations(keep, gone, User.objects.get())

    said = take_back(client, Operation.objects.get(verb=Verb.MERGE))

    exhibitor.refresh_from_db()
    gone.refresh_from_db()
    assert (said, exhibitor.organisation, gone.merged_into) == (["Undone: 1 organisation as before."], gone, None)


def test_a_merging_undone_in_the_list_of_organisations_is_no_step_to_undo_any_more():
    keep, gone = make_organisation(), make_organisation()
    by = make_staff(is_superuser=True)
    organisation_merge.merge_organisations(keep, gone, by)
    gone.refresh_from_db()

    organisation_merge.split_organisation(gone, by)

    assert not Operation.objects.standing().exists()


def test_who_may_not_change_a_kind_of_row_undoes_no_step_on_it():
    act(an_editor(), "publish", [make_launch(published=False)], confirmed="yes")
    other = signed_in(make_staff(("agenda",)))

    response = other.post(page("expo.operation", "undo", Operation.objects.get().pk))

    assert response.status_code == 404
    assert Launch.objects.get().published
    assert list(other.get(page("expo.operation", "changelist")).context["cl"].result_list) == []


def test_sessions_say_that_visitors_see_the_change_with_the_next_release():
    rows = [make_session(status="draft"), make_session(status="confirmed")]

    shown = act(an_editor(), "confirm", rows)

    assert preview(shown)["appearing"] == [str(rows[0])]
    assert "Visitors see what changes in the agenda with its next release." in texts(shown, "p")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["publish", "delete_selected"])
def test_undo_pressed_by_two_people_at_once_takes_the_step_back_once(verb):
    client, row = an_editor(), make_launch(published=False)
    act(client, verb, [row], confirmed="yes")
    operation, by = Operation.objects.get(), User.objects.get()
    together = threading.Barrier(2)

    def press():
        try:
            together.wait()
            return undo.undo_operation(operation, by)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = [each.result() for each in [pool.submit(press), pool.submit(press)]]

    assert sorted(each.rows if each else 0 for each in done) == [0, 1]
    assert list(Launch.objects.values_list("pk", "published")) == [(row.pk, False)]
