"""Lists of sessions as organisers write them: speakers with their titles in brackets, organisers not entered before."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.imports.sessions.honorifics import split_honorific
from agenda.imports.sessions.people import title_joint
from agenda.imports.sessions.session_list import SESSIONS
from agenda.models import Session, SessionRole
from expo.imports.lists.undo import undo_list
from expo.models import ImportedFile, Organisation, Person
from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition, make_organisation, make_person
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
HEAD = ["标题", "演讲嘉宾", "主持人", "主办单位"]
ROWS = [
    ["智能制造论坛", "李娜（云公司总裁）、王芳（主持人）", "张伟（重庆大学、教授）", "市经信委"],
    ["数字孪生论坛", "李娜（云公司总裁）；Ann Lee (Riverside Institute, Dean)", None, "重庆大学、市科技局"],
]


@pytest.fixture
def client():
    return signed_in(make_editor())


@pytest.fixture(autouse=True)
def edition():
    make_organisation(name_zh="重庆大学", name_en="Chongqing University")
    return make_edition(slug="2019")


def look(client, *rows):
    file = SimpleUploadedFile("list.xlsx", workbook([HEAD, *rows]))
    page = client.post("/desk/lists/2019/sessions/", {"file": file}, follow=True)
    return page.redirect_chain[-1][0], ImportedFile.objects.latest("pk").report


def answer_all(client, page, organisers="new:government"):
    """One answer for each question, for all cells that it is asked of."""
    fields = client.get(page).context["form"].fields
    sent = {}
    for name in fields:
        if name.startswith("alike-"):
            sent[name] = "on"
        elif name.startswith("cell-"):
            choices = [value for value, _label in fields[name].choices]
            sent[name] = organisers if organisers in choices else "meant"
    client.post(page, sent)
    client.post(f"{page}rows/")


def cast():
    rows = SessionRole.objects.exclude(person=None).order_by("session", "role", "order", "pk")
    return [(str(row.session), row.role, str(row.person), row.title_zh or row.title_en) for row in rows]


def test_titles_in_brackets_are_asked_about_once_and_kept_with_the_roles(client):
    page, report = look(client, *ROWS)
    answer_all(client, page)

    assert [row["more"][0]["reason"]["en"] for row in report["asked"]] == [
        "“李娜（云公司总裁）”: is this a name with a title in brackets?"
    ] * 2
    assert cast() == [
        ("智能制造论坛", "host", "王芳", ""),
        ("智能制造论坛", "host", "张伟", "重庆大学，教授"),
        ("智能制造论坛", "speaker", "李娜", "云公司总裁"),
        ("数字孪生论坛", "speaker", "李娜", "云公司总裁"),
        ("数字孪生论坛", "speaker", "Ann Lee", "Riverside Institute, Dean"),
    ]


def test_organisers_that_nobody_has_entered_are_entered_by_one_answer_and_taken_back_with_the_run(client):
    page, _report = look(client, *ROWS)
    answer_all(client, page)
    organisers = SessionRole.objects.filter(person=None).order_by("session", "order", "pk")

    assert [str(row.organisation) for row in organisers] == ["市经信委", "Chongqing University", "市科技局"]
    assert "New organisations:" in client.get(page).text
    run = ImportedFile.objects.latest("pk")
    undo_list(SESSIONS, run, run.brought_by)
    assert Organisation.objects.count() == 1
    assert (Session.objects.working().count(), Person.objects.count()) == (0, 0)


def test_organisers_may_be_left_out_and_those_that_are_known_stay(client):
    page, _report = look(client, *ROWS)
    answer_all(client, page, organisers="leave")

    assert [str(row.organisation) for row in SessionRole.objects.filter(person=None)] == ["Chongqing University"]
    assert Organisation.objects.count() == 1


def test_a_title_that_stands_here_is_kept(client, edition):
    li_na = make_person(slug="li-na", name_zh="李娜", name_en="")
    session = make_session(edition=edition, name_zh="智能制造论坛", name_en="")
    SessionRole.objects.create(session=session, role="speaker", person=li_na, title_zh="院士")
    page, _report = look(client, ["智能制造论坛", "李娜（云公司总裁）、王芳（董事长）", None, None])
    answer_all(client, page)

    assert [(who, title) for _session, _role, who, title in cast()] == [("李娜", "院士"), ("王芳", "董事长")]


def test_of_namesakes_with_titles_it_is_asked_too_and_each_answer_stays(client):
    for slug in ("zhang-wei", "zhang-wei-2"):
        make_person(slug=slug, name_zh="张伟", name_en="")
    page, _report = look(client, ["甲", "李娜（总裁）、张伟（院长）", None, None])
    client.post(page, {"cell-0": "meant"})
    client.post(page, {"cell-0": "李娜（总裁）、zhang-wei-2"})
    client.post(page, {"cell-0": "meant"})
    client.post(f"{page}rows/")

    assert [(who, title) for _session, _role, who, title in cast()] == [("李娜", "总裁"), ("张伟", "")]


def test_what_is_asked_stands_above_what_is_refused(client):
    page, _report = look(client, *ROWS, ["合计", "3", None, None])
    text = client.get(page).text

    assert text.index("In doubt: say what is meant") < text.index("Left out, and why")


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("中文", "zh"),
        ("中英双语", "zh,en"),
        ("英文、French", "en,fr"),
        ("中英同传", "zh,en"),
        ("zh,en", "zh,en"),
        ("zh-Hant", "zh-Hant"),
        ("川话", None),
    ],
)
def test_languages_are_read_from_words_and_from_codes(client, said, codes):
    file = SimpleUploadedFile("list.xlsx", workbook([["标题", "语言"], ["甲", said]]))
    page = client.post("/desk/lists/2019/sessions/", {"file": file}, follow=True).redirect_chain[-1][0]
    report = ImportedFile.objects.latest("pk").report
    client.post(f"{page}rows/")

    assert [row.languages for row in Session.objects.working()] == [codes] * bool(codes)
    assert [row["reason"]["en"] for row in report["rejected"]] == [
        "“川话” is no language known here: write codes like zh,en."
    ] * (codes is None)


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Prof. Dr. Ada Lovelace", "Ada Lovelace", "Prof. Dr."),
        ("Li Na PhD", "Li Na", "PhD"),
        ("李明 院士 教授", "李明", "院士 教授"),
        ("张华副教授", "张华", "副教授"),
        ("阿卜杜拉·汗先生", "阿卜杜拉·汗", "先生"),
        ("陈先生", "陈先生", ""),
        ("歐陽先生", "歐陽先生", ""),
        ("Dr Watson", "Dr Watson", ""),
        ("Md. Rafiqul Islam", "Md. Rafiqul Islam", ""),
        ("Dean Martin", "Dean Martin", ""),
        ("教授", "教授", ""),
        ("prof " * 6_000, "prof " * 6_000, ""),
    ],
)
def test_titles_beside_a_name_are_no_part_of_it(text, name, title):
    assert split_honorific(text) == (name, title)


def test_speakers_with_titles_are_who_is_known_by_the_name_and_keep_the_titles(client, edition):
    make_person(slug="li-na", name_zh="李娜", name_en="Li Na")
    make_person(slug="dr-no", name_zh="", name_en="Dr Julius No")
    page, _report = look(client, ["论坛", "李娜教授；Prof. Ada Lovelace；Dr Julius No", "Prof. Li Na", None])
    client.post(f"{page}rows/")

    roles = SessionRole.objects.order_by("role", "order", "pk").values_list(
        "role", "person__slug", "title_zh", "title_en"
    )
    assert list(roles) == [
        ("host", "li-na", "", "Prof."),
        ("speaker", "li-na", "教授", ""),
        ("speaker", "ada-lovelace", "", "Prof."),
        ("speaker", "dr-no", "", ""),
    ]
    assert Person.objects.get(slug="ada-lovelace").name_en == "Ada Lovelace"


@pytest.mark.parametrize(
    ("titles", "joint"), [(("教授", "总裁"), "、"), (("Prof.", "CEO"), ", "), (("Prof.", "总裁"), " / ")]
)
def test_two_titles_are_listed_as_their_language_lists(titles, joint):
    assert title_joint(*titles) == joint


def test_a_title_that_is_too_long_with_that_before_the_name_refuses_its_row(client, edition):
    page, _report = look(client, ["论坛", f"李娜教授（{'总' * 198}）", None, None])
    answer_all(client, page)

    (refused,) = ImportedFile.objects.latest("pk").report["rejected"]
    assert refused["reason"]["en"] == "It is longer than 200 characters."


def test_a_list_of_speakers_with_titles_changes_nothing_when_it_comes_again(client, edition):
    for _time in range(2):
        page, report = look(client, ["论坛", "李娜教授；Prof. Ada Lovelace", None, None])
        client.post(f"{page}rows/")

    assert [row["change"] for row in report["accepted"]] == ["unchanged"]
    assert Person.objects.count() == 2
