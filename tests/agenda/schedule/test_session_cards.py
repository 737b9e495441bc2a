"""A session's card, in the list and in the grid: kept by all that it shows, so that it never shows what was."""

import pytest

from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_person
from tests.support.reading import elements

pytestmark = pytest.mark.django_db
DAY = "2019/agenda/2019-08-26/"


def places(response, *names: str) -> list[str]:
    """Those of the names that stand among the facts of a card."""
    return [item.text for item in elements(response, "li") if item.text in names]


@pytest.mark.parametrize(("language", "before", "after"), [("en", "Hall A", "Hall B"), ("zh-hans", "甲厅", "乙厅")])
def test_a_card_tells_of_a_renamed_room_at_once(client, language, before, after):
    make_edition()
    room = make_room(name_en="Hall A", name_zh="甲厅")
    make_session(room=room)
    first = client.get(f"/{language}/{DAY}")
    room.name_en, room.name_zh = "Hall B", "乙厅"
    room.save()
    second = client.get(f"/{language}/{DAY}")

    assert [places(page, before, after) for page in (first, second)] == [[before], [after]]


@pytest.mark.parametrize("view", ["", "?view=grid"], ids=["list", "grid"])
def test_cards_speak_the_language_of_their_page_whichever_was_asked_for_first(client, view):
    make_edition()
    make_session(name_en="Forum", name_zh="", status="cancelled")
    pages = [client.get(f"/{language}/{DAY}{view}") for language in ("en", "zh-hans", "en")]

    words = [[each.text for each in elements(page, "strong") if each.text in ("cancelled", "已取消")] for page in pages]
    names = [[each for each in elements(page, "span") if each.text == "Forum"] for page in pages]

    assert words == [["cancelled"], ["已取消"], ["cancelled"]]
    assert [[each.attributes["lang"] for each in spans] for spans in names] == [[], ["en"], []]


@pytest.mark.parametrize("page", ["agenda/2019-08-26/", "agenda/sessions/{slug}/"], ids=["card", "session"])
def test_a_language_without_a_name_here_is_marked_up_as_itself(client, page):
    make_edition()
    session = make_session(languages="zh,fr", interpretation=False)

    response = client.get(f"/en/2019/{page.format(slug=session.slug)}")

    assert [each.text for each in elements(response, "span") if each.attributes.get("lang") == "fr"] == ["fr"]


def test_names_of_a_card_are_texts_and_no_markup(client):
    make_edition()
    make_session(
        name_en="<b>AI & 5G</b>", roles=[make_person(name_en="<i>Ada</i>")], room=make_room(name_en="<u>1</u>")
    )

    response = client.get(f"/en/{DAY}")

    titles = [each.text for each in elements(response, "a") if "/sessions/" in (each.attributes["href"] or "")]
    people = [each.text for each in elements(response, "p") if each.attributes.get("class") == "people"]
    assert titles == ["<b>AI & 5G</b>"]
    assert people == ["<i>Ada</i>"]
    assert places(response, "<u>1</u>") == ["<u>1</u>"]
