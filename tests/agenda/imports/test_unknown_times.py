"""待定 or TBD where a day or a time belongs: nobody knows yet, which a draft may leave open."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.models import Session
from expo.models import ImportedFile
from tests.support.factories import make_edition
from tests.support.reading import texts
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/sessions/"
HEAD = ["标题", "日期", "开始时间", "结束时间"]


@pytest.fixture
def client():
    make_edition(slug="2019", starts_on=dt.date(2019, 8, 26), ends_on=dt.date(2019, 8, 29))
    return signed_in(make_editor())


def bring(client, *cells):
    file = SimpleUploadedFile("list.xlsx", workbook([HEAD, ["智能制造论坛", *cells]]))
    looked = client.post(START, {"file": file}, follow=True)
    run = ImportedFile.objects.get()
    client.post(f"{START}{run.pk}/rows/")
    return looked, run.report


@pytest.mark.parametrize("word", ["待定", "TBD", "待定时间", "时间待定", "T.B.A.", "to be confirmed", "ＴＢＤ", "未定"])
def test_a_session_whose_day_and_hours_nobody_knows_is_a_draft_without_them(client, word):
    bring(client, word, word, word)
    made = Session.objects.get()

    assert (made.status, made.day, made.starts_at, made.ends_at) == ("draft", None, None, None)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Day: “待定” says that nobody knows yet, as an empty cell does."),
        ("zh-hans", "日期：“待定”表示尚未确定，视同空单元格。"),
    ],
)
def test_the_look_tells_which_words_are_as_if_nothing_stood_there(client, language, told):
    client.cookies["staff_language"] = language
    looked, _report = bring(client, "待定", None, None)

    assert told in [" ".join(each.split()) for each in texts(looked, "li")]


def test_hours_whose_day_nobody_knows_ask_for_it(client):
    _looked, report = bring(client, "待定", "09:30-10:30", None)

    assert [(row["field"], row["asks"]) for row in report["rejected"]] == [("day", "day")]
    assert not Session.objects.exists()


def test_another_word_is_refused_with_what_to_write(client):
    _looked, report = bring(client, "某天", None, None)

    assert [row["reason"]["en"] for row in report["rejected"]] == [
        "“某天” is not a day: write it like 2019-08-26, or leave the cell empty."
    ]
