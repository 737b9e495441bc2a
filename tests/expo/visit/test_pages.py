"""What visitors need to know: pages that staff write, the press room, the set of a new edition, the filing number."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from expo.exhibition.data_checks import exhibition_problems
from expo.models import VisitorPage
from expo.problems import Severity
from expo.visit.pages import PageSection, add_missing_pages, split_sections
from tests.support.factories import make_edition, make_source
from tests.support.reading import links, texts
from tests.support.showcase_factories import make_letter, make_news, make_page, make_quotation
from tests.support.staff import a_superuser, page

pytestmark = pytest.mark.django_db
KINDS = ["visit", "hours", "directions", "admission", "accessibility", "press", "contact", "faq", "privacy"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("visit/", 2), ("visit/way/", 3), ("press/", 22)])
def test_pages_cost_the_same_however_many_there_are(client, rows, path, queries, django_assert_max_num_queries):
    make_edition()
    make_page(slug="way", sources=[make_source()])
    for _ in range(rows):
        make_page(), make_quotation(), make_letter(), make_news()

    with django_assert_max_num_queries(queries):
        assert client.get(f"/en/2019/{path}").status_code == 200


@pytest.mark.parametrize(
    ("language", "heading", "line", "name"),
    [("en", "By metro", "Line 6.", "The way"), ("zh-hans", "地铁", "6号线。", "交通")],
)
def test_a_page_tells_its_parts_in_the_language_of_its_reader(client, language, heading, line, name):
    make_edition()
    english, chinese = "Here.\n# By metro\nLine 6.", "此处。\n#地铁\n6号线。"
    make_page(slug="way", name_en="The way", name_zh="交通", text_en=english, text_zh=chinese)

    response = client.get(f"/{language}/2019/visit/way/")

    assert (texts(response, "h1"), texts(response, "h2")[0]) == ([name], heading)
    assert line in texts(response, "p")
    assert f"/{language}/2019/visit/way/" in links(client.get(f"/{language}/2019/visit/"))


def test_what_a_page_says_is_text_and_no_markup(client):
    make_edition()
    make_page(slug="way", text_en="# <b>Bold</b>\n<script>1</script> office@expo.example")

    page = client.get("/en/2019/visit/way/").text

    assert "<script>1" not in page
    assert "&lt;b&gt;Bold" in page
    assert 'href="mailto:office@expo.example"' in page


def test_parts_without_heading_and_without_lines_are_read_as_they_stand():
    assert split_sections("") == []
    assert split_sections("One\n\n Two ") == [PageSection("", ["One", "Two"])]
    assert split_sections("# A\n## B\nC") == [PageSection("A"), PageSection("B", ["C"])]


@pytest.mark.parametrize("path", ["visit/way/", "visit/press/"])
def test_drafts_and_the_page_of_the_press_stand_nowhere_else(client, path):
    make_edition()
    make_page(slug="way", published=False)
    make_page(slug="press", kind="press")

    assert client.get(f"/en/2019/{path}").status_code == 404


@pytest.mark.parametrize(("language", "word"), [("en", "Ask here"), ("zh-hans", "咨询")])
def test_the_press_room_joins_what_there_is(client, language, word):
    make_edition()
    make_page(kind="contact", name_en="Ask here", name_zh="咨询")
    make_page(kind="press", name_en="Accreditation", name_zh="注册")
    shown = [make_quotation().text_en, make_quotation().text_zh, make_letter().text_en]
    make_news(slug="item")

    response = client.get(f"/{language}/2019/press/")

    assert word in texts(response, "h2")
    assert f"/{language}/2019/news/item/" in links(response)
    assert [text in response.text for text in shown] == [language == "en", language == "zh-hans", language == "en"]


def test_a_page_must_say_something_before_it_is_shown_and_a_kind_stands_once():
    edition = make_edition()
    make_page(edition=edition, kind="hours")
    for wrong in ({"text_en": "", "text_zh": ""}, {"kind": "hours"}, {"kind": "unknown"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_page(edition=edition, **wrong)


def test_a_new_edition_begins_with_drafts_of_every_page_and_keeps_its_own(client):
    edition = make_edition()
    own = make_page(edition=edition, kind="hours", slug="hours")

    add_missing_pages(edition)
    add_missing_pages(edition)

    rows = VisitorPage.objects.filter(edition=edition)
    assert sorted(rows.values_list("kind", flat=True)) == sorted(KINDS)
    assert list(rows.filter(published=True)) == [own]
    assert not [row.slug for row in rows if not (row.name_en and row.name_zh and row.text_en and row.text_zh)]


@pytest.mark.parametrize("number", ["", "渝ICP备12345678号-1"])
def test_the_filing_number_stands_in_the_footer_where_there_is_one(settings, number):
    settings.FILING_NUMBER = number
    make_edition()

    response = Client().get("/zh-hans/2019/visit/")

    assert (number in texts(response, "a")) == bool(number)
    assert ("https://beian.miit.gov.cn/" in links(response)) == bool(number)


BRACKETS = ["Line [number].", "Line ［number］."]
UNFIT = [
    {"text_en": "", "text_zh": ""},
    *({"text_en": text} for text in BRACKETS),
    *({"text_zh": text} for text in BRACKETS),
]


@pytest.mark.parametrize("texts_of_page", UNFIT)
def test_publishing_in_bulk_leaves_pages_that_say_nothing_or_are_not_filled_in(texts_of_page):
    fit, unfit = make_page(published=False), make_page(published=False, **texts_of_page)
    chosen = {"action": "publish", "_selected_action": [fit.pk, unfit.pk]}
    client, path = a_superuser(), page("expo.visitorpage", "changelist")

    done = client.post(f"{path}?edition=all", chosen | {"confirmed": "yes"}, follow=True)

    assert "have brackets that are still to be filled in." in done.text
    assert list(VisitorPage.objects.filter(published=True)) == [fit]


@pytest.mark.parametrize("texts_of_page", UNFIT[1:])
def test_the_start_page_names_what_is_shown_with_brackets_and_no_drafts(texts_of_page):
    edition = make_edition()
    shown = make_page(edition=edition, **texts_of_page)
    make_page(edition=edition, published=False, **texts_of_page)

    found = [each for each in exhibition_problems(edition) if each.kind.key == "unfilled"]

    assert [(each.count, each.kind.severity) for each in found] == [(1, Severity.WRONG)]
    assert list(VisitorPage.objects.filter(found[0].kind.rows)) == [shown]
