"""What is wrong in the agenda: every kind and every shape of overlap, by one query each, against plain Python."""

import datetime as dt
import random
from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from agenda.checks import occupancy, overlaps, problems
from agenda.models import OpeningHours, Session, SessionRole, Walk
from expo.models import Edition
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_hall, make_person
from tests.support.steps import count_steps, counts_steps

pytestmark = pytest.mark.django_db

DAYS = [dt.date(2019, 8, day) for day in range(26, 30)]
CALM = {"no_en", "no_zh", "no_room", "no_hours", "no_day"}


def kinds(edition):
    """Each problem as its kind and the short names of its sessions."""
    return [(each.kind.key, *(row.name_en for row in each.sessions)) for each in problems.find_problems(edition)]


def at(hour, minute=0, day=DAYS[0]):
    return dt.datetime.combine(day, dt.time(hour, minute), make_zone())


def make_zone():
    return dt.timezone(dt.timedelta(hours=8))


def pair(one, other, **both):
    """Two sessions, each from a moment to another, as their names say."""
    rows = [
        make_session(name_en=name, day=start.date(), starts_at=start, ends_at=end, **both)
        for name, (start, end) in (("One", one), ("Other", other))
    ]
    return rows[0].edition


SHAPES = {
    "partial": ((at(10), at(11)), (at(10, 30), at(11, 30))),
    "containing": ((at(10), at(12)), (at(10, 30), at(11))),
    "contained": ((at(10, 30), at(11)), (at(10), at(12))),
    "equal": ((at(10), at(11)), (at(10), at(11))),
    "same start": ((at(10), at(11)), (at(10), at(12))),
    "same end": ((at(10), at(12)), (at(11), at(12))),
    "across midnight": ((at(23), at(1, day=DAYS[1])), (at(0, 30, DAYS[1]), at(2, day=DAYS[1]))),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_overlap_is_found_in_a_room_and_of_a_person(shape):
    edition = pair(*SHAPES[shape], room=make_room(), roles=[make_person()])

    assert kinds(edition) == [("room", "One", "Other"), ("person", "One", "Other")]
    assert len(problems.fatal_problems(edition)) == 2


def test_sessions_that_touch_do_not_overlap():
    edition = pair((at(10), at(11)), (at(11), at(12)), room=make_room(), roles=[make_person()])

    assert kinds(edition) == []


@pytest.mark.parametrize(
    ("hours", "clash"),
    [
        ({}, True),
        ({"2019-08-27": None}, False),
        ({"2019-08-27": ["14:00", "18:00"]}, False),
        ({"2019-08-26": None}, True),
    ],
)
def test_what_lasts_several_days_clashes_on_the_days_and_in_the_hours_of_each_day(hours, clash):
    room = make_room()
    make_session(name_en="Show", room=room, hour=9, minutes=480, last_day=DAYS[3], daily_hours=hours)
    talk = make_session(name_en="Talk", room=room, day=DAYS[1])

    assert kinds(talk.edition) == [("room", "Show", "Talk")] * clash


def test_parallel_rooms_wholes_with_parts_and_cancelled_sessions_do_not_clash():
    floor, room, person = make_room(parallel=True), make_room(), make_person()
    make_session(room=floor), make_session(room=floor)
    forum = make_session(room=room, minutes=120, roles=[person])
    make_session(room=room, parent=forum, roles=[person])
    make_session(room=room, status="cancelled", roles=[person])

    assert kinds(forum.edition) == []


def test_two_parts_of_one_session_that_overlap_do_clash():
    forum = make_session(room=(room := make_room()), minutes=120)
    make_session(name_en="One", room=room, parent=forum), make_session(name_en="Other", room=room, parent=forum)

    assert kinds(forum.edition) == [("room", "One", "Other")]


def test_somebody_in_a_session_of_several_days_is_a_hint_only():
    person = make_person()
    make_session(name_en="Show", hour=9, minutes=480, last_day=DAYS[3], roles=[person])
    talk = make_session(name_en="Talk", roles=[person])

    assert kinds(talk.edition) == [("lasting", "Show", "Talk")]
    assert problems.fatal_problems(talk.edition) == []


def test_problems_among_drafts_do_not_block_a_release():
    edition = pair(*SHAPES["equal"], room=make_room(), status="draft")

    assert (kinds(edition), problems.fatal_problems(edition)) == ([("room", "One", "Other")], [])


@pytest.mark.parametrize(
    ("minutes", "gap", "short"), [(None, 9, True), (None, 10, False), (15, 14, True), (15, 15, False), (3, 5, False)]
)
@pytest.mark.parametrize("forth", [True, False])
def test_a_walk_between_halls_takes_its_minutes_both_ways(minutes, gap, short, forth):
    person, halls = make_person(name_en="Ada"), [make_hall(), make_hall()]
    if minutes:
        Walk.objects.create(one=halls[0], other=halls[1], minutes=minutes)
    first, second = halls if forth else halls[::-1]
    one = make_session(name_en="One", room=make_room(hall=first), roles=[person], minutes=60 - gap)
    make_session(name_en="Other", room=make_room(hall=second), roles=[person], hour=11)

    assert kinds(one.edition) == [("walk", "One", "Other")] * short


def test_no_walk_is_needed_within_a_hall():
    person, hall = make_person(), make_hall()
    one = make_session(room=make_room(hall=hall), roles=[person])
    make_session(room=make_room(hall=hall), roles=[person], hour=11)

    assert kinds(one.edition) == []


@pytest.mark.parametrize(
    ("hour", "minutes", "own", "outside"),
    [(9, 60, False, False), (8, 60, False, True), (17, 61, False, True), (17, 60, False, False), (9, 60, True, True)],
)
def test_a_hall_is_open_at_its_own_hours_or_the_venues(hour, minutes, own, outside):
    row = make_session(name_en="One", hour=hour, minutes=minutes)
    hours = {"edition": row.edition, "day": DAYS[0], "closes": dt.time(18)}
    OpeningHours.objects.create(opens=dt.time(9), **hours)
    OpeningHours.objects.create(opens=dt.time(10 if own else 9), hall=row.room.hall, **hours)
    OpeningHours.objects.create(opens=dt.time(12), hall=make_hall(), **hours)

    assert kinds(row.edition) == [("closed", "One")] * outside


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"hour": 9}, "part"),
        ({"hour": 11, "minutes": 61}, "part"),
        ({"day": DAYS[1]}, "part"),
        ({"day": DAYS[1], "starts_at": None}, "part_day"),
    ],
)
def test_parts_lie_within_the_whole(fields, kind):
    forum = make_session(name_en="Whole", minutes=120)
    make_session(name_en="Part", parent=forum, **fields)

    assert [one for one in kinds(forum.edition) if one[0] not in CALM] == [(kind, "Part", "Whole")]


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "cancelled"}, {"visibility": "staff"}])
def test_public_parts_of_what_is_not_public_are_found(fields):
    forum = make_session(name_en="Whole", **fields)
    make_session(name_en="Part", parent=forum)

    assert kinds(forum.edition) == [("left_behind", "Part", "Whole")]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"room": None}, "no_room"),
        ({"day": None, "starts_at": None}, "no_day"),
        ({"starts_at": None}, "no_hours"),
        ({"name_zh": ""}, "no_zh"),
        ({"abstract_en": ""}, "no_en"),
        ({"abstract_zh": ""}, "no_zh"),
    ],
)
def test_what_a_session_lacks_is_found(fields, kind):
    row = make_session(name_en="One", **fields)

    assert kinds(row.edition) == [(kind, "One")]


