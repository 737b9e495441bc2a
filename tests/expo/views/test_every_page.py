"""Every page of one edition: no cookies, the same bytes for everyone, sound markup, and no dead end."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from expo.models import Edition
from expo.search_index import upkeep
from tests.support.reading import HEADINGS, Element, elements, links
from tests.support.world import ADDRESSES, LANGUAGES, make_world

pytestmark = pytest.mark.django_db
# Lists of which the world has nothing.
EMPTY = ("bulletins/", "deals/landing/")
STAYS_THE_SAME = ("Content-Type", "Content-Language", "ETag", "Cache-Control", "Vary", "Content-Encoding")


@pytest.fixture(scope="module", autouse=True)
def clock_stands_still() -> Iterator[None]:
    """A screen shows the minute."""
    moment = timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Edition, "now", lambda edition: moment.astimezone(edition.tz))
        yield


@pytest.fixture(scope="module", autouse=True)
def edition(make_once) -> Edition:
    return make_once(make_searchable_world)


def make_searchable_world() -> Edition:
    """A search only reads; of what is made for all tests of a module nothing is ever committed."""
    edition = make_world()
    upkeep.catch_up()
    return edition


@pytest.fixture(scope="module")
def pages(make_once: Callable, edition) -> dict:
    """What each address answers somebody whom nobody knows."""
    return make_once(lambda: {path: Client().get(path) for path in ADDRESSES})


@pytest.fixture(scope="module")
def parsed(pages) -> dict[str, list[Element]]:
    return {path: elements(page) for path, page in pages.items()}


@pytest.fixture
def staff():
    client = Client()
    client.force_login(User.objects.create_superuser("chief", password="secret"))
    return client


def told(response) -> tuple:
    return response.status_code, response.content, {name: response.get(name) for name in STAYS_THE_SAME}


def test_public_pages_set_no_cookie_and_vary_by_none(pages):
    for path, page in pages.items():
        assert (page.status_code, page.cookies) == (200, {}), path
        assert page["Cache-Control"] == "public, max-age=1"
        assert page.get("Vary") in (None, "Accept-Encoding"), path


@pytest.mark.thorough
def test_staff_get_the_bytes_that_everyone_gets_whatever_their_language(staff, pages):
    staff.cookies["staff_language"] = "zh-hans"

    for path, page in pages.items():
        assert told(staff.get(path, headers={"accept-language": "zh"})) == told(page), path


@pytest.mark.thorough
def test_strangers_with_junk_cookies_and_names_of_their_own_get_the_same_bytes(client, pages):
    junk = {"cookie": "sessionid=x; csrftoken=y; staff_language=zh-hans; a", "authorization": "Basic eA=="}

    for path, page in pages.items():
        assert told(client.get(path, headers=junk | {"accept-language": "zh"})) == told(page), path


@pytest.mark.thorough
def test_a_page_that_has_not_changed_is_not_sent_again(client, pages):
    for path, page in pages.items():
        again = client.get(path, headers={"if-none-match": page["ETag"]})

        assert (again.status_code, again.content) == (304, b""), path


def test_every_page_has_one_main_heading_and_skips_no_level(parsed):
    for path, found in parsed.items():
        levels = [int(element.tag[1]) for element in found if element.tag in HEADINGS]

        assert levels.count(1) == 1, path
        assert all(level <= before + 1 for before, level in zip([0, *levels], levels, strict=False)), (path, levels)


def test_no_page_has_an_id_twice_or_a_label_without_its_field(parsed):
    for path, found in parsed.items():
        ids = [element.attributes["id"] for element in found if "id" in element.attributes]
        wanted = [element.attributes["for"] for element in found if element.tag == "label"]

        assert len(ids) == len(set(ids)), path
        assert set(wanted) <= set(ids), path


def test_no_page_has_script_or_style_of_its_own(parsed):
    for path, found in parsed.items():
        own = [element for element in found if element.tag == "style" or "style" in element.attributes]
        scripts = [element for element in found if element.tag == "script" and "src" not in element.attributes]
        # Data, which no browser runs: what is in it cannot end it (test_linked_data.py).
        scripts = [element for element in scripts if element.attributes.get("type") != "application/ld+json"]

        assert (own, scripts) == ([], []), path


@pytest.mark.thorough
def test_every_link_of_the_site_leads_to_a_page_and_each_page_but_the_empty_ones_has_one(client, pages):
    seen, waiting = set(), ["/en/2019/", "/zh-hans/2019/"]

    while waiting:
        path = waiting.pop()
        seen.add(path)
        response = pages.get(path) or client.get(path)
        assert response.status_code == 200, path
        found = (link.partition("#")[0] for link in links(response))
        here = {path.partition("?")[0] + link if link.startswith("?") else link for link in found}
        public = {link for link in here if link.startswith(("/en/", "/zh-hans/"))}
        waiting += public - seen - set(waiting)

    unlinked = {address.partition("?")[0] for address in ADDRESSES} - seen
    assert unlinked == {f"/{language}/2019/{name}" for language in LANGUAGES for name in EMPTY}


def test_an_edition_that_is_not_public_has_no_pages(client, edition):
    Edition.objects.filter(pk=edition.pk).update(published=False)

    for path in ADDRESSES:
        assert client.get(path).status_code == 404, path


def test_public_pages_answer_reading_only(client):
    for path in ADDRESSES:
        assert client.post(path).status_code == 405, path


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "1e9", "²", "%00"])
def test_page_numbers_that_make_no_sense_lead_to_a_page_there_is(client, page):
    for path in ("exhibitors", "people", "launches", "letters", "agenda/2019-08-26"):
        assert client.get(f"/en/2019/{path}/?page={page}").status_code == 200, path


@pytest.mark.thorough
@pytest.mark.parametrize("value", ["%00", "x" * 3000, "%FF", "';--", "<script>", "🐼"])
def test_filters_bear_anything(client, value):
    for query in ("q", "area", "country", "hall", "scenario", "capacity", "kind"):
        for path in ("exhibitors", "people", "agenda/2019-08-26"):
            response = client.get(f"/en/2019/{path}/?{query}={value}")

            assert response.status_code == 200
            assert "<script>" not in response.text.partition("<body")[2].replace("<script type", "")
