"""A server's thread makes what is much, in steps, beside writers and other processes."""

import threading

import pytest
from django.db import connection

from expo.models import Organisation
from expo.models.search import SearchDue, SearchEntry
from expo.search_index import after_writes, notes, upkeep
from expo.search_index.keeper import IndexKeeper
from expo.search_index.kinds import search_kinds
from tests.expo.search_index.exhibitor_names import (
    committed,
    found,
    make_exhibitor,
    names_found,
    rename,
    serving_keeper,
)
from tests.expo.search_index.test_upkeep import content
from tests.support.showcase_factories import make_news
from tests.support.threads import together

pytestmark = [pytest.mark.index_follows, pytest.mark.django_db]


@pytest.mark.thorough
@pytest.mark.parametrize("step", [1, 2, 200])
def test_all_of_a_kind_is_made_in_steps_and_is_as_if_made_at_once(step, monkeypatch):
    for name in ("Quartz", "Crystal", "Agate"):
        make_exhibitor(name)
    upkeep.catch_up()
    monkeypatch.setattr(upkeep, "STEP", step)
    Organisation.objects.filter(name_en="Agate").update(name_en="Onyx")
    SearchDue.objects.all().delete()
    notes.note_everything(connection)
    steps = 0
    while upkeep.take_step():
        steps += 1
    kept = content()
    upkeep.rebuild_index()

    assert kept == content()
    assert (steps > 30) is (step < 3)
    assert not SearchDue.objects.exists()


def test_kinds_that_rank_first_are_ready_first():
    make_exhibitor()
    upkeep.catch_up()
    for slug in ("news", "exhibitors"):
        SearchDue.objects.create(kind=slug, row=1)
    upkeep.take_step()

    assert list(SearchDue.objects.values_list("kind", flat=True)) == ["news"]


@committed
def test_in_a_server_much_is_left_to_its_thread_and_little_is_done_by_who_wrote_it(monkeypatch):
    make_exhibitor()
    serving = serving_keeper(monkeypatch)
    woken = []
    monkeypatch.setattr(serving, "wake", lambda: woken.append("woken"))
    rename("Crystal Works")
    assert (names_found(), woken) == (["Crystal Works"], [])

    monkeypatch.setattr(after_writes, "FEW", 0)
    rename("Onyx Works")
    assert (names_found(), woken) == (["Crystal Works"], ["woken"])

    together(serving.work)
    assert names_found() == ["Onyx Works"]


@committed
def test_a_writer_of_little_leaves_the_much_of_another_to_the_thread(monkeypatch):
    """That was committed after it had been found that little is due."""
    make_exhibitor()
    serving = serving_keeper(monkeypatch)
    woken, steps = [], iter([False, True])
    monkeypatch.setattr(serving, "wake", lambda: woken.append("woken"))
    monkeypatch.setattr(after_writes, "is_much", lambda: next(steps))
    monkeypatch.setattr(upkeep, "work_off", lambda kind: None)
    rename("Crystal Works")

    assert woken == ["woken"]


def test_a_connection_that_is_opened_within_a_request_follows_writes_after_it_too():
    fresh = connection.copy()
    try:
        with fresh.execute_wrapper(lambda execute, *told: execute(*told)):
            fresh.ensure_connection()
        assert fresh.execute_wrappers == [after_writes.note_statement]
    finally:
        fresh.close()


def test_a_search_that_meets_something_due_wakes_the_thread_and_does_not_wait_for_it(monkeypatch):
    serving = serving_keeper(monkeypatch)
    upkeep.catch_up()
    make_exhibitor()
    answered, ended, worked = threading.Event(), threading.Event(), []

    def work():
        worked.append(answered.wait(60))
        ended.set()

    monkeypatch.setattr(serving, "work", work)
    found("quartz")
    answered.set()

    assert (ended.wait(60), worked) == (True, [True])
    assert serving.thread.daemon


@committed
def test_the_thread_goes_on_after_a_database_that_fails_and_says_so(monkeypatch, caplog):
    make_exhibitor()
    rows, calls = upkeep.due_kinds, []

    def fail_once():
        calls.append("asked")
        if len(calls) == 1:
            with connection.cursor() as cursor:
                cursor.execute("SELECT nothing FROM nowhere")
        return rows()

    monkeypatch.setattr(upkeep, "due_kinds", fail_once)
    with after_writes.put_off():
        rename("Onyx Works")
    serving = IndexKeeper()
    together(lambda: (serving.work(), serving.work()))

    assert "could not be brought in step" in caplog.text
    assert names_found() == ["Onyx Works"]


@committed
def test_a_kind_that_fails_stays_due_and_keeps_no_other_waiting(monkeypatch, caplog):
    make_exhibitor()
    with after_writes.put_off():
        rename("Onyx Works")
        make_news(slug="onyx", name_en="Onyx found")
    make = upkeep.work_off

    def fail(kind):
        if kind.slug == "exhibitors":
            with connection.cursor() as cursor:
                cursor.execute("SELECT nothing FROM nowhere")
        make(kind)

    monkeypatch.setattr(upkeep, "work_off", fail)
    together(IndexKeeper().work)

    assert upkeep.due_kinds() == {"exhibitors"}
    assert SearchEntry.objects.filter(kind="news", title_en="Onyx found").exists()
    assert "could not be brought in step" in caplog.text


@committed
def test_a_kind_that_ends_the_thread_keeps_no_other_waiting_for_the_next(monkeypatch):
    """By what no database has raised."""
    make_exhibitor()
    with after_writes.put_off():
        rename("Onyx Works")
        make_news(slug="onyx", name_en="Onyx found")
    make, serving = upkeep.work_off, IndexKeeper()

    def fail(kind):
        if kind.slug == "exhibitors":
            raise LookupError(kind.slug)
        make(kind)

    def work():
        with pytest.raises(LookupError):
            serving.work()

    monkeypatch.setattr(upkeep, "work_off", fail)
    together(work)
    together(work)

    assert upkeep.due_kinds() == {"exhibitors"}
    assert SearchEntry.objects.filter(kind="news", title_en="Onyx found").exists()


@committed
def test_what_fails_for_who_wrote_it_is_left_to_the_thread(monkeypatch):
    make_exhibitor()
    serving = serving_keeper(monkeypatch)
    woken = []
    monkeypatch.setattr(serving, "wake", lambda: woken.append("woken"))
    monkeypatch.setattr(upkeep, "work_off", lambda kind: 1 / 0)
    rename("Crystal Works")

    assert woken == ["woken"]


def test_what_another_process_has_made_meanwhile_is_not_made_again(monkeypatch):
    """Both read that all exhibitors are due; the second comes to write when the first is done."""
    make_exhibitor()
    upkeep.catch_up()
    notes.note_everything(connection)
    kind = search_kinds()["exhibitors"]
    keys, refresh, made = upkeep.ready_keys, upkeep.refresh_all, []

    def keys_before_the_other(kind):
        noted = keys(kind)
        if not made:
            monkeypatch.setattr(upkeep, "ready_keys", keys)
            upkeep.work_off_all(kind)
        return noted

    monkeypatch.setattr(upkeep, "ready_keys", keys_before_the_other)
    monkeypatch.setattr(upkeep, "refresh_all", lambda kind: (made.append(kind.slug), refresh(kind)))
    upkeep.work_off_all(kind)

    assert made == ["exhibitors"]
    assert "exhibitors" not in upkeep.due_kinds()
