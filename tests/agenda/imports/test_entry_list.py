"""Lists of entries: in Chinese and English, looked at, asked about, repeated, corrected, taken back."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from agenda.imports.entries.entry_list import ENTRIES
from agenda.models.contests import Entry, Team, TeamMember, Track
from expo.imports.lists.undo import undo_list
from expo.models import Edition, ImportedFile
from tests.support.contest_factories import make_contest
from tests.support.factories import make_attendance, make_edition, make_organisation, make_person
from tests.support.listed import import_rows
from tests.support.staff import a_superuser, make_staff
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
CHINESE = [
    ["作品名称", "赛事", "赛道", "团队名称", "团队成员", "单位", "项目简介", "联系邮箱"],
    ["自动泊车", "创新大赛", "赛道1", "斑马队", "张伟；李娜", "斑马工场", "会停车的车。", "zoe@zebra.example"],
    ["机械手", "创新大赛", "赛道2", "江畔队", "王小江（江畔大学）；李小渝", None, None, None],
]
ENGLISH = [
    ["Project title", "Contest", "Track", "Team name", "Team members", "Organisation", "Summary", "E-mail"],
    ["Self-parking car", "makers", "Track 1", "Zebras", "Zhang Wei; Li Na", "Zebra Works", "A car.", "z@zebra.example"],
    ["Robot hand", "makers", "Track 2", "Riverside", "Wang (River University); Li", None, None, None],
]


@pytest.fixture(autouse=True)
def edition():
    edition = make_edition(slug="2019")
    make_contest(edition=edition, slug="makers", name_en="Makers", name_zh="创新大赛", tracks=2)
    return edition


@pytest.fixture
def bring(tmp_path):
    def bring(*rows):
        return import_rows(tmp_path, "entries", rows)

    return bring


def stored():
    rows = Entry.objects.order_by("pk")
    return [(row.status, row.number, row.track.slug, str(row.team), members(row.team)) for row in rows]


def members(team):
    rows = team.members.order_by("order", "pk")
    return [(row.name_zh or row.name_en, row.person_id, row.organisation_id, row.organisation_name) for row in rows]


def changes(report):
    return [row["change"] for row in report["accepted"]]


@pytest.mark.parametrize("rows", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_entries_wait_to_be_accepted_and_the_same_list_again_changes_nothing(bring, rows):
    told = bring(*rows)
    first = stored()
    again = bring(*rows)

    assert [row[:3] for row in first] == [("applied", None, "track-1"), ("applied", None, "track-2")]
    works, university = rows[1][5], rows[2][4].split("（")[-1].split("(")[-1].split("；")[0].split(";")[0].rstrip("）)")
    assert [member[3] for member in first[0][4]] == [works, works]
    assert [member[3] for member in first[1][4]] == [university, ""]
    assert (changes(told), changes(again), stored()) == (["new"] * 2, ["unchanged"] * 2, first)
    assert told["columns_not_understood"] == []


def test_an_organisation_that_is_known_is_matched_and_one_in_doubt_is_asked(bring):
    works = make_organisation(name_en="Zebra Works", name_zh="斑马工场")
    nearly = make_organisation(name_en="River University", name_zh="江畔大学", pinyin="jiang pan da xue")
    row = ["机械手", "创新大赛", "赛道2", "江畔队", "王小江（江判大学）；李小渝", None, None, None]

    told = bring(CHINESE[0], CHINESE[1], row)

    assert [(each["row"], each["column"], each["reason"]) for each in told["asked"]] == [
        (3, "团队成员", "An organisation of nearly this name is known: is it the same?")
    ]
    cells = [choice["value"] for choice in told["asked"][0]["choices"]]
    assert cells == [f"王小江（#{nearly.pk}）；李小渝", "王小江（=江判大学）；李小渝"]
    for number, cell in enumerate(cells):
        bring(CHINESE[0], CHINESE[1], [f"机械手{number}", *row[1:4], cell, *row[5:]])
    teams = [members(row.team) for row in Entry.objects.order_by("pk")]
    assert teams[0] == [("张伟", None, works.pk, ""), ("李娜", None, works.pk, "")]
    assert [team[0][2:] for team in teams[1:]] == [(nearly.pk, ""), (None, "江判大学")]


def test_a_person_is_one_known_here_only_with_their_organisation(bring):
    works = make_organisation(name_en="Zebra Works", name_zh="斑马工场")
    known = make_person(slug="zhang-wei", name_zh="张伟", name_en="Zhang Wei")
    make_person(slug="li-na", name_zh="李娜", name_en="Li Na")
    make_attendance(person=known, organisation=works)

    bring(*CHINESE[:2])

    assert members(Team.objects.get()) == [("", known.pk, works.pk, ""), ("李娜", None, works.pk, "")]


def test_a_corrected_list_changes_what_it_corrects_and_no_more(bring):
    bring(*CHINESE)
    Entry.objects.update(website="https://zebra.example/", version=1)

    told = bring(CHINESE[0], [*CHINESE[1][:4], "张伟", "斑马工场", "一辆会停车的车。", CHINESE[1][7]], CHINESE[2])

    first, second = Entry.objects.order_by("pk")
    assert changes(told) == ["changed", "unchanged"]
    assert (first.summary_zh, members(first.team)) == ("一辆会停车的车。", [("张伟", None, None, "斑马工场")])
    assert (first.website, first.version > 1, second.version) == ("https://zebra.example/", True, 1)


def test_taken_back_nothing_of_a_run_is_left(bring):
    bring(*CHINESE)

    undo_list(ENTRIES, ImportedFile.objects.get(), User())

    assert (Entry.objects.count(), Team.objects.count(), TeamMember.objects.count()) == (0, 0, 0)


def test_a_correction_is_taken_back(bring):
    works = make_organisation(name_en="Zebra Works", name_zh="斑马工场")
    bring(*CHINESE)
    before = stored()
    assert before[0][4][0] == ("张伟", None, works.pk, "")
    bring(CHINESE[0], [*CHINESE[1][:4], "张伟", *CHINESE[1][5:]])

    undo_list(ENTRIES, ImportedFile.objects.latest("pk"), User())
    assert stored() == before


def test_entries_of_one_title_are_told_apart_by_their_team(bring):
    bring(*CHINESE[:2])
    entry = Entry.objects.get()

    told = bring(CHINESE[0], [*CHINESE[1][:3], "另一队", *CHINESE[1][4:]])

    assert [[choice["value"] for choice in row["choices"]] for row in told["asked"]] == [[f"#{entry.pk}", "new"]]
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("place", "cell", "reason"),
    [
        (1, "别的大赛", "“别的大赛” is not among those known here."),
        (2, None, "Say which track it is in."),
        (3, None, "Say what the team is called."),
    ],
)
def test_what_is_not_said_is_asked_or_refused(bring, place, cell, reason):
    row = [*CHINESE[1]]
    row[place] = cell

    told = bring(CHINESE[0], row)

    assert [each["reason"] for each in told["asked"] + told["rejected"]] == [reason]
    assert Entry.objects.count() == 0


def test_the_desk_of_contests_may_bring_a_list(client):
    call_command("load_reference", verbosity=0)
    staff = make_staff()
    staff.groups.add(Group.objects.get(name="Contest desk"))
    client.force_login(staff)
    file = SimpleUploadedFile("e.xlsx", workbook(CHINESE))

    page = client.post("/desk/lists/2019/entries/", {"file": file}, follow=True)

    assert (page.status_code, Entry.objects.count()) == (200, 0)
    assert "自动泊车" in page.content.decode()


TWO_ROWS = [
    ["2026报名汇总表", *[None] * 7],
    ["基本信息", None, None, "团队", None, None, "联系方式", None],
    ["赛道", "作品名称", "简介", "名称", "成员", "单位", "姓名", "手机号码"],
    ["赛道1", "自动泊车", "会停车的车。", "斑马队", "张伟、李娜", "斑马工场", "张伟", "13800000000"],
    ["赛道2", "机械手", "会握手的手。", "江畔队", "李小渝", None, "李小渝", None],
]
MERGED = ("A1:H1", "A2:C2", "D2:F2", "G2:H2")


START = "/desk/lists/2019/entries/"


def look(client, data):
    client.post(START, {"file": SimpleUploadedFile("list.xlsx", data)})
    return ImportedFile.objects.get()


def contacts():
    rows = Entry.objects.order_by("pk")
    return [(row.contest.slug, row.track.slug, row.contact_name, row.contact_phone) for row in rows]


def test_a_list_that_names_no_contest_is_of_the_one_that_has_its_tracks(edition):
    client = a_superuser()
    make_contest(edition=edition, slug="drivers", name_zh="驾驶大赛")
    Track.objects.filter(contest__slug="drivers").update(slug="slope", name_en="Slope", name_zh="坡道组")

    run = look(client, workbook(TWO_ROWS, merge=MERGED))
    client.post(f"{START}{run.pk}/rows/")

    assert contacts() == [("makers", "track-1", "张伟", "13800000000"), ("makers", "track-2", "李小渝", "")]


def test_where_several_contests_have_its_tracks_it_is_asked_once_for_all_rows(edition):
    client = a_superuser()
    make_contest(edition=edition, slug="drivers", name_zh="驾驶大赛", tracks=2)
    run = look(client, workbook(TWO_ROWS, merge=MERGED))
    address = f"{START}{run.pk}/"
    asked = client.get(address).content.decode()

    client.post(address, {"cell-0": "drivers", "alike-0": "on"})
    client.post(f"{address}rows/")

    assert "Say which contest it is of." in asked
    assert [row[:2] for row in contacts()] == [("drivers", "track-1"), ("drivers", "track-2")]


def test_a_list_of_one_track_that_does_not_say_so_is_asked_about(edition):
    client = a_superuser()
    run = look(client, workbook([["作品名称", "团队名称", "成员"], ["自动泊车", "斑马队", "张伟"]]))

    client.post(f"{START}{run.pk}/", {"cell-0": "track-2"})
    client.post(f"{START}{run.pk}/rows/")

    assert [row[:2] for row in contacts()] == [("makers", "track-2")]


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        ("手机号码", "13800000000", "contact_phone"),
        ("聯絡電郵", "z@zebra.example", "contact_email"),
        ("负责人", "张伟", "contact_name"),
        ("GitHub", "https://code.example/car", "code_url"),
        ("Video Demo Link", "https://video.example/car", "video_url"),
        ("Submission URL", "https://zebra.example/car", "website"),
    ],
)
def test_headings_of_other_makers_are_understood(bring, heading, cell, field):
    told = bring([*CHINESE[0][:4], heading], [*CHINESE[1][:4], cell])

    assert told["columns_not_understood"] == []
    assert getattr(Entry.objects.get(), field) == cell


def test_in_a_rehearsal_an_entry_comes_by_its_clock(bring, edition):
    ahead = dt.timedelta(days=40)
    Edition.objects.update(rehearsal=True, clock_shift=ahead)

    bring(*CHINESE[:2])

    assert Entry.objects.get().applied_at > timezone.now() + ahead / 2
