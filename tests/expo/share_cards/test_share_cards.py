"""The picture that stands for a page where its address is shared."""

import html
import io
import re
import subprocess

import pytest
from django.core.management import call_command
from PIL import Image

from expo.management.commands import export_site as export_command
from expo.share_cards import drawing, fonts
from expo.share_cards.card import Card
from expo.share_cards.drawing import draw_card
from expo.share_cards.lines import break_lines
from expo.share_cards.names import CardWords, card_name, read_card_name
from expo.site_export.folder import FileCounts
from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition, make_organisation, make_participation
from tests.support.world import ADDRESSES, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.reads_apart]
CARD = re.compile('og:image" content="http://testserver([^"]+)"')
needs_fonts = pytest.mark.skipif(not fonts.can_draw(), reason="fonts-noto-cjk is not installed")


def told(response, name: str) -> str:
    return html.unescape(re.search(f'property="{name}" content="([^"]*)"', response.text).group(1))


@pytest.mark.parametrize(
    ("language", "title", "locale"), [("en", "Chips & more", "en_GB"), ("zh-hans", "芯片与未来", "zh_CN")]
)
def test_a_page_tells_its_own_title_in_its_language(client, language, title, locale):
    make_edition()
    make_session(slug="chips", name_en="Chips & more", name_zh="芯片与未来")

    page = client.get(f"/{language}/2019/agenda/sessions/chips/")

    assert (told(page, "og:title"), told(page, "og:locale")) == (title, locale)
    assert told(page, "og:url") == f"http://testserver/{language}/2019/agenda/sessions/chips/"


@needs_fonts
def test_its_card_is_a_picture_of_its_own(client):
    make_edition()
    make_participation(slug="a", organisation=make_organisation(name_en="Same name"))
    make_participation(slug="b", organisation=make_organisation(name_en="Same name", name_zh="同名"))
    pictures = set()
    for path in ("/en/2019/", "/en/2019/exhibitors/a/", "/en/2019/exhibitors/b/", "/zh-hans/2019/exhibitors/b/"):
        answer = client.get(CARD.search(client.get(path).text).group(1))
        pictures.add(answer.content)
        image = Image.open(io.BytesIO(answer.content))

        assert (answer["Content-Type"], image.format, image.size) == ("image/png", "PNG", (1200, 630))
        assert len(answer.content) < 100_000

    assert len(pictures) == 4


@needs_fonts
def test_a_process_of_the_server_never_draws_itself_and_so_never_keeps_the_fonts(client, monkeypatch):
    make_edition()
    address = CARD.search(client.get("/zh-hans/2019/").text).group(1)
    drawn = []
    monkeypatch.setattr(drawing, "draw_card", drawn.append)
    fonts.font.cache_clear()

    answer = client.get(address)

    assert (answer.status_code, drawn, fonts.font.cache_info().currsize) == (200, [], 0)


@needs_fonts
def test_an_export_draws_its_cards_itself_and_they_are_those_of_the_server(client, monkeypatch, tmp_path):
    make_edition()
    address = CARD.search(client.get("/zh-hans/2019/").text).group(1)
    of_the_server = client.get(address).content
    files = []

    def export_one(_folder, _origin):
        files.append(client.get(address).content)
        return FileCounts(1, 0, 0), []

    monkeypatch.setattr(subprocess, "run", None)
    monkeypatch.setattr(export_command, "export_site", export_one)
    call_command("export_site", tmp_path, origin="http://testserver")

    assert files == [of_the_server]


@needs_fonts
def test_nobody_has_words_of_theirs_drawn(client):
    make_edition()
    name = card_name(CardWords("en", "/en/2019/", "Ours"))
    forged = [name[:-1] + ("A" if name[-1] != "A" else "B"), "x", "x.y", name.replace(".", "", 1), f".{name}"]

    assert client.get(f"/2019/cards/{name}.png").status_code == 200
    assert {client.get(f"/2019/cards/{words}.png").status_code for words in forged} == {404}


@needs_fonts
def test_a_card_stands_below_its_own_edition_while_that_is_public(client):
    edition = make_edition()
    make_edition(slug="2020")
    name = card_name(CardWords("en", "/en/2019/", "Ours"))

    elsewhere = client.get(f"/2020/cards/{name}.png").status_code
    edition.published = False
    edition.save()

    assert (elsewhere, client.get(f"/2019/cards/{name}.png").status_code) == (404, 404)


def test_without_the_fonts_there_is_no_card(client, monkeypatch):
    make_edition()
    name = card_name(CardWords("en", "/en/2019/", "Ours"))
    monkeypatch.setattr(fonts, "font_files", dict)

    assert CARD.search(client.get("/en/2019/").text) is None
    assert client.get(f"/2019/cards/{name}.png").status_code == 404


@pytest.mark.parametrize("path", ["search/?q=%E8%8A%AF%E7%89%87", "agenda/mine/"])
def test_what_visitors_type_is_on_no_card(client, path):
    make_edition()

    assert "og:" not in client.get(f"/en/2019/{path}").text


def test_a_name_says_the_words_and_a_long_title_is_cut():
    words = read_card_name(card_name(CardWords("zh-hans", "/zh-hans/2019/", "智" * 300)))

    assert (words.language, words.path, len(words.title), words.title[-1]) == ("zh-hans", "/zh-hans/2019/", 120, "…")


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Smart technology for life", 10, ["Smart", "technology", "for life"]),
        ("智能化：为经济赋能，为生活添彩", 16, ["智能化：为经济赋", "能，为生活添彩"]),
        ("《未来网络全球行动纲领》首次发布", 16, ["《未来网络全球行", "动纲领》首次发布"]),
        ("一二三四五六七八，九", 16, ["一二三四五六七", "八，九"]),
        ("用5G与AI chips", 8, ["用5G与AI", "chips"]),
        ("", 8, []),
    ],
)
def test_lines_break_between_words_and_where_chinese_allows_it(text, room, lines):
    """Each Chinese character takes the room of two others."""
    assert break_lines(text, room, lambda part: sum(1 + (ord(one) > 0x2E80) for one in part)) == lines


@needs_fonts
@pytest.mark.parametrize("title", ["", "智" * 120, "W" * 120, "A very long title of many words " * 4, "🦾 عربى"])
def test_any_title_is_drawn(title):
    packed = draw_card(Card(title, "2019 Smart China Expo", "26–29 August 2019", "x" * 300, "expo.example.org/" * 20))

    assert Image.open(io.BytesIO(packed)).size == (1200, 630)


WORD = "zzqqzz"
PARAMETERS = ("area", "country", "day", "definition", "kind", "level", "next", "of", "page", "s", "stand", "version")


@pytest.mark.thorough
@needs_fonts
def test_no_page_has_words_of_its_reader_in_what_it_shares(client):
    make_world()
    paths = {address.partition("?")[0] for address in ADDRESSES if address.startswith("/en/")}
    for path in sorted(paths):
        for asked in (f"q={WORD}", f"q={WORD}&in=exhibitors", "&".join(f"{name}={WORD}" for name in PARAMETERS)):
            page = client.get(f"{path}?{asked}")
            shared = re.findall(r'<meta property="og:[^>]*>', page.text)
            for address in CARD.findall(page.text):
                shared.append(read_card_name(address.rpartition("/")[2].removesuffix(".png")).title)

            assert WORD not in " ".join(shared), (path, asked)
