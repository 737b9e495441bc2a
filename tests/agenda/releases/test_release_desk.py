"""The release page of the agenda's desk: what would change, for whom, and the button."""

import datetime as dt

import pytest

from agenda.models import Release, Session
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_person
from tests.support.reading import elements, texts
from tests.support.staff import an_editor

pytestmark = pytest.mark.django_db
DESK = "/desk/agenda/2019/release/"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def moved(**fields):
    session = make_session(**fields)
    by = dt.timedelta(minutes=30)
    Session.objects.filter(pk=session.pk).update(starts_at=session.starts_at + by, ends_at=session.ends_at + by)
    return session


def filled(response, **changes):
    """What the page's form would send."""
    areas = {one.attributes["name"]: one.text for one in elements(response, "textarea")}
    hidden = {
        one.attributes["name"]: one.attributes.get("value", "")
        for one in elements(response, "input")
        if one.attributes.get("type") == "hidden" and one.attributes["name"] in ("seen", "looked_at")
    }
    return areas | hidden | changes


def test_the_page_tells_what_would_change_and_who_is_affected():
    moved(name_en="Talk", hour=10, roles=[make_person(name_en="Ada Li")])

    page = an_editor().get(DESK)

    assert "Public now: version 1.0" in page.text
    assert "Talk" in texts(page, "h3")
    assert "Monday 26 August · 10:00–11:00" in texts(page, "s")
    assert any("Ada Li" in text and "Talk" in text for text in texts(page, "li"))


def test_of_what_lasts_several_days_the_hours_are_told_that_alone_have_moved():
    moved(name_en="Exhibition", hour=10, last_day=dt.date(2019, 8, 29))

    page = an_editor().get(DESK)

    assert [text for text in texts(page, "s") if "10:00–11:00" in text]
    assert [text for text in texts(page, "li") if "10:30–11:30" in text]


def test_the_words_begin_with_a_summary_in_both_languages_and_can_be_changed(client):
    moved(), moved()
    editor = an_editor()
    page = editor.get(DESK)
    sent = filled(page, note_en="Two talks start later.")

    done = editor.post(DESK, sent, follow=True)

    assert filled(page)["note_zh"] == "2场活动时间变更。"
    assert "Version 2.0 of the agenda is public." in done.text
    release = Release.objects.get(major=2)
    assert (release.note_en, release.note_zh) == ("Two talks start later.", "2场活动时间变更。")
    assert release.released_by.username.startswith("staff")


def test_pressed_twice_it_releases_once():
    moved()
    editor = an_editor()
    sent = filled(editor.get(DESK))

    answers = [editor.post(DESK, sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 200]
    assert "was released in between" in answers[1].text
    assert Release.objects.count() == 2


def test_whoever_looked_before_a_colleague_released_sees_what_is_left():
    first, second = moved(name_en="First"), moved(name_en="Second")
    editor, colleague = an_editor(), an_editor()
    sent = filled(editor.get(DESK))
    colleague.post(f"{DESK}{first.pk}/", filled(colleague.get(f"{DESK}{first.pk}/")))

    answer = editor.post(DESK, sent)

    assert "Version 1.1 was released in between." in answer.text
    assert texts(answer, "h3") == ["Second"]
    assert filled(answer)["seen"] == "1.1"
    assert second.copies.count() == 1


@pytest.mark.parametrize("alone", [False, True])
def test_nothing_goes_out_that_was_changed_since_the_preview(alone):
    session = moved(name_en="Talk")
    path = f"{DESK}{session.pk}/" if alone else DESK
    editor = an_editor()
    sent = filled(editor.get(path), note_en="Later.")
    session.refresh_from_db()
    session.name_en = "Talk of something else"
    session.save()

    refused = editor.post(path, sent)
    kept = Release.objects.count(), filled(refused)["note_en"]
    done = editor.post(path, filled(refused), follow=True)

    assert "The plan was changed since you looked. Look again at what would go out." in refused.text
    assert texts(refused, "h3") == ["Talk of something else"]
    assert kept == (1, "Later.")
    assert "of the agenda is public." in done.text


def test_a_hot_fix_makes_one_session_public():
    session, other = moved(name_en="Talk"), moved(name_en="Other")
    editor = an_editor()
    path = f"{DESK}{session.pk}/"
    page = editor.get(path)

    done = editor.post(path, filled(page), follow=True)

    assert texts(page, "h3") == ["Talk"]
    assert "Version 1.1 of the agenda is public." in done.text
    assert (session.copies.count(), other.copies.count()) == (2, 1)


def test_fatal_problems_ask_for_a_reason_and_take_it():
    room = make_room()
    moved(room=room, hour=10, name_en="One")
    make_session(room=room, hour=10, name_en="Other")
    editor = an_editor()
    page = editor.get(DESK)

    refused = editor.post(DESK, filled(page))
    done = editor.post(DESK, filled(page, overridden="The wall opens."), follow=True)

    assert "overridden" in filled(page)
    assert "There are problems that must be solved before a release." in refused.text
    assert "Version 2.0 of the agenda is public." in done.text
    assert "The wall opens." in done.text


def test_without_changes_there_is_no_button():
    make_session()

    page = an_editor().get(DESK)

    assert "Nothing has changed since the last release." in page.text
    assert elements(page, "textarea") == []


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_costs_the_same_however_much_changed(sessions, django_assert_num_queries):
    for _ in range(sessions):
        moved(roles=[make_person()])
    editor = an_editor()

    with django_assert_num_queries(30):
        editor.get(DESK)


def test_the_release_is_one_click_from_the_start_page_and_from_the_list_of_sessions():
    client = an_editor()
    link = '<a href="/desk/agenda/2019/release/">Release the agenda</a>'

    assert link in client.get("/admin/?edition=2019").text
    assert link in client.get("/admin/agenda/session/?edition=2019").text


def test_of_many_fatal_problems_it_is_said_that_these_are_the_first(edition):
    room = make_room(edition=edition)
    for number in range(14):
        moved(name_en=f"Talk {number}", hour=10, room=room)
    page = an_editor().get(DESK)

    assert "The first 12 of " in page.text
    assert '<a href="/desk/agenda/2019/problems/">All problems</a>' in page.text
