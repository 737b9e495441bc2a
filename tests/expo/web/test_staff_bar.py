"""What stands at the top of a desk: the way to one's place of work, and the edition, each name once."""

import pytest

from tests.support.factories import make_edition
from tests.support.reading import elements
from tests.support.staff import a_superuser, make_staff, signed_in

pytestmark = pytest.mark.django_db


def brand(response):
    """Where the seal leads, and what it is called."""
    (link,) = [each for each in elements(response, "a") if each.attributes.get("class") == "brand"]
    return link.attributes["href"], link.text


@pytest.mark.parametrize(
    ("may", "path", "leads", "name"),
    [
        ({"apps": ("expo", "agenda")}, "/accounts/password/", "/admin/", "Data entry"),
        ({"codenames": ("view_ledger", "record_deal")}, "/accounts/password/", "/desk/2019/", "Deal desk"),
        (
            {"apps": ("expo", "agenda"), "codenames": ("view_ledger",)},
            "/desk/notices/2019/",
            "/desk/2019/",
            "Deal desk",
        ),
        ({"apps": ("expo", "agenda")}, "/desk/notices/2019/", "/admin/", "Data entry"),
        ({"apps": ("expo", "agenda")}, "/desk/agenda/2019/problems/", "/desk/agenda/2019/board/", "Agenda desk"),
    ],
)
def test_the_seal_leads_to_where_one_works(may, path, leads, name):
    edition = make_edition(slug="2019")
    client = signed_in(make_staff(**may))

    shown = client.get(path)
    href, text = brand(shown)

    assert (href, text) == (leads, f"{name} {edition.name_en}")
    assert [each.text.rpartition(" · ")[2] for each in elements(shown, "title")] == [name]
    assert client.get(href, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("slug", "name", "shown"),
    [
        ("rehearsal", "Smart China Expo · Rehearsal", "Smart China Expo · Rehearsal"),
        ("2019", "Smart China Expo", "Smart China Expo · 2019"),
    ],
)
def test_the_bar_says_each_name_of_an_edition_once(slug, name, shown):
    make_edition(slug=slug, name_en=name, name_zh="智博会")

    page = a_superuser().get("/admin/")

    assert [each.text for each in elements(page, "b") if each.attributes.get("class") == "edition-bar-name"] == [shown]
