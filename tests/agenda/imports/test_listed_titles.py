"""Names with brackets in either language, titles in columns of their own, and hours that lack a half."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.imports.sessions.session_list import SESSIONS
from agenda.models import Session, SessionRole
from expo.imports.hours_field import HoursField
from expo.imports.lists.undo import undo_list
from expo.models import ImportedFile, Person
from tests.support.factories import make_edition, make_person
from tests.support.reading import elements
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]
HEAD = ["所属论坛", "标题", "日期", "时间", "演讲嘉宾"]


@pytest.fixture
def client():
    return signed_in(make_editor())


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def look(client, *rows, head=HEAD):
    file = SimpleUploadedFile("list.xlsx", workbook([head, *rows]))
    page = client.post("/desk/lists/2019/sessions/", {"file": file}, follow=True)
    return page.redirect_chain[-1][0], report()


def report():
    return ImportedFile.objects.latest("pk").report


def speakers(text):
    return [None, "云上的工厂", None, None, text]


def people():
    return {(person.name_zh, person.name_en) for person in Person.objects.all()}


def titles():
    return [(str(each.person), each.title_zh, each.title_en) for each in SessionRole.objects.order_by("order", "pk")]


@pytest.mark.parametrize(
    "text",
    ["张伟（CEO）", "张伟（Chief Engineer）", "Jane Roe（首席技术官）", "李明 (Dean of Law)", "三木（Maki Sato）"],
)
def test_a_name_with_brackets_in_the_other_language_is_asked_about(client, text):
    _page, looked = look(client, speakers(text))

    assert [row["reason"]["en"] for row in looked["asked"]] == [f"“{text}”: is this a name with a title in brackets?"]
    assert len(looked["asked"][0]["choices"]) == 2


@pytest.mark.parametrize("text", ["张伟（Zhang Wei）", "Wei Zhang (张伟)", "张伟 (ZHANG Wei)", "简·罗（Jane Roe）"])
def test_a_name_that_is_spelt_or_parted_as_the_other_is_one_person_without_a_question(client, text):
    page, looked = look(client, speakers(text))
    client.post(f"{page}rows/")

    assert looked["asked"] == []
    assert [bool(zh and en) for zh, en in people()] == [True]


def test_a_name_that_is_known_in_both_languages_is_not_asked_about(client):
    make_person(name_zh="郑永勋", name_en="Chung Eui-sun")

    assert look(client, speakers("郑永勋（Chung Eui-sun）"))[1]["asked"] == []


def test_a_title_in_the_other_language_stays_with_the_role_and_is_taken_back_with_the_run(client):
    page, _looked = look(client, speakers("张伟（CEO）"))
    client.post(page, {"cell-0": "meant"})
    client.post(f"{page}rows/")

    assert (people(), titles()) == ({("张伟", "")}, [("张伟", "", "CEO")])
    run = ImportedFile.objects.latest("pk")
    undo_list(SESSIONS, run, run.brought_by)
    assert (Person.objects.count(), SessionRole.objects.count()) == (0, 0)


def test_one_name_of_a_cell_may_be_in_two_languages_and_another_have_a_title(client):
    page, looked = look(client, speakers("三木（Maki Sato）、张伟（CEO）"))
    assert looked["asked"][0]["choices"][1]["value"] == "三木 / Maki Sato、张伟（CEO）"

    client.post(page, {"cell-0": "三木 / Maki Sato、张伟（CEO）"})
    client.post(page, {"cell-0": "meant"})
    client.post(f"{page}rows/")

    assert people() == {("三木", "Maki Sato"), ("张伟", "")}
    assert titles() == [("Maki Sato", "", ""), ("张伟", "", "CEO")]


def test_titles_of_a_column_are_given_to_those_of_the_row(client):
    head = ["标题", "speaker", "titles_zh", "titles_en"]
    page, looked = look(client, ["甲", "张伟; 李娜", "speaker 张伟: 院长", "speaker 李娜: Dean: Law"], head=head)
    client.post(f"{page}rows/")

    assert (looked["asked"], looked["rejected"], looked["columns_not_understood"]) == ([], [], [])
    assert titles() == [("张伟", "院长", ""), ("李娜", "", "Dean: Law")]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("speaker 王芳: 院长", "A title is given to “王芳”, which is not the name of one speaker of this row."),
        ("host 张伟: 院长", "A title is given to “张伟”, which is not the name of one host of this row."),
        ("张伟，院长", "“张伟，院长” is no title: write it like “speaker Li Na: Dean”."),
    ],
)
def test_a_title_of_nobody_in_the_row_is_refused(client, said, reason):
    _page, looked = look(client, ["甲", "张伟", said], head=["标题", "speaker", "titles_zh"])

    assert [row["reason"]["en"] for row in looked["rejected"]] == [reason]


FORUM = [None, "智能制造论坛", "8月26日", "9:00-12:00", "张伟（CEO）"]
TALK = ["智能制造论坛", "云上的工厂", None, "9:00-9:30", None]


def test_the_parts_of_a_forum_that_is_in_doubt_say_so_and_ask_nothing(client):
    page, looked = look(client, FORUM, TALK, ["智能制造论坛", "圆桌", None, "10:00-11:00", None])
    reason = "“智能制造论坛”, in row 2, is left out itself: answer what is asked of that row."

    assert [(row["reason"]["en"], row["at"]) for row in looked["rejected"]] == [(reason, "")] * 2
    assert [name for name in client.get(page).context["form"].fields if name.startswith("cell-")] == ["cell-0"]
    client.post(page, {"cell-0": "meant"})
    assert (report()["asked"], report()["rejected"]) == ([], [])


def test_a_forum_below_its_parts_is_to_be_listed_above(client):
    _page, looked = look(client, TALK, [None, "智能制造论坛", "8月26日", "9:00-12:00", None])

    assert [row["reason"]["en"] for row in looked["rejected"]] == [
        "“智能制造论坛” is no session known here: list it above its parts."
    ]


def test_half_of_the_hours_is_asked_for_in_two_boxes_and_the_day_by_one_of_days(client):
    page, _looked = look(client, [None, "甲", "8月26日", "14:00", None], [None, "乙", None, "9:00-10:00", None])
    shown = client.get(page)
    boxes = {each.attributes["name"]: each.attributes for each in elements(shown, "input") if "name" in each.attributes}

    assert [boxes[f"cell-0_{at}"].get("value") for at in (0, 1)] == ["14:00", None]
    assert [boxes[name]["type"] for name in ("cell-0_0", "cell-0_1", "cell-1")] == ["time", "time", "date"]
    client.post(page, {"cell-0_0": "14:00", "cell-0_1": "15:30", "cell-1": "2019-08-27"})
    client.post(f"{page}rows/")
    found = Session.objects.order_by("starts_at").values_list("name_zh", "starts_at", "ends_at")
    assert [(name, f"{starts:%d %H:%M}", f"{ends:%H:%M}") for name, starts, ends in found] == [
        ("甲", "26 06:00", "07:30"),
        ("乙", "27 01:00", "02:00"),
    ]


def test_hours_that_stay_half_are_told_beside_their_boxes(client):
    page, _looked = look(client, [None, "甲", "8月26日", "14:00", None])
    answer = client.post(page, {"cell-0_0": "14:30", "cell-0_1": ""})

    assert (answer.status_code, answer.context["form"].errors["cell-0"]) == (
        422,
        ["Give both start and end, or neither."],
    )


def test_hours_that_nobody_answers_yet_are_in_the_way_of_no_other_answer(client):
    page, _looked = look(client, [None, "甲", "8月26日", "14:00", None], speakers("张伟（CEO）"))
    names = [name for name in client.get(page).context["form"].fields if name.startswith("cell-")]
    client.post(page, {"cell-0": "meant", "cell-1_0": "14:00", "cell-1_1": ""})

    assert names == ["cell-0", "cell-1"]
    assert (report()["asked"], [row["row"] for row in report()["rejected"]]) == ([], [2])


@pytest.mark.parametrize(
    ("text", "boxes"),
    [("14:00", ["14:00", None]), ("9:05-10:30", ["09:05", "10:30"]), ("2019-08-26", [None, None]), ("", [None, None])],
)
def test_boxes_show_what_a_cell_says_of_hours(text, boxes):
    assert HoursField().widget.decompress(text) == boxes


def test_the_parts_of_a_forum_that_breaks_a_rule_are_left_out_with_it(client):
    forum = [None, "智能制造论坛", "8月31日", "9:00-12:00", None]
    parts = [["智能制造论坛", "圆桌", None, None, None], ["圆桌", "问答", None, None, None]]
    _page, looked = look(client, forum, *parts, [None, "另一论坛", "8月26日", None, None])

    wait = "“{}”, of which this is a part, is left out itself: mend that row first."
    assert [(row["row"], row["reason"]["en"]) for row in looked["rejected"]] == [
        (2, "This day is not one of the edition's days."),
        (3, wait.format("智能制造论坛")),
        (4, wait.format("圆桌")),
    ]
    assert [row["row"] for row in looked["accepted"]] == [5]
