"""A search only reads: what is due is left out, or visitors are told when to ask again."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expo.models import Edition, Hall, Participation
from expo.models.search import SearchDue, SearchEntry
from expo.search_index import notes, readiness, upkeep
from expo.search_index.kinds import ALL_ROWS
from expo.search_index.numbers import pack_numbers
from tests.expo.search_index.exhibitor_names import found, make_exhibitor, rename
from tests.support.factories import make_booth, make_hall
from tests.support.showcase_factories import make_news

pytestmark = [pytest.mark.index_follows, pytest.mark.django_db]


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


@pytest.mark.thorough
@pytest.mark.parametrize("step", [1, 200])
def test_what_may_be_hidden_is_so_until_all_of_its_kind_is_made(step, monkeypatch):
    """Notes of a whole kind are split in notes of each: what one of them hides stays hidden."""
    firm, _hall = stand_at()
    make_exhibitor("Crystal Works")
    upkeep.catch_up()
    monkeypatch.setattr(upkeep, "STEP", step)
    SearchDue.objects.create(kind="exhibitors", row=ALL_ROWS, hides=False)
    Participation.objects.filter(pk=firm.pk).update(status="withdrawn")
    shown = []
    while upkeep.take_step():
        shown.append("Quartz Works" in found("quartz", **{"in": "exhibitors"}).content.decode())

    assert set(shown) == {False}


def test_what_is_hidden_of_a_kind_that_is_renamed_hides_no_other(monkeypatch):
    firm, _hall = stand_at()
    make_exhibitor("Crystal Works")
    upkeep.catch_up()
    monkeypatch.setattr(upkeep, "STEP", 1)
    SearchDue.objects.create(kind="exhibitors", row=ALL_ROWS, hides=False)
    Participation.objects.filter(pk=firm.pk).update(status="withdrawn")
    seen = []
    while upkeep.take_step():
        page = [found(word, **{"in": "exhibitors"}).content.decode() for word in ("crystal", "quartz")]
        seen.append(("Crystal Works" in page[0], "Quartz Works" in page[1]))

    assert set(seen) == {(True, False)}


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