def test_a_problem_is_told_in_both_languages():
    edition = pair(*SHAPES["equal"], roles=[make_person(name_en="Ada", name_zh="阿达")])
    Session.objects.filter(name_en="One").update(name_zh="甲")
    Session.objects.filter(name_en="Other").update(name_zh="乙")
    (problem,) = problems.find_problems(edition)

    assert problem.sentence == "Ada is in “One” and “Other” at the same time."
    with override("zh-hans"):
        assert problem.sentence == "阿达同时出现在“甲”和“乙”中。"


def full(number, seed=2019):
    """So many sessions in twelve rooms over four days, of any length, some lasting, some within others."""
    edition, chance = make_edition(), random.Random(seed)  # noqa: S311 (a test repeats itself)
    rooms = [make_room(parallel=n > 9, hall=hall) for hall in (make_hall(), make_hall(), None) for n in range(4)]
    people = [make_person() for _ in range(60)]
    rows = [session_by(chance, edition, rooms, n) for n in range(number)]
    Session.objects.bulk_create(rows, batch_size=100)
    for row in chance.sample(rows, number // 5):
        row.parent = chance.choice([other for other in rows if other is not row])
    Session.objects.bulk_update(rows, ["parent"], batch_size=100)
    cast = {(row, person) for row in rows for person in chance.choices(people, k=2)}
    SessionRole.objects.bulk_create(
        [SessionRole(session=row, person=person, role="speaker") for row, person in cast], batch_size=100
    )
    return edition


def session_by(chance, edition, rooms, n):
    day = chance.choice(DAYS[:-1])
    start = dt.datetime.combine(day, dt.time(chance.randrange(24), chance.choice([0, 15, 30])), edition.tz)
    lasting = n % 40 == 0
    closed = {day.isoformat(): chance.choice([None, ["09:00", "12:00"], ["20:00", "02:00"]])}
    return Session(
        edition=edition,
        slug=f"s-{n}",
        kind="forum",
        name_en=f"S {n}",
        name_zh=f"场{n}",
        day=day,
        last_day=DAYS[-1] if lasting else None,
        daily_hours=closed if lasting and chance.random() < 0.6 else {},
        starts_at=start,
        ends_at=start + dt.timedelta(minutes=chance.choice([15, 45, 90, 240])),
        room=chance.choice(rooms),
        status=chance.choice(["draft", "confirmed", "confirmed", "cancelled"]),
    )


def plainly(edition):
    """Pairs of sessions that overlap, by room and by person, found by comparing all with all."""
    rows = [row for row in Session.objects.working().select_related("room").order_by("pk") if not row.cancelled]
    hours = {row: [span for day in edition.days if (span := hours_of(row, day, edition))] for row in rows}
    cast = {row: {role.person_id for role in row.roles.all()} for row in rows}
    rooms, people = set(), set()
    for one, other in combinations(rows, 2):
        apart = one.parent_id != other.pk and other.parent_id != one.pk
        if apart and any(a < d and c < b for a, b in hours[one] for c, d in hours[other]):
            rooms |= {(one.pk, other.pk)} if one.room == other.room and not one.room.parallel else set()
            lasting = bool(one.last_day or other.last_day)
            people |= {(one.pk, other.pk, lasting) for _person in cast[one] & cast[other]}
    return rooms, people


def hours_of(row, day, edition):
    return row.hours_on(day, edition.tz) if row.day <= day <= (row.last_day or row.day) else None


@pytest.mark.parametrize("seed", range(3))
def test_what_sql_finds_is_what_comparing_all_with_all_finds(seed):
    edition = full(150, seed)

    every = problems.find_problems(edition)

    rooms, people = plainly(edition)
    assert {each.finding[:2] for each in every if each.kind.key == "room"} == rooms
    told = {(*each.finding[:2], each.kind.key == "lasting") for each in every if each.kind.key in ("person", "lasting")}
    assert (told, len(rooms) > 5, len(people) > 5) == (people, True, True)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(2))
