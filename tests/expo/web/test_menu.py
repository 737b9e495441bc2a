"""The menu: the doors that visitors take most stand in it and, on phones, in a bar of their own."""

import pytest

from tests.support.factories import make_edition, make_hall
from tests.support.reading import elements

pytestmark = pytest.mark.django_db
DOORS = ["/agenda/", "/exhibitors/", "/halls/", "/agenda/mine/"]


def bar_items(response) -> list[tuple[str, str | None]]:
    """What the navigation of phones leads to, and which entry is the current one."""
    page = response.text
    bar = page[page.index('class="thumb-bar"') : page.index("</nav>", page.index('class="thumb-bar"'))]
    return [(e.attributes["href"], e.attributes.get("aria-current")) for e in elements(response, "a") if door(e, bar)]


def door(element, bar: str) -> bool:
    return f'href="{element.attributes["href"]}"' in bar


def test_map_and_my_visit_stand_in_the_menu_and_in_the_bar_of_phones(client):
    make_hall(edition=make_edition())

    for language in ("en", "zh-hans"):
        page = client.get(f"/{language}/2019/people/")
        doors = [f"/{language}/2019{door}" for door in DOORS]
        assert [href for href, _current in bar_items(page)][: len(doors)] == doors
        navigation = page.text[page.text.index('id="menu"') :]
        assert [door for door in doors if f'href="{door}"' not in navigation] == []


@pytest.mark.parametrize(("path", "current"), [("halls/", "/halls/"), ("agenda/mine/", "/agenda/mine/")])
def test_the_page_behind_a_door_is_marked_there(client, path, current):
    make_hall(edition=make_edition())

    marked = {href for href, mark in bar_items(client.get(f"/en/2019/{path}")) if mark}

    assert marked == {f"/en/2019{current}"}


def test_no_door_leads_to_a_map_of_nothing(client):
    make_edition()

    assert "/en/2019/halls/" not in [href for href, _current in bar_items(client.get("/en/2019/people/"))]
