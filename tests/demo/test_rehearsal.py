"""The rehearsal edition, loaded whole: its sizes, its sums, that it could take place, that no way leads to nothing."""

import datetime as dt
import itertools
import re
from collections import Counter, defaultdict, deque
from decimal import Decimal

import pytest
from django.db.models import Count, F
from django.test import Client
from django.urls import resolve

import agenda.demo
import deals.demo
import expo.demo
from agenda.checks import problems
from agenda.models import Session, SessionRole, daily_hours
from agenda.models.contests import Round
from deals import bulletins, totals
from deals.ledger import hash_chain
from deals.models import Deal, Event, Party, Terms
from deals.money import Money
from expo.exhibition.data_checks import EXHIBIT
from expo.i18n.pinyin import pinyin_of
from expo.models import (
    Attendance,
    Booth,
    Edition,
    Exhibit,
    Launch,
    Organisation,
    Participation,
    Person,
    TechnologyArea,
    VenuePlace,
)
from expo.problems import CheckedRows, count_problems
from tests.demo.loading import loaded
from tests.support.reading import elements, links

# A visitor's own, which is empty until they choose.
OWN = {"agenda:mine"}
# Of the rehearsal's thousands of pages of the same kind.
MOST_OF_A_KIND = 12
MISSING = {"no_day", "no_hours", "no_room", "no_en", "no_zh"}


# The database is made where a test asks for it; the rows are those of the whole module.
pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture(scope="module", autouse=True)
def edition(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, expo.demo.load, agenda.demo.load, deals.demo.load):
        yield Edition.objects.get(slug="rehearsal")


def public_sessions(edition):
    return Session.objects.public().filter(edition=edition)


def test_530_projects_add_up_to_816_9_billion_yuan_to_the_fen(edition):
    total = totals.edition_headline(edition)

    assert not total.stated
    assert (total.projects, total.at_expo.projects, total.outside.projects) == (530, 89, 441)
    assert total.amount == Money(81_690_000_000_000, "CNY")
    assert total.at_expo.amount + total.outside.amount == total.amount
    assert round(total.second.minor, -10) == 11_570_000_000_000
    assert (total.undisclosed, total.rate_missing) == (12, 0)
    assert (total.rate, total.rate_on) == (Decimal("7.0605"), edition.starts_on + dt.timedelta(1))


def test_the_deals_went_through_the_ledger_like_everyones(edition):
    steps = dict(Event.objects.values_list("verb").annotate(Count("pk")))

    assert steps == {"recorded": 543, "verified": 540, "announced": 537, "cleared": 1, "written": 1, "issued": 1}
    assert list(hash_chain.find_breaks()) == []


def test_the_first_bulletin_says_the_total_of_the_rows_in_both_languages(edition):
    bulletin = edition.bulletins.get()
    english, chinese = (bulletins.fill_text(bulletin, "body", language) for language in ("en", "zh-hans"))

    assert "530 projects worth 816.9 billion yuan (US$115.7 billion) had been signed: 89 at the expo and 441" in english
    assert "共签约项目530个、签约总额8169亿元（1157亿美元）：会场签约89个，场外签约441个" in chinese
    assert bulletins.prove(bulletin).holds


def test_the_desk_has_something_left_to_do(edition):
    waiting = Deal.objects.filter(edition=edition)

    assert (waiting.to_verify().count(), waiting.to_announce().count()) == (3, 3)


def test_a_known_guest_signs_for_each_party_on_every_stage(edition):
    on_stage = Terms.objects.filter(deal__edition=edition).exclude(ceremony=None)
    parties = Party.objects.filter(terms__in=on_stage)

    assert parties.exclude(signatories__person__attendances__edition=edition).count() == 0
    assert Terms.objects.filter(deal__edition=edition, ceremony=None, signatories__isnull=False).count() == 0


def test_partners_come_from_thirty_countries_and_every_province(edition):
    parties = Party.objects.filter(terms__in=Terms.objects.public().of(edition), organisation__isnull=False)
    codes = set(parties.values_list("organisation__region__code", flat=True))

    assert {"GB", "DE", "SG"} < codes
    assert len([code for code in codes if code.isalpha()]) >= 30
    assert len([code for code in codes if code.isdigit()]) == 31


def test_850_exhibitors_come_from_58_countries_and_regions(edition):
    exhibitors = (
        Participation.objects.public().filter(edition=edition).exhibiting().select_related("organisation__region")
    )
    countries = {"CN" if row.organisation.region.parent_id else row.organisation.region.code for row in exhibitors}

    assert (len(exhibitors), len(countries)) == (850, 58)
    assert Participation.objects.filter(edition=edition).exclude(status="published").count() == 12


def test_every_public_exhibitor_has_a_stand_and_nobody_else(edition):
    stands = dict(Booth.participations.through.objects.values_list("participation").annotate(Count("pk")))
    public = Participation.objects.public().filter(edition=edition).exhibiting().values_list("pk", flat=True)
    shared = Booth.objects.annotate(on_it=Count("participations")).filter(on_it__gt=1)

    assert set(stands) == set(public)
    assert len([pk for pk, count in stands.items() if count == 2]) == 20
    assert shared.filter(number__startswith="NP").count() == 3
    assert shared.exclude(number__startswith="NP").count() == 15