def test_what_is_found_of_one_session_is_what_the_check_of_all_finds_of_it(seed):
    edition = full(150, seed)
    OpeningHours.objects.create(edition=edition, day=DAYS[0], opens=dt.time(8), closes=dt.time(20))
    concerned = 0

    for kind in problems.KINDS:
        every = list(kind.find(edition))
        for key in edition.sessions.working().order_by("pk").values_list("pk", flat=True):
            expected = [finding for finding in every if key in finding[:2]]
            concerned += len(expected)
            assert list(kind.find(edition, key)) == expected, kind.key
    assert concerned > 100


@counts_steps
def test_the_problems_of_one_session_cost_the_database_no_more_in_a_large_plan():
    edition = full(40)
    row = make_session(room=make_room(), roles=[make_person()])
    with count_steps() as few:
        problems.fatal_problems(edition, row)
    rooms, chance = [make_room() for _ in range(12)], random.Random(1)  # noqa: S311
    Session.objects.bulk_create([session_by(chance, edition, rooms, n) for n in range(1000, 1400)], batch_size=100)

    with count_steps() as many:
        problems.fatal_problems(edition, row)

    assert many.number <= 1.25 * few.number


@pytest.mark.thorough
@pytest.mark.parametrize("number", [3, 2400])
def test_each_kind_takes_one_query_however_many_sessions_there_are(number):
    edition = full(number)

    for kind in problems.KINDS:
        with CaptureQueriesContext(connection) as queries:
            list(kind.find(edition))
        assert len(queries) == 1, kind.key


def test_marks_are_the_kinds_of_each_session_worst_first():
    edition = pair(*SHAPES["equal"], room=make_room(), roles=[make_person()])
    calm = make_session(hour=15)
    rows = list(edition.sessions.working())

    found = problems.kinds_by_session(rows)

    assert {key: [kind.key for kind in marked] for key, marked in found.items()} == {
        row.pk: ["room", "person"] for row in rows if row != calm
    }


@pytest.mark.parametrize("change", [{"timezone": "Europe/Berlin"}, {"ends_on": DAYS[0]}, {"starts_on": DAYS[2]}])
def test_what_was_found_with_an_edition_s_days_and_zone_is_not_found_with_others(change):
    room, hours = make_room(), {"2019-08-27": ["09:00", "11:00"]}
    make_session(name_en="Show", room=room, hour=9, minutes=480, last_day=DAYS[3], daily_hours=hours)
    edition = make_session(name_en="Talk", room=room, day=DAYS[1]).edition
    assert kinds(edition) == [("room", "Show", "Talk")]

    Edition.objects.update(**change)

    assert ("room", "Show", "Talk") not in kinds(Edition.objects.get())


def test_all_that_is_wrong_between_sessions_is_found_by_one_statement(django_assert_num_queries):
    edition = full(20)

    with django_assert_num_queries(1):
        found = overlaps.find_overlaps(edition, [*overlaps.SELECTS])

    assert found == {key: list(overlaps.overlap_finder(key)(edition)) for key in overlaps.SELECTS}
    assert set(overlaps.SELECTS) <= {kind.key for kind in problems.KINDS}


def test_all_kinds_of_problems_share_one_written_statement_of_what_takes_place_when():
    edition = make_session().edition
    occupancy.write_span_table.cache_clear()

    kinds(edition)

    assert occupancy.write_span_table.cache_info().misses == 1


def test_a_release_of_one_session_loads_no_other_where_the_problems_are_of_others(django_assert_num_queries):
    edition = pair(*SHAPES["equal"], room=make_room())
    alone = make_session(edition=edition, room=make_room(), day=DAYS[2], hour=15)
    assert len(problems.fatal_problems(edition)) == 1

    with django_assert_num_queries(2):
        assert problems.fatal_problems(edition, alone) == []
