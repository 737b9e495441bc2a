"""A search only reads: the index follows commits, a server's thread makes what is much, and what is due is left out."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expo.models import Edition, Hall, Organisation, Participation
from expo.models.search import SearchDue, SearchEntry
from expo.search_index import after_writes, keeper, notes, readiness, upkeep
from expo.search_index.keeper import IndexKeeper
from expo.search_index.kinds import search_kinds
from expo.search_index.numbers import pack_numbers
from tests.expo.search_index.test_upkeep import content
from tests.support.factories import make_booth, make_edition, make_hall, make_organisation, make_participation
from tests.support.showcase_factories import make_news
from tests.support.threads import together

pytestmark = [pytest.mark.index_follows, pytest.mark.django_db]
committed = pytest.mark.django_db(transaction=True)


@transaction.atomic
def make_exhibitor(name="Quartz Works"):
    slug = name.lower().replace(" ", "-")
    return make_participation(organisation=make_organisation(name_en=name), slug=slug)


@transaction.atomic
def rename(name):
    Organisation.objects.update(name_en=name)


def found(words, path="search/", **more):
    return Client().get(f"/en/2019/{path}", {"q": words, **more})


def names_found():
    return sorted(SearchEntry.objects.filter(kind="exhibitors").values_list("title_en", flat=True))


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


@pytest.mark.parametrize("path", ["search/", "search/suggestions.json", "exhibitors/"])
def test_a_search_writes_nothing_whatever_is_due(path, monkeypatch):
    make_exhibitor()
    upkeep.catch_up()
    rename("Crystal Works")
    due = list(SearchDue.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        found("crystal", path)

    assert [each["sql"] for each in queries if not each["sql"].lstrip("(").startswith("SELECT")] == []
    assert list(SearchDue.objects.values_list("pk", flat=True)) == due != []


def test_what_is_withdrawn_is_not_found_before_the_index_is_made(monkeypatch):
    make_exhibitor()
    make_exhibitor("Quartz Guild")
    upkeep.catch_up()
    Participation.objects.filter(organisation__name_en="Quartz Works").update(status="withdrawn")
    page = found("quartz", **{"in": "exhibitors"})

    assert page.status_code == 200
    assert "Quartz Guild" in page.content.decode()
    assert "Quartz Works" not in page.content.decode()
    assert "being made ready" in page.content.decode()


def stand_at(name="Old hall"):
    """An exhibitor at a hall of that name, whom nobody has renamed yet."""
    firm = make_exhibitor()
    hall = make_hall(edition=firm.edition, code="S4", name_en=name)
    make_booth(hall=hall, participations=[firm])
    upkeep.catch_up()
    return firm, hall


@pytest.mark.parametrize("kind", ["exhibitors", "stands", "halls"])
def test_what_stands_in_a_renamed_hall_is_found_by_its_old_name_meanwhile(kind):
    stand_at()
    Hall.objects.update(name_en="New hall")

    assert set(SearchDue.objects.filter(hides=True)) == set()
    assert SearchDue.objects.filter(kind=kind).exists()
    assert kind in [part.kind.slug for part in found("old hall").context["found"].kinds]
    upkeep.catch_up()
    assert kind in [part.kind.slug for part in found("new hall").context["found"].kinds]


def test_of_a_renamed_hall_only_what_stands_there_is_due():
    firm, _hall = stand_at()
    other = make_exhibitor("Crystal Works")
    make_booth(hall=make_hall(edition=firm.edition, code="N1"), participations=[other])
    upkeep.catch_up()
    Hall.objects.filter(code="S4").update(name_en="New hall")

    assert list(SearchDue.objects.filter(kind="exhibitors").values_list("row", flat=True)) == [firm.pk]


@pytest.mark.parametrize("change", [{"name_en": "New name"}, {"theme_en": "New theme"}, {"ends_on": "2030-01-01"}])
def test_what_no_entry_tells_of_an_edition_makes_nothing_due(change):
    stand_at()
    Edition.objects.update(**change)

    assert not SearchDue.objects.exists()


HIDDEN = {
    "withdrawn": lambda: Participation.objects.update(status="withdrawn"),
    "gone": lambda: Participation.objects.all().delete(),
    "its edition hidden": lambda: Edition.objects.update(published=False),
}


@pytest.mark.parametrize("what", sorted(HIDDEN))
@pytest.mark.parametrize("first", ["renamed", "hidden"])
def test_what_is_renamed_and_hidden_is_left_out(what, first):
    firm, _hall = stand_at()
    steps = [lambda: Hall.objects.update(name_en="New hall"), HIDDEN[what]]
    for step in steps if first == "renamed" else reversed(steps):
        step()
    numbers = set(SearchEntry.objects.filter(kind__in=["exhibitors", "stands"]).values_list("number", flat=True))
    waiting = readiness.read_waiting(firm.edition_id)

    assert len(numbers) == 2
    assert {number for number in numbers if waiting.without(pack_numbers({number}))} == set()


@pytest.mark.parametrize("step", [1, 200])
def test_what_may_be_hidden_is_so_until_all_of_its_kind_is_made(step, monkeypatch):
    """Notes of a whole kind are split in notes of each: what one of them hides stays hidden."""
    firm, _hall = stand_at()
    make_exhibitor("Crystal Works")
    upkeep.catch_up()
    monkeypatch.setattr(upkeep, "STEP", step)
    SearchDue.objects.create(kind="exhibitors", row=0, hides=False)
    Participation.objects.filter(pk=firm.pk).update(status="withdrawn")
    shown = []
    while upkeep.take_step():
        shown.append("Quartz Works" in found("quartz", **{"in": "exhibitors"}).content.decode())

    assert set(shown) == {False}


def test_where_nothing_is_found_while_the_index_is_made_visitors_are_told_when_to_ask_again(monkeypatch):
    make_exhibitor()
    upkeep.catch_up()
    notes.note_everything(connection)
    search, exhibitors = found("quartz"), found("quartz", "exhibitors/")

    assert (search.status_code, search["Retry-After"]) == (503, "5")
    assert "being made ready" in search.content.decode()
    assert (exhibitors.status_code, exhibitors["Retry-After"]) == (503, "5")
    assert "The search is being made ready." in exhibitors.content.decode()
    assert Client().get("/en/2019/exhibitors/").status_code == 200


def test_of_a_kind_of_which_much_waits_nothing_is_found_and_of_others_all(monkeypatch):
    make_exhibitor()
    make_news(slug="quartz", name_en="Quartz found")
    upkeep.catch_up()
    monkeypatch.setattr(readiness, "MOST_WAITING", 1)
    for row in (998, 999):
        SearchDue.objects.create(kind="exhibitors", row=row)
    page = found("quartz")

    assert page.status_code == 200
    assert [part.kind.slug for part in page.context["found"].kinds] == ["news"]


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


def serving_keeper(monkeypatch):
    serving = IndexKeeper()
    serving.serving = True
    for module in (keeper, after_writes):
        monkeypatch.setattr(module, "KEEPER", serving)
    return serving


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


def test_a_list_does_not_say_that_there_is_nothing_while_something_new_waits():
    make_exhibitor()
    upkeep.catch_up()
    make_exhibitor("Onyx Works")
    answers = [found(words, "exhibitors/").status_code for words in ("onyx", "quartz")]

    assert answers == [503, 200]


@pytest.mark.parametrize("kind", ["launchpads", "areas\x07"])
def test_what_is_due_of_a_kind_that_is_no_more_keeps_nobody_waiting(kind):
    """However it came to stand there: the second is what no field would have written."""
    SearchDue.objects.create(kind="areas", row=7)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO expo_searchdue (kind, row) VALUES (%s, 7)", [kind])
    steps = [upkeep.take_step() for _step in range(3)]

    assert (steps, SearchDue.objects.exists()) == ([True, True, False], False)
