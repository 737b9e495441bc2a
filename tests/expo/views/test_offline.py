"""What the worker is told, and what a telephone learns of the site."""

import json

import pytest

from tests.support.reading import elements, links, texts
from tests.support.world import make_world

pytestmark = pytest.mark.django_db


def shell(response) -> dict:
    return json.loads(response.text.partition("const shell = ")[2].partition(";\n")[0])


def test_the_worker_is_asked_for_anew_each_time_and_knows_what_every_page_needs(client):
    response = client.get("/sw.js")

    assert (response["Cache-Control"], response["Content-Type"]) == ("no-cache", "text/javascript; charset=utf-8")
    sheets = [f"/static/{name}.css" for name in ("site", "plan", "timetable", "visit")]
    files = [*sheets, "/static/site.js", "/static/expo/seal.svg"]
    assert shell(response)["files"] == files
    assert shell(response)["offline"] == {"en": "/en/offline/", "zh-hans": "/zh-hans/offline/"}


def test_other_files_are_another_version_of_the_worker(client, settings):
    before = shell(client.get("/sw.js"))["version"]

    settings.STATIC_URL = "/files/"

    assert shell(client.get("/sw.js"))["version"] != before


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_kept_of_an_edition_is_public_and_in_the_reader_s_language(client, language):
    make_world()

    pages = client.get(f"/{language}/2019/agenda/kept.json").json()["pages"]

    assert pages[0] == f"/{language}/2019/agenda/"
    assert len(pages) == len(set(pages)) == 8
    for page in pages:
        response = client.get(page)
        assert (response.status_code, "public" in response["Cache-Control"]) == (200, True), page
        assert page.startswith(f"/{language}/2019/")


def test_an_edition_that_is_not_public_names_nothing(client):
    make_world(published=False)

    assert client.get("/en/2019/agenda/kept.json").status_code == 404


def test_the_manifest_names_the_site_in_the_reader_s_language(client):
    english, chinese = (client.get(f"/{language}/manifest.webmanifest") for language in ("en", "zh-hans"))

    assert (english.json()["start_url"], chinese.json()["start_url"]) == ("/en/", "/zh-hans/")
    assert english["Content-Type"] == "application/manifest+json"
    assert english.json()["name"] != chinese.json()["name"]


def test_pages_outside_an_edition_have_nothing_to_keep(client):
    response = client.get("/en/offline/")

    assert len(texts(response, "h1")) == 1
    assert elements(response, "expo-offline") == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_without_a_network_has_the_menu_and_a_search(client, language):
    make_world()

    response = client.get(f"/{language}/offline/")

    assert f"/{language}/2019/agenda/" in links(response)
    assert f"/{language}/2019/agenda/mine/" in links(response)
    forms = [e.attributes["action"] for e in elements(response, "form") if e.attributes.get("role") == "search"]
    assert forms == [f"/{language}/2019/search/"]
    assert elements(response, "expo-offline") == []
