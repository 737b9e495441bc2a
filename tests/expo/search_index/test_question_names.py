"""Names that hold a word, or a sign, with which people ask."""

import pytest

from expo.search_index.questions import read_questions
from tests.support.agenda_factories import make_session
from tests.support.factories import (
    make_area,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_region,
    the_edition,
)
from tests.support.reading import card_titles

pytestmark = pytest.mark.django_db


def found(client, words, path="search/", language="en"):
    """The search, or a list that matches by it."""
    return card_titles(client.get(f"/{language}/2019/{path}", {"q": words}))


@pytest.fixture
def firms():
    """Makes firms of one edition, of these names."""
    edition, china = make_edition(), make_region(name_en="China", name_zh="中国")

    def make(*names, **details):
        for name in names:
            called = {"name_en": name, "name_zh": ""} if name.isascii() else {"name_zh": name}
            firm = make_organisation(**called, region=china)
            make_participation(edition=edition, organisation=firm, **details)

    return make


def read(words):
    return [" ".join(word.text for word in question.query.words) for question in read_questions(words)]


ASKING = ["Here", "Any", "See", "Look", "Will", "May", "You", "Me", "Thing", "US", "IT", "S", "D"]


@pytest.mark.parametrize("name", ASKING)
@pytest.mark.parametrize("path", ["search/", "exhibitors/"])
def test_a_name_that_asks_is_found_with_what_belongs_to_it(client, firms, name, path):
    firms(f"{name} Technologies", areas=[make_area(name_en="Robotics", name_zh="机器人")])
    firms(*(f"Robotics {number}" for number in range(7)))

    assert found(client, f"{name} robotics", path) == [f"{name} Technologies"]


@pytest.mark.parametrize("name", ASKING)
@pytest.mark.parametrize("path", ["search/", "exhibitors/"])
def test_of_a_word_of_a_name_and_one_of_a_kind_the_name_is_found(client, firms, name, path):
    firms(f"{name} Chongqing", "Quartz Works")

    assert found(client, f"{name} companies", path)[:1] == [f"{name} Chongqing"]


def test_of_two_words_that_ask_the_one_that_no_name_bears_goes(client, firms):
    firms("Here Technologies", "Quartz Works")

    assert found(client, "where is Here")[0] == "Here Technologies"
    assert found(client, "what is here at Quartz")[0] == "Quartz Works"


def test_a_name_that_asks_and_is_of_another_kind_keeps_no_question_from_its_answer(client, firms):
    firms("Many Works")

    assert found(client, "how many halls")[:1] != ["Many Works"]


def test_words_of_kinds_alone_never_stand_before_what_bears_the_typed_words(client, firms):
    firms("Company House")
    make_session(edition=the_edition(), name_en="Opening", abstract_en="All about a company.")

    assert found(client, "about company") == ["Opening"]


@pytest.mark.parametrize(
    ("words", "right", "wrong"),
    [
        ("美的在哪里", "美的", "华美"),
        ("美的展位", "美的", "华美"),
        ("家电在哪里", "家电联盟", "中国电信"),
        ("有没有家电", "家电联盟", "中国电信"),
        ("家居展位在哪里", "全屋家居", "居然之选"),
        ("有道在哪里", "有道", "道通科技"),
        ("是德科技在哪里", "是德科技", "道德科技"),
        ("海尔智家在哪里", "海尔智家", "海尔智能"),
        ("顾家在哪", "顾家", "主顾联合"),
        ("有色金属展位", "有色金属研究院", "黑色金属研究院"),
        ("哪些专家", "专家联合", "专利联合"),
        ("的士在哪里", "的士联合", "士兰微"),
        ("宾馆在哪", "宾馆联合", "宾得"),
        ("找钢网在哪里", "找钢网", "钢网联合"),
        ("可以科技在哪里", "可以科技", "科技联合"),
    ],
)
@pytest.mark.parametrize("path", ["search/", "exhibitors/"])
def test_no_sign_is_cut_off_a_name(client, firms, words, right, wrong, path):
    firms(wrong, right)

    assert found(client, words, path, "zh-hans")[:1] == [right]
    assert wrong not in found(client, words, "exhibitors/", "zh-hans")


@pytest.mark.parametrize("words", ["有哪些国家", "国家馆"])
def test_a_list_holds_none_that_only_a_sign_finds(client, firms, words):
    firms("国药联合", "国电联合", "家电联盟")

    assert not {"国药联合", "国电联合", "家电联盟"} & set(found(client, words, "exhibitors/", "zh-hans"))


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        ("个人信息保护论坛", ["个人信息保护"]),
        ("有哪些国家", ["国家"]),
        ("国家馆", ["国家"]),
        ("去哪儿网", []),
        ("重庆产权交易所有限公司", []),
        ("华为是哪个馆", ["华为 馆", "华为"]),
        ("有哪家芯片企业", ["有哪家芯片", "芯片企业", "芯片"]),
        ("有充电桩吗", ["有充电桩", "充电桩"]),
        ("去华为怎么走", ["去华为", "华为"]),
        ("Where's Quartz", ["where quartz", "quartz"]),
        ("Vitamin D", []),
        ("hall S", ["s"]),
        ("where can I eat", ["eat"]),
    ],
)
def test_the_reading_that_cuts_least_comes_first(words, readings):
    assert [reading for reading in read(words) if "是哪个" not in reading] == readings


def test_a_hall_of_one_letter_is_found(client):
    make_hall(edition=make_edition(), code="D", name_en="Chips", name_zh="芯片")

    assert found(client, "hall D")[0] == "D Chips"


@pytest.mark.parametrize("phrase", ["在哪里", "是什么", "在哪儿", "有没有"])
def test_a_question_asked_again_and_again_is_read_once(phrase):
    """Not in each of the many ways in which it can be parted: that would not end."""
    assert read_questions(phrase * 40 + "甲") == []
