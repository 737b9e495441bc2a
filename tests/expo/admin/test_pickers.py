"""Pickers offer first what fits best, and find a stand as it is printed."""

import pytest

from deals.ledger import organisation_lookup
from expo.exhibition import stand_names
from tests.support.agenda_factories import make_session
from tests.support.factories import (
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
)
from tests.support.staff import a_superuser, an_editor, page

pytestmark = pytest.mark.django_db


def offered(model: str, field: str, term: str, app: str = "expo") -> list[str]:
    asked = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    return [row["text"] for row in an_editor().get("/admin/autocomplete/", asked).json()["results"]]


def person(name_en: str, name_zh: str, pinyin: str) -> None:
    make_person(name_en=name_en, name_zh=name_zh, pinyin=pinyin, slug=name_en.lower().replace(" ", "-"))


@pytest.mark.parametrize(
    ("term", "first"),
    [
        ("zhang", ["Zhang San", "Wei Zhang", "Zhangsun Wuji", "Chen Zhangming", "An Yizhang"]),
        ("Zhang San", ["Zhang San"]),
        ("ｚｈａｎｇ san", ["Zhang San"]),
        ("zhangsan", ["Zhang San"]),
    ],
)
def test_people_are_ranked_by_fit_and_not_by_the_alphabet(term, first):
    person("An Yizhang", "安一章", "an yizhang")
    person("Chen Zhangming", "陈章明", "chen zhangming")
    person("Zhangsun Wuji", "长孙无忌", "zhangsun wuji")
    person("Zhang San", "张三", "zhang san")
    person("Wei Zhang", "", "")
    person("Bo Li", "李博", "li bo")

    assert offered("attendance", "person", term) == first


@pytest.mark.parametrize("term", ["张", "張"])
def test_a_chinese_surname_comes_before_the_same_character_inside_a_name(term):
    person("An Yizhang", "安一张", "an yizhang")
    person("Zhang San", "张三", "zhang san")

    assert offered("attendance", "person", term) == ["Zhang San", "An Yizhang"]


def test_organisations_and_sessions_are_ranked_alike():
    for name in ("A Chip House", "Chip", "Microchip", "Chip Works"):
        make_organisation(name_en=name, name_zh="", pinyin="", initials="")
        make_session(name_en=name, name_zh="会")
    ranked = ["Chip", "Chip Works", "A Chip House", "Microchip"]

    assert offered("participation", "organisation", "chip") == ranked
    assert [row["en"] for row in organisation_lookup.suggest_organisations("chip")] == ranked
    sessions = offered("session", "parent", "chip", app="agenda")
    assert [text.split(" · ")[0] for text in sessions] == ranked


@pytest.mark.parametrize(
    "term",
    ["H1-01", "h1 01", "H1/1", "h1-1", "Ｈ１－０１", "H1 1", "h101", "01", "1", "０１", "H1·01", " H1-01 "],
)
def test_a_stand_is_found_as_the_site_prints_it_and_shown_so(term):
    make_edition()
    hall, other = make_hall(code="H1"), make_hall(code="H2")
    make_booth(hall=hall, number="01")
    make_booth(hall=hall, number="110")
    make_booth(hall=other, number="77")

    assert offered("booth_participations", "booth", term)[0] == "H1-01"


def test_stands_with_letters_are_found_with_fewer_zeros_and_the_exact_one_comes_first():
    make_edition()
    hall = make_hall(code="S4")
    for number in ("A010", "A01", "A1"):
        make_booth(hall=hall, number=number)

    assert offered("booth_participations", "booth", "s4-a1")[0] in ("S4-A01", "S4-A1")
    assert offered("booth_participations", "booth", "s4 a010")[0] == "S4-A010"
    assert offered("booth_participations", "booth", "%") == []


def test_stands_of_the_edition_at_work_are_offered_and_no_others():
    before = make_edition(slug="2018", starts_on="2018-08-26", ends_on="2018-08-29")
    now = make_edition(slug="2019", status="live")
    for edition in (before, now):
        make_booth(hall=make_hall(code="H1", edition=edition), number="1")

    assert offered("booth_participations", "booth", "H1-1") == ["H1-1"]


def test_exhibitors_of_a_stand_still_find_it():
    make_edition()
    firm = make_participation(organisation=make_organisation(name_en="Memory Works"))
    make_booth(hall=make_hall(code="H1"), number="01", participations=[firm])

    assert offered("booth_participations", "booth", "memory") == ["H1-01"]


@pytest.mark.parametrize(
    ("words", "called"),
    [("H1-01", True), ("h1 1", True), ("01", True), ("1", True), ("H2-01", False), ("011", False), ("", False)],
)
def test_a_stand_is_called_by_its_number_with_its_hall_or_without(words, called):
    make_edition()

    assert stand_names.is_stand_called(make_booth(hall=make_hall(code="H1"), number="01"), words) == called


@pytest.mark.parametrize("typed", ["[", "1,2,3", "١٢", "9" * 40, '"><script>alert(1)</script>'])
@pytest.mark.parametrize("label", ["agenda.room", "expo.booth", "deals.definition", "expo.letter"])
def test_what_no_row_has_as_its_key_is_refused_beside_its_field(typed, label):
    client, path = a_superuser(), page(label, "add")
    names = [name for name in ("edition", "hall", "author") if f'name="{name}"' in client.get(path).text]
    answer = client.post(path, dict.fromkeys(names, typed))

    assert (answer.status_code, names != [], "errorlist" in answer.text) == (200, True, True)
