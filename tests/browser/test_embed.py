"""The agenda on another site, as its readers see it."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = """<!doctype html><html lang="en"><title>Elsewhere</title><main>
<script src="{site}/embed.js" async></script>
<expo-agenda edition="{edition}" day="2019-08-26" lang="{lang}">
<a href="{site}/en/2019/agenda/">The agenda</a></expo-agenda>
</main></html>"""


@pytest.fixture
def elsewhere(live_server, browser):
    """A function that opens a page of another origin with the element in it."""
    answers = {}

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(answers.get(self.path, "").encode())

        def log_message(self, *args):
            pass

    server = HTTPServer(("localhost", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    contexts = []

    def visit(edition: str = "2019", lang: str = "en", **kind):
        answers["/"] = PAGE.format(site=live_server.url, edition=edition, lang=lang)
        contexts.append(browser.new_context(**kind))
        page = contexts[-1].new_page()
        page.goto(f"http://localhost:{server.server_port}/", wait_until="networkidle")
        return page

    yield visit
    for context in contexts:
        context.close()
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def session():
    make_edition(slug="2019")
    return make_session(
        name_en="<img src=x onerror=alert(1)> & “more”",
        name_zh="开幕式",
        slug="opening",
        room=make_room(name_en="Hall"),
    )


def test_another_site_shows_the_day_with_titles_as_text_and_links_to_the_expo(elsewhere, live_server):
    page = elsewhere()

    link = page.locator("expo-agenda li a")
    assert link.inner_text() == "<img src=x onerror=alert(1)> & “more”"
    assert link.evaluate("link => link.href") == f"{live_server.url}/en/2019/agenda/sessions/opening/"
    assert page.locator("expo-agenda li").inner_text().split("\n")[0] == "10:00–11:00"
    assert page.locator("expo-agenda img").count() == 0
    assert page.context.cookies() == []


def test_the_element_speaks_the_language_that_it_is_given(elsewhere):
    page = elsewhere(lang="zh")

    assert page.locator("expo-agenda li a").inner_text() == "开幕式"
    assert page.locator("expo-agenda h2").inner_text() == "8月26日星期一"


@pytest.mark.parametrize("kind", [{"java_script_enabled": False}, {"edition": "1999"}])
def test_the_plain_link_stays_without_scripts_and_without_an_answer(elsewhere, kind):
    page = elsewhere(**kind)

    assert page.get_by_role("link", name="The agenda").is_visible()