def test_240_sessions_of_all_kinds_in_12_rooms(edition):
    sessions = public_sessions(edition)

    assert (sessions.count(), edition.rooms.count()) == (240, 12)
    assert sessions.values("kind").distinct().count() == 9
    assert sessions.filter(kind="forum", parent=None).count() == 46
    assert sessions.filter(status="cancelled").count() == 4
    assert sessions.filter(day__isnull=False, last_day=None, starts_at=None).count() == 2
    assert Session.objects.working().filter(edition=edition).count() == 244


def test_a_title_is_missing_in_one_language_here_and_there(edition):
    assert [row.slug for row in public_sessions(edition).filter(name_en="")] == ["a-city-for-slow-walkers"]
    assert [row.slug for row in public_sessions(edition).filter(name_zh="")] == ["open-architectures-open-tools"]


def test_every_session_is_valid_as_the_admin_would_have_it(edition):
    for session in Session.objects.filter(edition=edition).select_related("edition", "room"):
        session.clean()
        session.clean_fields(exclude=["edition", "room", "parent"])


def overlapping(times):
    """Pairs of (start, end, what) that overlap."""
    ordered = sorted(times, key=lambda row: row[:2])
    return [(a, b) for a, b in itertools.pairwise(ordered) if b[0] < a[1]]


def test_no_room_holds_two_things_at_once(edition):
    rooms = defaultdict(list)
    sessions = public_sessions(edition).filter(parent=None, room__parallel=False).exclude(starts_at=None)
    for session in sessions:
        rooms[session.room_id].append((session.starts_at, session.ends_at, session.slug))

    assert [pair for times in rooms.values() for pair in overlapping(times)] == []


def test_talks_follow_each_other_within_their_forum(edition):
    for forum in public_sessions(edition).filter(kind="forum", parent=None).select_related("origin"):
        talks = list(forum.origin.parts.working().order_by("starts_at"))

        assert 2 <= len(talks) <= 3
        assert overlapping([(talk.starts_at, talk.ends_at, talk.slug) for talk in talks]) == []
        assert forum.starts_at <= talks[0].starts_at
        assert talks[-1].ends_at <= forum.ends_at


def test_nobody_is_in_two_places_at_once_and_everybody_is_somewhere(edition):
    people = defaultdict(set)
    roles = SessionRole.objects.filter(session__in=edition.sessions.working(), person__isnull=False).select_related(
        "session"
    )
    for role in roles.exclude(session__starts_at=None):
        people[role.person_id].add((role.session.starts_at, role.session.ends_at, role.session.slug))

    assert [pair for times in people.values() for pair in overlapping(times)] == []
    attending = set(Attendance.objects.filter(edition=edition).values_list("person", flat=True))
    assert len(attending) == 400
    assert attending == set(roles.values_list("person", flat=True))


def test_3000_exhibits_stand_with_their_exhibitors_and_others_are_hidden(edition):
    exhibits = Exhibit.objects.filter(edition=edition)

    assert (exhibits.public().count(), exhibits.count()) == (3000, 3000 + 24 + 2 * 12)
    assert [found.kind.key for found in count_problems(edition, CheckedRows(exhibits, EXHIBIT))] == ["draft"]


def test_24_launches_have_their_events_on_their_days_and_16_their_stands(edition):
    launches = Launch.objects.public().filter(edition=edition).prefetch_related("sessions")
    on_stage, on_stands = launches.filter(booth=None), launches.exclude(booth=None)

    assert [launch.sessions.working().count() for launch in on_stage] == [1] * 24
    assert all(launch.launched_on == launch.sessions.public().get().day for launch in on_stage)
    assert on_stands.filter(exhibit__booth=F("booth"), exhibit__participation=F("participation")).count() == 16


def test_letters_are_read_at_the_opening_and_their_authors_stay_at_home(edition):
    letters = edition.letters.public()

    assert letters.count() == 5
    assert set(edition.sessions.working().get(slug="opening").letters.all()) == set(letters)
    assert all(letter.text_en and letter.text_zh for letter in letters)


def test_contests_are_judged_in_the_hours_of_their_sessions_or_before(edition):
    elsewhere = set()
    for round_ in Round.objects.filter(contest__edition=edition):
        for session in round_.sessions.exclude(starts_at=None):
            if (round_.opens_at, round_.closes_at) != (session.starts_at, session.ends_at):
                elsewhere.add(session.name_en)
                assert round_.closes_at < session.starts_at

    # Designs are read at home; the short list is told on stage.
    assert elsewhere == {"Student chip design: short list"}


@pytest.mark.parametrize(("day", "time"), [(0, dt.time(9, 10)), (1, dt.time(12, 10))])
def test_something_is_under_way_at_the_moments_that_the_demo_shows(edition, day, time):
    now = dt.datetime.combine(edition.starts_on + dt.timedelta(day), time, edition.tz)

    assert public_sessions(edition).under_way(now).exists()


