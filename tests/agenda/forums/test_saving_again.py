"""What is typed of a forum is never lost: not by a page that was saved before, nor by what comes in the way."""

import pytest

from agenda.desk import forum as page
from agenda.models import Session
from tests.agenda.forums.test_forum_desk import START, look, save, typed
from tests.agenda.forums.test_further_parts import address
from tests.agenda.forums.test_further_parts import save as save_parts
from tests.agenda.forums.test_further_parts import typed as typed_parts
from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition, make_person
from tests.support.staff import make_editor, signed_in

pytestmark = pytest.mark.django_db
TALK = ("talk", "", "Clouds", "30", "Wang Wei", "", "")
OTHER = ("talk", "", "Steel", "30", "", "", "")
SAVED_BEFORE = ["This form was saved before. To add what stands in it now as well, save again."]


@pytest.fixture(autouse=True)
def edition():
    make_person(slug="wang-wei", name_zh="王伟", name_en="Wang Wei")
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return signed_in(make_editor())


def titles():
    return sorted(Session.objects.working().values_list("name_en", flat=True))


def said_above(answer):
    return answer.context["forms"].head.non_field_errors()


def shown_rows(answer):
    return [row["name_en"].value() for row in answer.context["forms"].rows.forms][:1]


def test_something_else_of_a_page_that_was_saved_is_kept_and_saved_beside(client):
    save(client, typed(TALK))

    answer = save(client, typed(OTHER, name_en="Steel Forum"))
    kept = titles()
    shown = answer.context["forms"].head["key"].value()
    save(client, typed(OTHER, name_en="Steel Forum", key=shown))

    assert (answer.status_code, said_above(answer), shown_rows(answer)) == (422, SAVED_BEFORE, ["Steel"])
    assert (kept, titles()) == (["Clouds", "Making Forum"], ["Clouds", "Making Forum", "Steel", "Steel Forum"])


def test_of_a_page_that_somebody_else_saved_it_is_said_that_it_was_saved_before(client):
    save(client, typed(TALK))

    answer = save(signed_in(make_editor()), typed(TALK))

    assert (answer.status_code, said_above(answer), titles()) == (422, SAVED_BEFORE, ["Clouds", "Making Forum"])


def test_parts_for_which_the_forum_ends_later_are_saved_once_though_sent_twice(client, edition):
    forum = make_session(edition=edition, hour=9, minutes=60, name_en="Forum")

    first, second = [save_parts(client, forum, typed_parts("45", extend="on")) for _ in range(2)]

    assert (first.url, second.url, titles()) == (address(forum), address(forum), ["Forum", "Second"])


def test_other_parts_of_a_page_that_was_saved_are_kept(client, edition):
    forum = make_session(edition=edition, hour=9, minutes=60, name_en="Forum")
    save_parts(client, forum, typed_parts("20"))

    answer = save_parts(client, forum, typed_parts("10") | {"parts-0-name_en": "Third"})

    assert (answer.status_code, said_above(answer), shown_rows(answer)) == (422, SAVED_BEFORE, ["Third"])


def test_what_comes_in_the_way_of_saving_is_said_and_asked_above_what_was_typed(client, monkeypatch):
    sent = typed(TALK)
    seen = look(client, sent).context["seen"]
    save_forum = page.save_forum

    def save_late(*args):
        make_person(slug="wang-wei-2", name_zh="王伟", name_en="Wang Wei")
        return save_forum(*args)

    monkeypatch.setattr(page, "save_forum", save_late)
    answer = client.post(START, sent | {"save": "1", "seen": seen})

    assert (answer.status_code, titles(), shown_rows(answer)) == (422, [], ["Clouds"])
    assert said_above(answer) == ["Somebody has changed something meanwhile: look at it again."]
    assert [doubt.field for doubt in answer.context["look"].rows[0].doubts] == ["speaker"]


def test_more_rows_than_a_forum_may_have_are_refused_and_kept(client):
    rows = [("talk", "", f"Talk {each}", "10", "", "", "") for each in range(70)]

    answer = look(client, typed(*rows))

    kept = answer.context["forms"].rows.forms[69]["name_en"].value()
    assert (answer.status_code, kept, titles()) == (422, "Talk 69", [])
    assert [error for error in answer.context["forms"].rows.non_form_errors() if error in answer.text] == [
        "At most 60 rows are saved at once: add the others as further parts."
    ]
