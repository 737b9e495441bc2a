"""Roles and links of a list of sessions: in the order of the cell, told as not released, and taken back."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from agenda.imports.sessions.session_list import SESSIONS
from agenda.models import Session, SessionRole
from agenda.releases.diff import count_unreleased
from agenda.releases.publication import publish
from expo.imports.lists.undo import undo_list
from expo.models import ImportedFile, Person
from tests.expo.admin.test_export import export
from tests.support.agenda_factories import make_session
from tests.support.factories import make_area, make_edition, make_organisation, make_person
from tests.support.listed import import_rows
from tests.support.reading import elements
from tests.support.staff import a_superuser

pytestmark = pytest.mark.django_db
HEAD = ["网址", "标题", "嘉宾", "主持人", "技术领域"]
NAMES = {"wang": "王芳", "li": "李娜", "zhang": "张伟"}


@pytest.fixture
def edition():
    make_area(slug="chips", name_zh="芯片", name_en="Chips")
    for slug, name in NAMES.items():
        make_person(slug=slug, name_zh=name, name_en="")
    return make_edition(slug="2019", name_zh="智博会")


@pytest.fixture
def talk(edition):
    return make_session(edition=edition, slug="talk", name_zh="云上的工厂", name_en="A factory")


@pytest.fixture
def bring(tmp_path):
    def bring(*rows, head=HEAD):
        return import_rows(tmp_path, "sessions", [head, *rows])

    return bring


def row(speakers=None, host=None, areas=None):
    return ["talk", "云上的工厂", speakers, host, areas]


def changes(report):
    return [each["change"] for each in report["accepted"]]


def cast():
    """The roles of the talk as they are shown."""
    return [str(role.person or role.organisation) for role in Session.objects.get(slug="talk", origin=None).roles.all()]


def undo_last():
    return undo_list(SESSIONS, ImportedFile.objects.latest("pk"), User()).left


def test_those_whom_a_cell_names_stand_in_its_order_in_the_plan_and_on_the_public_page(bring, client, talk, edition):
    bring(row("张伟、王芳、李娜"))
    publish(edition, by=None)

    page = client.get("/zh-hans/2019/agenda/sessions/talk/")

    assert cast() == ["张伟", "王芳", "李娜"]
    assert [each.text for each in elements(page, "h3") if each.text in NAMES.values()] == ["张伟", "王芳", "李娜"]


def test_rows_of_one_session_add_their_speakers_in_their_order(bring, talk):
    bring(row("张伟"), row("王芳、张伟"), row("李娜"))

    assert cast() == ["张伟", "王芳", "李娜"]


def test_another_order_of_the_same_people_is_a_change_which_is_undone(bring, talk):
    bring(row("王芳、李娜", host="张伟"))
    other = bring(row("李娜、王芳", host="张伟"))
    again = bring(row("李娜、王芳", host="张伟"))

    assert [changes(report) for report in (other, again)] == [["changed"], ["unchanged"]]
    assert cast() == ["李娜", "王芳", "张伟"]
    assert undo_last() == []
    assert cast() == ["李娜", "王芳", "张伟"]
    ImportedFile.objects.latest("pk").delete()
    assert undo_last() == []
    assert cast() == ["王芳", "李娜", "张伟"]


def test_an_order_leaves_those_of_other_roles_where_they_stand(bring, talk):
    for order, slug in ((1, "zhang"), (2, "wang"), (3, "li")):
        role = {"zhang": "speaker", "wang": "host", "li": "speaker"}[slug]
        SessionRole.objects.create(session=talk, role=role, person=Person.objects.get(slug=slug), order=order)

    report = bring(row("李娜、张伟"))

    # What somebody has put in order stays; the list adds, and takes away nothing.
    assert changes(report) == ["unchanged"]
    assert cast() == ["张伟", "王芳", "李娜"]


def test_organisers_stand_in_the_order_of_the_cell(bring, talk):
    for name in ("乙协会", "甲协会"):
        make_organisation(name_zh=name, name_en=name)
    bring(["talk", "云上的工厂", "甲协会、乙协会"], head=["网址", "标题", "主办单位"])
    first = cast()
    bring(["talk", "云上的工厂", "乙协会、甲协会"], head=["网址", "标题", "主办单位"])

    assert (first, cast()) == (["甲协会", "乙协会"], ["乙协会", "甲协会"])


def test_an_order_comes_back_from_the_export_unchanged(bring, talk, tmp_path):
    bring(row("张伟、王芳、李娜"))
    bring(row("李娜、张伟、王芳"))
    exported = b"".join(export(a_superuser(), "agenda.session", extent=("csv",)).streaming_content)
    file, report = tmp_path / "again.csv", tmp_path / "again.json"
    file.write_bytes(exported)

    call_command("import_exhibition", "sessions", str(file), edition="2019", report=report, dry_run=True, verbosity=0)

    assert "李娜; 张伟; 王芳" in exported.decode()
    assert changes(json.loads(report.read_text())) == ["unchanged"]


@pytest.mark.parametrize("said", [row(areas="芯片"), row("王芳")])
def test_a_session_of_which_only_links_change_counts_as_not_released_also_after_the_undo(bring, talk, edition, said):
    counts = [count_unreleased(edition)]

    bring(said)
    counts.append(count_unreleased(edition))
    publish(edition, by=None)
    counts.append(count_unreleased(edition))
    left = undo_last()
    counts.append(count_unreleased(edition))

    assert (counts, left) == ([0, 1, 0, 1], [])


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Lima"])
@pytest.mark.parametrize("head", [["标题", "日期", "时间"], ["标题", "日期", "开始时间", "时长"]])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_first_and_the_last_day_that_there_are_are_refused_with_a_sentence(bring, edition, zone, head, day):
    edition.timezone = zone
    edition.save()
    hours = {2: ("23:30-00:30", "00:00-01:00"), 3: ("23:30", "00:00")}

    for number, clock in enumerate(hours[len(head) - 1], 1):
        cells = ["晚场", day, clock, "60"][: len(head)]
        report = bring(cells, head=head)
        assert (number, [bool(each["reason"]) for each in report["rejected"]]) == (number, [True])
