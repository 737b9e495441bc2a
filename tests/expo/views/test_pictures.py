"""Pictures on the public pages: in boxes of fixed size, described, lazily; initials stand where there is none."""

import re

import pytest
from django.utils import translation

from expo.i18n.initials import initials_of_row
from expo.models import Organisation, Person
from tests.support.agenda_factories import make_session
from tests.support.factories import (
    make_attendance,
    make_edition,
    make_organisation,
    make_participation,
    make_person,
    make_picture,
    make_scenario,
)
from tests.support.showcase_factories import make_news

pytestmark = pytest.mark.django_db


def images(client, path: str) -> list[dict[str, str]]:
    """The attributes of each picture of the page."""
    tags = re.findall(r'<img class="picture-box"([^>]*)>', client.get(path).text)
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in tags]


def test_a_picture_says_its_size_and_widths_before_it_is_loaded(client):
    logo = make_picture(width=700, height=350, focus_x=18, focus_y=100, alt_en="A star", alt_zh="星")
    make_participation(organisation=make_organisation(logo=logo), slug="memory")

    (shown,) = images(client, "/en/2019/exhibitors/")

    base = f"/media/{logo.name}"
    assert shown == {
        "data-box": "mark",
        "data-x": "2",
        "data-y": "10",
        "src": f"{base}-320.webp",
        "srcset": f"{base}-320.webp 320w, {base}-640.webp 640w, {base}-700.webp 700w",
        "sizes": "48px",
        "width": "700",
        "height": "350",
        "alt": "",
        "loading": "lazy",
        "decoding": "async",
    }


@pytest.mark.parametrize(("language", "alt", "credit"), [("en", "A star", "Press"), ("zh-hans", "星", "新闻中心")])
def test_on_its_own_page_a_picture_is_described_in_the_reader_s_language(client, language, alt, credit):
    said = {"credit_en": "Press", "credit_zh": "新闻中心", "licence": "CC BY 4.0"}
    logo = make_picture(alt_en="A star", alt_zh="星", **said)
    make_participation(organisation=make_organisation(logo=logo), slug="memory")

    path = f"/{language}/2019/exhibitors/memory/"

    assert [(shown["alt"], "loading" in shown) for shown in images(client, path)] == [(alt, False)]
    caption = client.get(path).text.partition("<figcaption")[2].partition("</figcaption>")[0]
    assert [name for name in ("Press", "新闻中心") if name in caption] == [credit]


def test_every_page_shows_the_picture_of_its_thing(client):
    person, firm = make_person(slug="ada", portrait=make_picture(1)), make_organisation(logo=make_picture(2))
    edition = make_edition(key_visual=make_picture(3), slug="2019")
    make_participation(organisation=firm, slug="memory")
    make_participation(organisation=firm, slug="host", kind="organiser")
    make_attendance(person=person)
    make_session(slug="opening", roles=[(person, "speaker")])
    make_scenario(slug="home", picture=make_picture(4))
    make_news(slug="open", picture=make_picture(5))
    shown = {1: person.portrait, 2: firm.logo, 3: edition.key_visual}
    pages = {"people/": 1, "people/ada/": 1, "exhibitors/memory/": 2, "agenda/sessions/opening/": 1}

    for page, number in pages.items():
        assert [each["src"] for each in images(client, f"/en/2019/{page}")] == [f"/media/{shown[number].name}-32.webp"]
    assert {each["data-box"] for each in images(client, "/en/2019/")} == {"visual", "card", "mark"}
    for page in ("scenarios/home/", "news/open/"):
        assert [each["data-box"] for each in images(client, f"/en/2019/{page}")] == ["visual"]


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        ({"name_en": "Memory Works Co.", "name_zh": "记忆工厂"}, "MW", "记"),
        ({"name_en": "", "name_zh": "華為技術", "pinyin": "hua wei ji shu"}, "HW", "華"),
        ({"name_en": "Ada", "name_zh": ""}, "A", "A"),
        ({"name_en": "", "name_zh": "张伟", "pinyin": ""}, "张", "张"),
    ],
)
@pytest.mark.parametrize("model", [Organisation, Person])
def test_initials_are_latin_on_english_pages_and_a_character_on_chinese_ones(model, fields, english, chinese):
    row = model(**fields)

    with translation.override("en"):
        assert initials_of_row(row) == english
    with translation.override("zh-hans"):
        assert initials_of_row(row) == chinese


def test_initials_stand_where_there_is_no_picture(client):
    make_attendance(person=make_person(name_en="Ada Li", name_zh="李爱达"))

    box = '<span class="picture-box" data-box="portrait" aria-hidden="true">{}</span>'
    assert box.format("AL") in client.get("/en/2019/people/").text
    assert box.format("李") in client.get("/zh-hans/2019/people/").text
