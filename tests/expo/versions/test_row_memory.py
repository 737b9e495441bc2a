"""What is remembered of the database is never older than the database, and has a bound."""

import time

import pytest
from django.db import connection, transaction

from expo.models import Region, TechnologyArea, Version
from expo.versions import row_memory
from expo.versions.reading import note_reading
from expo.versions.row_memory import PlanMemory, RowMemory
from tests.support.factories import make_area, make_edition

pytestmark = pytest.mark.django_db


class Reader:
    """Reads the names of areas, and counts how often it was asked."""

    def __init__(self):
        self.asked = 0

    def __call__(self):
        self.asked += 1
        return tuple(TechnologyArea.objects.order_by("pk").values_list("name_en", flat=True))


def by_hand():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE expo_technologyarea SET name_en = 'Quartz'")


def save():
    area = TechnologyArea.objects.get()
    area.name_en = "Quartz"
    area.save()


def save_in_bulk():
    area = TechnologyArea.objects.get()
    area.name_en = "Quartz"
    TechnologyArea.objects.bulk_update([area], ["name_en"])


WRITES = {
    "save": save,
    "update": lambda: TechnologyArea.objects.update(name_en="Quartz"),
    "bulk": save_in_bulk,
    "by hand": by_hand,
}


def test_rows_are_read_once_while_nobody_writes_to_their_tables():
    memory, read = RowMemory(), Reader()
    make_area(name_en="Mica")

    found = [memory.recall("areas", read) for _ in range(3)]
    Region.objects.create(name_en="Elsewhere", kind="country", code="XE")
    found.append(memory.recall("areas", read))

    assert (found, read.asked) == ([("Mica",)] * 4, 1)


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_whatever_writes_is_seen_at_once_in_its_own_transaction_and_gone_when_it_is_rolled_back(write):
    memory, read = RowMemory(), Reader()
    make_area(name_en="Mica")
    memory.recall("areas", read)

    with transaction.atomic():
        write()
        inside = memory.recall("areas", read)
        transaction.set_rollback(True)

    assert (inside, memory.recall("areas", read)) == (("Quartz",), ("Mica",))


def test_rows_are_not_kept_while_somebody_writes():
    memory, read = RowMemory(), Reader()
    make_area(name_en="Mica")

    def disturbed_read():
        rows = read()
        by_hand()
        return rows

    first = memory.recall("areas", disturbed_read)

    assert (first, memory.recall("areas", read), read.asked) == (("Mica",), ("Quartz",), 2)


def test_parts_are_of_one_moment_even_where_somebody_writes_while_one_of_them_is_read():
    memory, read = RowMemory(), Reader()
    make_area(name_en="Mica")
    memory.recall_each(str, ["a"], lambda parts: dict.fromkeys(parts, read()))

    def disturbed_read(parts):
        if len(parts) == 1:
            by_hand()
        return dict.fromkeys(parts, read())

    assert memory.recall_each(str, ["a", "b"], disturbed_read) == [("Quartz",), ("Quartz",)]


def test_rows_stand_no_longer_than_the_clock_leaves_them(monkeypatch):
    memory, edition, asked = RowMemory(), make_edition(), []

    def read():
        asked.append(edition.now())
        return tuple(TechnologyArea.objects.values_list("pk"))

    edition.rehearsal = True
    memory.recall("areas", read), memory.recall("areas", read)
    later = time.time() + 61
    monkeypatch.setattr(row_memory.time, "time", lambda: later)
    memory.recall("areas", read)

    assert len(asked) == 2


def test_what_is_made_of_known_rows_counts_as_made_of_their_tables():
    memory, read = RowMemory(), Reader()
    made_of = []
    for _ in range(2):
        with note_reading() as reading:
            memory.recall("areas", read)
        made_of.append((reading.tables, reading.until))

    assert (made_of[0] == made_of[1], made_of[1][0], read.asked) == (True, {"expo_technologyarea"}, 1)


def test_what_staff_are_told_may_be_a_part_of_more_that_stands_by_the_same_marks_and_of_no_public_page():
    memory, read = PlanMemory(), Reader()
    make_area(name_en="Mica")
    asked = []

    def read_more():
        asked.append(1)
        return (*memory.recall("areas", read), Region.objects.count())

    with note_reading() as reading:
        found = [memory.recall("more", read_more) for _ in range(3)]
    by_hand()
    found.append(memory.recall("more", read_more))

    assert (found, len(asked), read.asked) == ([("Mica", 0)] * 3 + [("Quartz", 0)], 2, 2)
    assert reading.until == 0


def test_what_is_made_of_private_tables_is_not_kept():
    memory, asked = RowMemory(), []

    def read():
        asked.append(1)
        return tuple(Version.objects.values_list("pk"))

    memory.recall("versions", read), memory.recall("versions", read)

    assert len(asked) == 2


def test_no_more_rows_are_kept_than_the_bound():
    memory, read = RowMemory(most_rows=6), Reader()
    make_area(), make_area()

    for key in range(10):
        memory.recall(key, read)
    memory.recall(9, read)

    assert (memory.size, list(memory.known), read.asked) == (6, [8, 9], 10)


def test_what_is_larger_than_a_part_of_the_memory_is_not_kept_and_drives_nothing_out():
    memory, read = RowMemory(most_rows=40), Reader()
    make_area(name_en="Mica")
    memory.recall("areas", read)

    memory.recall("everything", lambda: (*read(), *range(20)))
    memory.recall("areas", read)

    assert (list(memory.known), memory.size, read.asked) == (["areas"], 2, 2)
