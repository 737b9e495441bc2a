"""The index follows commits: whoever writes brings it in step, and leaves what is much to a server's thread."""

import pytest
from django.db import connection, transaction

from expo.models import Hall, Organisation
from expo.models.search import SearchDue, SearchEntry
from expo.search_index import after_writes, upkeep
from tests.expo.search_index.exhibitor_names import committed, make_exhibitor, names_found, rename, serving_keeper
from tests.support.factories import make_edition

pytestmark = [pytest.mark.index_follows, pytest.mark.django_db]


@committed
def test_whatever_is_committed_is_in_the_index_before_anybody_searches():
    make_exhibitor()
    rename("Crystal Works")

    assert (names_found(), SearchDue.objects.count()) == (["Crystal Works"], 0)


def save_alone():
    row = Organisation.objects.get(name_en="Quartz Works")
    row.name_en = "Crystal Works"
    row.save()


def by_hand():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE expo_organisation SET name_en = 'Crystal Works'")


ALONE = {
    "a save": save_alone,
    "an update": lambda: Organisation.objects.update(name_en="Crystal Works"),
    "by hand": by_hand,
}


@pytest.mark.thorough
@committed
@pytest.mark.parametrize("how", sorted(ALONE))
def test_a_statement_outside_of_every_transaction_is_followed_at_once(how):
    make_exhibitor()
    ALONE[how]()

    assert (names_found(), SearchDue.objects.count()) == (["Crystal Works"], 0)


@committed
def test_a_row_added_outside_of_every_transaction_is_found_at_once():
    Hall.objects.create(edition=make_edition(), code="Q1", name_en="Quartz hall")

    assert SearchEntry.objects.get(kind="halls").title_en == "Q1 Quartz hall"
    assert SearchDue.objects.count() == 0


@committed
def test_much_that_is_written_outside_of_every_transaction_is_left_to_the_thread_of_a_server(monkeypatch):
    make_exhibitor()
    woken = []
    monkeypatch.setattr(serving_keeper(monkeypatch), "wake", lambda: woken.append("woken"))
    monkeypatch.setattr(after_writes, "FEW", 0)
    Organisation.objects.update(name_en="Onyx Works")

    assert (names_found(), woken) == (["Quartz Works"], ["woken"])


@committed
def test_in_a_transaction_the_index_follows_once_when_it_is_committed(monkeypatch):
    steps = []
    monkeypatch.setattr(after_writes, "follow_commit", lambda: steps.append(SearchDue.objects.exists()))
    with transaction.atomic():
        for name in ("Quartz", "Crystal"):
            make_exhibitor(name)
        assert steps == []

    assert steps == [True]


@committed
def test_what_a_savepoint_took_back_needs_no_following_and_what_comes_after_it_does():
    with transaction.atomic():
        point = transaction.savepoint()
        make_exhibitor("Undone")
        transaction.savepoint_rollback(point)
        make_exhibitor("Done")

    assert names_found() == ["Done"]


@committed
def test_who_writes_much_brings_the_index_in_step_once_at_the_end():
    with after_writes.put_off():
        make_exhibitor()
        assert SearchDue.objects.exists()
    upkeep.catch_up()

    assert names_found() == ["Quartz Works"]


@committed
def test_an_index_that_fails_leaves_what_was_written_and_is_due_to_the_next(monkeypatch, caplog):
    with monkeypatch.context() as broken:
        broken.setattr(upkeep, "take_step", lambda: 1 / 0)
        make_exhibitor()
    assert "ZeroDivisionError" in caplog.text
    assert Organisation.objects.exists()

    rename("Crystal Works")
    assert names_found() == ["Crystal Works"]
