"""The page of the programming interface for people: ours alone, and the same for everyone."""

import hashlib
import re

import pytest
from django.conf import settings
from django.test import Client

PAGE = "/api/v1/docs"
VENDORED = settings.BASE_DIR / "expo" / "static" / "expo" / "swagger-ui"


@pytest.mark.parametrize(
    "headers", [{"accept-language": "zh-CN"}, {"cookie": "sessionid=x", "authorization": "Bearer x"}]
)
def test_the_page_is_the_same_for_everyone_and_may_be_kept(client, headers):
    first, other = client.get(PAGE), Client(enforce_csrf_checks=True).get(PAGE, headers=headers)
    again = client.get(PAGE, headers={"if-none-match": first.headers["ETag"]})

    assert (first.status_code, first.content, first.cookies) == (200, other.content, {})
    assert (first.headers["Cache-Control"], other.cookies, again.status_code) == ("public, max-age=1", {}, 304)
    assert client.post(PAGE).status_code == 405


def test_it_speaks_both_languages_and_leads_to_the_document(client):
    text = client.get(PAGE).text

    assert re.findall("<h1>(.+)</h1>", text) == ['Programming interface <span lang="zh-Hans">编程接口</span>']
    assert re.findall('<a href="([^"]+)"', text) == [
        "/api/v1/openapi.json",
        "/en/",
        "/api/v1/openapi.json",
        "/zh-hans/",
    ]


def test_no_script_or_style_stands_in_it_nor_comes_from_elsewhere(client):
    response = client.get(PAGE)

    sources = re.findall('<(?:script src|link rel="stylesheet" href)="([^"]+)"', response.text)
    names = ["expo/swagger-ui/swagger-ui.css", "api.css", "expo/swagger-ui/swagger-ui-bundle.js", "api.js"]
    assert sources == [f"/static/{name}" for name in names]
    assert not re.search(r"<style|<script>|style=|\son\w+=|https?:", response.text)
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_the_files_of_others_are_those_whose_hashes_are_written_beside_them():
    written = dict(re.findall(r"\* `([0-9a-f]{64})` `([\w.-]+)`", (VENDORED / "VENDORED.md").read_text()))

    actual = {hashlib.sha256((VENDORED / name).read_bytes()).hexdigest(): name for name in written.values()}
    assert actual == written
    assert sorted(written.values()) == [
        "swagger-ui-bundle.js",
        "swagger-ui-bundle.js.LICENSE.txt",
        "swagger-ui.css",
    ]
