"""What leaves as files gives equal rows where nothing is: every kind of list, with every column filled."""

import csv
import datetime as dt
import io
import json

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from agenda.models import Room, Session, SessionRole
from agenda.models.contests import Entry, Team, TeamMember
from deals.models import ExchangeRate
from expo.imports.lists.list_import import list_kinds
from expo.models import (
    Attendance,
    Booth,
    Delegation,
    Exhibit,
    FormerAddress,
    Hall,
    Launch,
    ListedRow,
    NewsItem,
    Organisation,
    Participation,
    Person,
    StatedFigure,
)
from expo.recovery.snapshots import every_row
from tests.expo.admin.test_export import export
from tests.support.agenda_factories import make_room, make_session
from tests.support.contest_factories import make_contest, make_entry, make_team
from tests.support.deal_factories import make_rate
from tests.support.factories import (
    make_area,
    make_attendance,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_region,
    make_scenario,
    make_source,
    make_stated_figure,
)
from tests.support.showcase_factories import make_delegation, make_exhibit, make_launch, make_news
from tests.support.staff import a_superuser

pytestmark = pytest.mark.django_db
KINDS = list_kinds()
# Files with contacts stand apart.
WITH_CONTACTS = {"exhibitors", "entries"}
# What no list brings, but says: it is decided at the desk.
DECIDED = {"entries": {"number", "status", "reason"}}
# Rows that lead to others come before these.
EMPTIED = (
    *(TeamMember, Entry, Team),
    *(SessionRole, Session, Room, NewsItem, Delegation, Launch, Exhibit, Participation, Attendance, Person),
    *(Booth, Hall, Organisation, StatedFigure, ExchangeRate, FormerAddress, ListedRow),
)


@pytest.fixture
def edition():
    return make_edition(slug="2019", timezone="Europe/Berlin")


@pytest.fixture
def client():
    return a_superuser()


def fill_edition(edition):
    """Two of everything, so that links are told apart, each column said at least once."""
    source, areas = [make_source()], [make_area(slug="5g"), make_area(slug="chips")]
    scenario = make_scenario(edition=edition)
    stands, firm = fill_hall(edition, source), fill_firm()
    maker = fill_exhibitors(edition, firm, source, booths=stands, areas=areas, scenarios=[scenario])
    fill_people(edition, firm, source)
    fill_showcase(edition, maker, scenario, areas, source)
    fill_figures(edition, source)
    fill_entries(edition, firm)
    make_rate()


def fill_hall(edition, source):
    """A hall with two stands, which it returns."""
    hall = make_hall(edition=edition, code="N3")
    hall.sources.set(source)
    stands = [make_booth(hall=hall, number=number, kind="raw", open_sides="NE") for number in ("01", "02")]
    Booth.objects.filter(number="02").update(shared=True)
    return stands


def fill_firm():
    return make_organisation(
        name_en="Acme Robots Ltd",
        name_zh="艾克米机器人有限公司",
        short_en="Acme",
        short_zh="艾克米",
        aliases="Acme\n=SUM(A1)",
        kind="university",
        ownership="foreign",
        region=make_region(code="SG", name_en="Singapore", name_zh="新加坡"),
        fortune_500=True,
        uscc="91500000MA5U3B7X0A",
        website="https://acme.example",
    )


def fill_exhibitors(edition, firm, source, **where):
    """One at its stands, which it returns, and a sponsor that has a hall alone."""
    maker = make_participation(
        edition=edition,
        organisation=firm,
        slug="acme-at-2019",
        status="published",
        profile_en="Robots.",
        profile_zh="机器人。",
        order=7,
        responsible=User.objects.create_user("carer", is_staff=True),
        contact_name="Li Lei",
        contact_email="li@acme.example",
        contact_phone="+86 23 1234",
        **where,
    )
    maker.sources.set(source)
    government, hall = make_organisation(kind="government"), where["booths"][0].hall
    make_participation(edition=edition, organisation=government, kind="sponsor", hall=hall)
    return maker


def fill_figures(edition, source):
    """A share and an amount."""
    make_stated_figure(
        edition=edition,
        value=136,
        figure="foreign_share",
        unit="per_mille",
        as_printed="13.6%",
        said_by="Xinhua",
        said_on=dt.date(2019, 8, 26),
        note_en="Of all.",
        note_zh="占总数。",
        sources=source,
    )
    make_stated_figure(
        edition=edition,
        figure="amount",
        unit="money",
        currency="CNY",
        value=81_690_000_000_000,
        as_printed="8,169 projects",
        difference_reason="Misprinted.",
        said_by="The committee",
    )


def fill_entries(edition, firm):
    """One of a known person of a known firm, somebody as written and a school alone; and one without a team's name."""
    contest = make_contest(edition=edition, slug="makers", tracks=2)
    members = [
        {"person": Person.objects.get(slug="person-no-2"), "organisation": firm},
        {"name_zh": "李小渝", "name_en": "Li Xiaoyu", "organisation_name": "江畔大学"},
        {"organisation_name": "Acme Robot"},
    ]
    said = {"summary_en": "A car.", "summary_zh": "汽车。", "website": "https://car.example", "number": None}
    said |= {"video_url": "https://car.example/film", "code_url": "https://car.example/code"}
    said |= {"contact_name": "Li Lei", "contact_email": "li@car.example", "contact_phone": "+86 23 1234"}
    moment = dt.datetime(2019, 8, 1, 7, 30, tzinfo=dt.UTC)
    for number, track in enumerate(contest.tracks.all(), start=1):
        team = make_team(contest, members=members[: 4 - number], name_zh=f"{number}队")
        entry = make_entry(contest, track=track, team=team, status="applied", applied_at=moment, **said)
        assert entry.number is None