def test_names_are_unique_and_filled_in_both_languages(edition):
    for model, rows in (
        (Organisation, Organisation.objects.filter(participations__edition=edition)),
        (Person, Person.objects.filter(attendances__edition=edition)),
        (Launch, Launch.objects.filter(edition=edition)),
        (Terms, Terms.objects.filter(deal__edition=edition)),
    ):
        for field in ("name_en", "name_zh"):
            names = list(rows.values_list(field, flat=True))
            assert all(names)
            assert len(names) == len(set(names)), (model, field)


def test_chinese_people_have_the_english_name_that_their_characters_spell(edition):
    people = Person.objects.filter(attendances__edition=edition, attendances__organisation__region__code="500000")

    for person in people.exclude(name_zh__contains="·"):
        assert person.name_en.replace("’", "").replace(" ", "").lower() == pinyin_of(person.name_zh).replace(" ", "")


def test_every_area_is_used_by_exhibitors_sessions_and_deals(edition):
    areas = TechnologyArea.objects.annotate(stands=Count("participation", distinct=True), talks=Count("sessions"))

    assert all(area.stands and area.talks for area in areas)
    assert len(totals.front_figures(edition).areas) == len(areas) == 12


def test_loading_again_changes_nothing(edition):
    models = (Organisation, Participation, Person, Booth, Session, SessionRole, Deal, Event)
    before = [model.objects.count() for model in models]

    for load in (expo.demo.load, agenda.demo.load, deals.demo.load):
        load()

    assert [model.objects.count() for model in models] == before


def test_planners_find_two_warnings_and_nothing_that_stops_a_release(edition):
    found = problems.find_problems(edition, [kind for kind in problems.KINDS if kind.key not in MISSING])

    assert [(one.kind.key, one.sessions[0].slug) for one in found] == [
        ("closed", "signing-3"),
        ("closed", "second-life-what-becomes-of-old-batteries"),
    ]
    assert problems.fatal_problems(edition) == []


def test_the_main_exhibition_closes_an_hour_earlier_on_its_last_day(edition):
    show = public_sessions(edition).get(slug="main-exhibition-in-eight-halls")

    hours = [daily_hours.day_hours(show, day, edition.tz) for day in edition.days]
    faces = [[at.astimezone(edition.tz) for at in (one.starts_at, one.ends_at)] for one in hours]

    assert [f"{begins:%H:%M}–{ends:%H:%M}" for begins, ends in faces] == ["09:30–17:00"] * 3 + ["09:30–16:00"]


def test_pages_for_visitors_send_nobody_to_a_gate_or_a_building_that_the_map_does_not_have(edition):
    on_map = {name for row in VenuePlace.objects.filter(edition=edition) for name in (row.name_en, row.name_zh)}
    english, chinese = (" ".join(edition.pages.values_list(field, flat=True)) for field in ("text_en", "text_zh"))

    gates = {f"{side.title()} gate" for side in re.findall(r"\b(north|south|east|west)\b", english)}
    buildings = set(re.findall(r"[A-Z]\w+ Hall\b", english)) | set(re.findall(r"大\w堂", chinese))

    assert gates | buildings == {"West gate", "East gate", "Grand Hall", "大会堂"}
    assert set(re.findall(r"[东南西北](?:门|、|入口)", chinese)) == {"西门", "东门"}
    assert gates | buildings | {"西门", "东门"} == on_map


def test_the_press_room_begins_with_what_journalists_find_there(client, edition):
    for language, words in (("en", "Accredited journalists find"), ("zh-hans", "已注册记者可在场馆内")):
        page = client.get(f"/{language}/rehearsal/press/").text

        assert page.index('class="lead"') < page.index(words)


# What a page shows of all these rows, each database shows.
@pytest.mark.same_on_any
@pytest.mark.parametrize("slug", ["2019", "rehearsal"])
def test_every_page_that_a_link_leads_to_shows_something(slug):
    empty = [path for path, page in pages_from_home(f"/en/{slug}/") if is_empty(page)]

    assert empty == []


def pages_from_home(home: str):
    """Each page below the home once, as far as links lead, with its address; of filters none."""
    client, seen, waiting, kinds = Client(), {home}, deque([home]), Counter()
    while waiting:
        path = waiting.popleft()
        kind = resolve(path).view_name
        kinds[kind] += 1
        if kind in OWN or kinds[kind] > MOST_OF_A_KIND:
            continue
        page = client.get(path)
        assert page.status_code == 200, path
        yield path, page
        if not page["Content-Type"].startswith("text/html"):
            continue
        for link in links(page):
            address = link.partition("#")[0].partition("?")[0]
            if address.startswith(home) and address not in seen:
                seen.add(address)
                waiting.append(address)


def is_empty(page) -> bool:
    return page["Content-Type"].startswith("text/html") and any(
        "empty" in (each.attributes.get("class") or "").split() for each in elements(page, "div")
    )
