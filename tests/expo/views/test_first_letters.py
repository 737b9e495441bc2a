"""The letters above the lists of exhibitors and people: which are there, what each leaves, in either language."""

import pytest

from expo.i18n.pinyin import pinyin_of
from tests.support.factories import make_attendance, make_edition, make_organisation, make_participation, make_person
from tests.support.reading import card_titles, elements

pytestmark = pytest.mark.django_db
NAMES = (
    {"name_en": "Huawei Technologies", "name_zh": "华为技术"},
    {"name_en": "Éclair Optics", "name_zh": "重庆光学"},
    {"name_en": "", "name_zh": "长安汽车"},
    {"name_en": "3D Foundry", "name_zh": ""},
    {"name_en": "Zeiss", "name_zh": ""},
)
IN_ENGLISH, IN_CHINESE = ["C", "E", "H", "Z", "#"], ["C", "H", "Z", "#"]


@pytest.fixture
def edition():
    made = make_edition()
    for name in NAMES:
        add_exhibitor(made, **name)
    return made


@pytest.fixture
def small_pages(monkeypatch):
    """A list on one page needs no letters."""
    monkeypatch.setattr("expo.views.exhibitors.PER_PAGE", 1)


def add_exhibitor(edition, **name):
    firm = make_organisation(**name, pinyin=pinyin_of(name["name_zh"] or name["name_en"]))
    make_participation(edition=edition, organisation=firm)


def bar(response) -> list[tuple[str, str | None]]:
    """The letters with where they lead; None where they lead nowhere."""
    page = response.text
    start = page.find('class="letters"')
    if start < 0:
        return []
    inside = page[start : page.index("</nav>", start)]
    found = [e for e in elements(response) if e.tag in ("a", "span", "b") and f">{e.text}</{e.tag}>" in inside]
    return [(e.text, e.attributes.get("href")) for e in found if len(e.text) == 1]


@pytest.mark.parametrize(("language", "there"), [("en", IN_ENGLISH), ("zh-hans", IN_CHINESE)])
def test_letters_that_names_begin_with_are_links_and_the_others_text(client, edition, small_pages, language, there):
    letters = bar(client.get(f"/{language}/2019/exhibitors/"))

    assert [letter for letter, _url in letters] == [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "#"]
    assert [letter for letter, url in letters if url] == there


@pytest.mark.parametrize(
    ("language", "letter", "left"),
    [
        ("en", "e", ["Éclair Optics"]),
        ("en", "E", ["Éclair Optics"]),
        ("en", "c", ["长安汽车"]),
        ("en", "other", ["3D Foundry"]),
        ("en", "q", []),
        ("zh-hans", "c", ["长安汽车", "重庆光学"]),
        ("zh-hans", "z", ["Zeiss"]),
    ],
)
def test_a_letter_leaves_the_names_under_it(client, edition, language, letter, left):
    response = client.get(f"/{language}/2019/exhibitors/", {"letter": letter})

    assert sorted(card_titles(response)[: len(left)]) == sorted(left)
    assert len([title for title in card_titles(response) if title]) == len(left)


@pytest.mark.parametrize("letter", ["", "ab", "é", "1", "abcdefghijklmnopqrstuvwxyz", "\0"])
def test_a_letter_that_makes_no_sense_counts_as_none(client, edition, letter):
    assert len(card_titles(client.get("/en/2019/exhibitors/", {"letter": letter}))) == len(NAMES)


def test_the_letters_are_those_of_what_the_filters_leave_and_keep_them(client, edition, small_pages):
    add_exhibitor(edition, name_en="Optics of Wuxi", name_zh="无锡光学")

    letters = dict(bar(client.get("/en/2019/exhibitors/", {"q": "optics"})))

    there = {letter: url for letter, url in letters.items() if url}
    assert there == {"E": "?q=optics&letter=e", "O": "?q=optics&letter=o"}


def test_people_have_letters_too_and_nobody_hidden_has_one(client, monkeypatch):
    edition = make_edition()
    for name, public in (("Ada Li", True), ("Bo Wen", True), ("Xu Yi", False)):
        make_attendance(edition=edition, person=make_person(name_en=name), published=public)

    with monkeypatch.context() as patch:
        patch.setattr("expo.views.people.PER_PAGE", 1)
        letters = bar(client.get("/en/2019/people/"))

    assert [letter for letter, url in letters if url] == ["A", "B"]
    assert card_titles(client.get("/en/2019/people/?letter=b")) == ["Bo Wen"]
    assert card_titles(client.get("/en/2019/people/?letter=x")) == []


def test_a_list_on_one_page_has_no_letters_until_one_is_asked_for(client, edition):
    assert bar(client.get("/en/2019/exhibitors/")) == []
    assert [letter for letter, url in bar(client.get("/en/2019/exhibitors/?letter=h")) if url] == IN_ENGLISH


@pytest.mark.parametrize("path", ["exhibitors", "people"])
def test_an_empty_list_has_no_letters(client, path):
    make_edition()

    assert bar(client.get(f"/en/2019/{path}/")) == []
