"""What visitors ask in a question, and what they call the pages of the site."""

import pytest

from deals import bulletins
from expo.models.search import SearchEntry
from expo.search_index import upkeep
from expo.search_index.questions import read_questions
from tests.support.agenda_factories import make_room, make_session
from tests.support.deal_factories import make_announced, make_draft, make_press
from tests.support.factories import (
    make_area,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
)
from tests.support.reading import card_titles
from tests.support.showcase_factories import make_exhibit, make_launch, make_page

pytestmark = pytest.mark.django_db


def found(client, words, language="en"):
    return card_titles(client.get(f"/{language}/2019/search/", {"q": words}))


def listed_pages():
    upkeep.catch_up()
    return set(SearchEntry.objects.filter(kind="pages").values_list("title_en", flat=True))


@pytest.fixture
def quartz():
    """A firm at N3 E07 that shows robots, and another one in the same hall."""
    edition, area = make_edition(), make_area(name_en="Robotics", name_zh="机器人")
    hall = make_hall(edition=edition, code="N3", name_en="Chips", name_zh="芯片")
    firm = make_organisation(name_en="Quartz Works", name_zh="石英工厂", short_zh="石英")
    here = make_participation(edition=edition, organisation=firm, areas=[area])
    make_booth(hall=hall, number="E07", participations=[here])
    make_exhibit(edition=edition, participation=here, name_en="Robotics arm N3", name_zh="机械臂")
    return here


@pytest.mark.parametrize(
    ("words", "asked", "kinds"),
    [
        ("Where is Quartz?", ["quartz"], set()),
        ("石英在哪里？", ["石英"], set()),
        ("请问石英的展位在哪", ["石英"], {"stands"}),
        ("who shows 5G in N3", ["5g", "n3"], {"exhibitors"}),
        ("hall N3", ["n3"], {"halls"}),
        ("which Chongqing firms sign deals", ["chongqing"], {"exhibitors", "deals"}),
        ("how many exhibitors are there", ["exhibitors"], {"exhibitors"}),
        ("有wifi吗", ["wifi"], set()),
    ],
)
def test_of_a_question_what_is_asked_for_is_left(words, asked, kinds):
    query = read_questions(words)[-1].query

    assert ([word.text for word in query.words], query.kinds) == (asked, kinds)


@pytest.mark.parametrize("words", ["quartz", "石英", "where is", "在哪里", ""])
def test_what_asks_nothing_is_no_question_and_neither_is_one_that_only_asks(words):
    assert not read_questions(words)


@pytest.mark.parametrize(
    "words", ["where is Quartz?", "how do I find quartz works", "石英在哪里？", "请问石英的展位在哪", "有没有石英"]
)
def test_a_question_finds_what_it_is_about(client, quartz, words):
    assert found(client, words)[0] == "Quartz Works"


@pytest.mark.parametrize("words", ["stand N3 E07", "N3馆E07", "who is at N3-E07", "Ｎ３Ｅ０７是谁的展位"])
def test_a_stand_is_found_by_whatever_else_is_said_of_it(client, quartz, words):
    assert found(client, words)[0] == "N3 E07"


def test_the_kind_that_is_asked_for_stands_before_others(client, quartz):
    assert found(client, "robotics n3")[0] == "Robotics arm N3"
    assert found(client, "who shows robotics in N3")[0] == "Quartz Works"


@pytest.mark.parametrize("words", ["who shows robotics", "谁展示机器人", "谁展示机器人N3", "N3谁展示机器人"])
def test_a_text_that_holds_the_words_that_ask_keeps_no_question_from_its_answer(client, quartz, words):
    texts = {"text_en": "Whoever wants to know who shows it.", "text_zh": "谁展示，谁在场，N3。"}
    make_exhibit(edition=quartz.edition, participation=quartz, name_en="Robotics lamp", name_zh="机器人灯", **texts)

    assert "Quartz Works" in found(client, words)[:2]


def test_a_name_that_is_a_question_is_found_as_it_is_typed(client):
    make_session(edition=make_edition(), name_en="Where the map is steep", name_zh="")

    assert found(client, "where the map is")[0] == "Where the map is steep"


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("what is on now", "Agenda"),
        ("今天有什么活动", "Agenda"),
        ("toilets", "Halls"),
        ("wifi", "Questions"),
        ("有wifi吗", "Questions"),
        ("WIFI怎么连", "Questions"),
        ("where do I park?", "The way"),
        ("停车", "The way"),
        ("bus stop", "The way"),
        ("停车费贵不贵", "The way"),
    ],
)
def test_pages_are_found_by_what_visitors_call_them(client, words, page):
    edition = make_edition()
    make_hall(edition=edition)
    make_page(edition=edition, kind="directions", name_en="The way", name_zh="交通")
    make_page(edition=edition, kind="faq", name_en="Questions", name_zh="问答")
    make_exhibit(edition=edition, name_en="Smart parking", name_zh="智慧停车系统")

    assert found(client, words)[0] == page


@pytest.mark.parametrize("words", ["world firsts", "世界首发", "今天的世界首发"])
def test_first_shows_are_found_by_their_level(client, words):
    make_launch(name_en="Quartz clock", level="world")

    assert {"Launches", "Quartz clock"} & set(found(client, words)[:3])


def test_by_its_level_a_launch_is_found_and_one_of_another_level_is_not(client):
    make_launch(name_en="Quartz clock", level="world")
    make_launch(name_en="Quartz lamp", level="company")

    assert found(client, "quartz 全球首发") == ["Quartz clock"]


def test_lists_of_nothing_are_no_pages():
    make_edition()

    assert not listed_pages() & {"Rooms", "Contests", "Bulletins", "Exhibits", "Find the way", "Launches"}


def test_a_list_is_found_from_its_first_row_on_and_no_longer_than_there_is_one():
    edition = make_edition()
    exhibit = make_exhibit(edition=edition)
    make_session(edition=edition, room=make_room(edition=edition))

    assert listed_pages() >= {"Rooms", "Exhibits"}
    exhibit.participation.status = "draft"
    exhibit.participation.save()
    assert "Exhibits" not in listed_pages()


def test_a_bulletin_is_found_by_its_number_under_the_title_that_it_prints(client):
    edition, press = make_edition(), make_press()
    make_announced(make_draft(edition))
    bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)

    title = found(client, "bulletin 1")[0]

    assert found(client, "第1期通报") == [title]
    assert "1 project" in title
    assert "{" not in title