def fill_people(edition, firm, source):
    """Two of one name, each with an address of their own, and two whom other lists name."""
    names = [("Zhang Wei", "张伟"), ("Zhang Wei", "张伟"), ("Li Na", "李娜"), ("Wang Fang", "王芳")]
    for number, (name_en, name_zh) in enumerate(names):
        person = make_person(
            slug=f"person-no-{number}",
            name_en=name_en,
            name_zh=name_zh,
            honorific_en="Dr.",
            honorific_zh="博士",
            biography_en="Teaches.",
            biography_zh="教授。",
        )
        make_attendance(
            edition=edition,
            person=person,
            organisation=firm,
            capacity="academic",
            note_en="Spoke.",
            note_zh="发言。",
            order=number,
            sources=source,
        )


def fill_showcase(edition, maker, scenario, areas, source):
    booth = maker.booths.order_by("number").first()
    about = {"edition": edition, "participation": maker, "scenario": scenario, "sources": source}
    for number in (1, 2):
        exhibit = make_exhibit(
            slug=f"arm-{number}-of-acme", name_zh="机械臂", areas=areas, booth=booth, new=True, **about
        )
    Exhibit.objects.update(tags_en="arm, robot", tags_zh="机械臂")
    launch = make_launch(slug="first-arm", exhibit=exhibit, booth=booth, area=areas[0], hour=dt.time(9, 30), **about)
    head = Person.objects.get(slug="person-no-2")
    make_delegation(
        edition=edition,
        slug="from-singapore",
        organisation=maker.organisation,
        region=maker.organisation.region,
        head=head,
        members=12,
        arrives_on=edition.starts_on,
        leaves_on=edition.ends_on,
        sources=source,
    )
    moment = dt.datetime(2019, 8, 26, 7, 30, tzinfo=dt.UTC)
    for number in (1, 2):
        make_news(
            edition=edition,
            slug=f"doors-open-{number}",
            name_en="Doors open",
            publish_at=moment,
            participations=[maker],
            launches=[launch],
            sources=source,
        )
    fill_agenda(edition, head, maker.organisation, launch, {"areas": areas, "scenarios": [scenario], "sources": source})


def fill_agenda(edition, speaker, firm, launch, links):
    room = make_room(edition=edition, level=-1, capacity=120)
    roles = [(speaker, "speaker"), (Person.objects.get(slug="person-no-3"), "keynote"), (firm, "organiser")]
    roles += [(speaker, role) for role in ("chair", "panellist", "host", "guest", "signatory", "witness", "judge")]
    forum = make_session(edition=edition, room=room, name_en="Making", slug="the-forum", roles=roles, **links)
    forum.roles.filter(role="speaker").update(title_zh="院长", title_en="Dean: of all; and (some) more")
    forum.roles.filter(role="host").update(title_zh="CEO")
    more = {"place_note_en": "By the river.", "place_note_zh": "江边。", "stream_url": "https://live.example/1"}
    more |= {"recording_url": "https://live.example/2", "materials_url": "https://live.example/3"}
    more |= {"outcome_en": "Agreed.", "outcome_zh": "已达成一致。"}
    for number in (1, 2):
        make_session(
            edition=edition,
            room=room,
            parent=forum,
            slug=f"talk-{number}",
            name_en="Talk",
            name_zh="演讲",
            kind="launch",
            visibility="staff",
            order=number,
            launches=[launch],
            **more,
        )
    make_session(
        edition=edition,
        room=room,
        slug="all-days",
        last_day=dt.date(2019, 8, 29),
        starts_at=None,
        part_of_day="morning",
        daily_hours={"2019-08-27": ["10:00", "17:00"], "2019-08-28": None},
    )


def files(client):
    """By kind the rows of its list, with contacts."""
    found = {}
    for slug, kind in KINDS.items():
        extent = ("csv", "contacts") if slug in WITH_CONTACTS else ("csv",)
        found[slug] = b"".join(export(client, kind.model._meta.label_lower, extent=extent).streaming_content)
    return found


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_kind_gives_equal_rows_in_an_edition_that_has_none(edition, client, tmp_path):
    fill_edition(edition)
    before = files(client)
    for model in EMPTIED:
        every_row(model).all().delete()
    empty = {slug: rows(content) for slug, content in files(client).items()}
    told = {}
    for slug in KINDS:
        file, report = tmp_path / f"{slug}.csv", tmp_path / f"{slug}.json"
        file.write_bytes(before[slug])
        call_command("import_exhibition", slug, str(file), edition="2019", report=report, verbosity=0)
        told[slug] = json.loads(report.read_text())
    after = files(client)

    for slug in KINDS:
        said = {heading for row in rows(before[slug]) for heading, cell in row.items() if cell}
        assert (slug, said | DECIDED.get(slug, set())) == (slug, set(rows(before[slug])[0])), (
            "a column that no row fills is not tried"
        )
        assert (slug, empty[slug]) == (slug, [])
        assert (slug, told[slug]["rejected"], told[slug]["asked"]) == (slug, [], [])
        assert (slug, told[slug]["columns_not_understood"]) == (slug, [])
        assert (slug, rows(after[slug])) == (slug, rows(before[slug]))
