"""The public site as static files: the same bytes as the live ones, nothing hidden among them, served by anything."""

import datetime as dt
import http.server
import threading
import urllib.request
from functools import partial
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from deals import ledger
from expo.site_export.export import export_site, file_name
from expo.site_export.folder import read_list
from expo.site_export.questions import links_as_text
from expo.site_export.routes import file_routes, treatments
from expo.site_export.walk import match_address
from tests.support.addressed_world import make_addressed_world
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_press, make_verified
from tests.support.exports import ORIGIN, asked_at_one_moment
from tests.support.factories import make_edition
from tests.support.routes import PUBLIC
from tests.test_canary_words import WORDS, files_below, make_hidden_rows

# Side by side, each worker would set up the same again.
pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.xdist_group("export"), pytest.mark.same_on_any]

HIDDEN = ("Secret", "秘密")


def make_hidden(edition):
    """What the public may not see: a deal that is not announced, one under embargo, a draft, an edition."""
    make_verified(edition=edition, name_en="Secret works", name_zh="秘密工程")
    later = make_verified(edition=edition, name_en="Secret until then", name_zh="秘密至今")
    until = timezone.now() + dt.timedelta(days=9)
    later = ledger.embargo(later, version=later.version, by=make_press(), until=until)
    ledger.announce(later, version=later.version, by=make_press())
    make_session(edition=edition, slug="draft", status="draft", name_en="Secret draft", name_zh="秘密草稿")
    make_hidden_rows(edition)
    make_edition(slug="2099", published=False, name_en="Secret expo", name_zh="秘密博览会")


def make_site(folder: Path) -> Path:
    deal = make_addressed_world()
    make_hidden(deal.edition)
    export_site(folder, ORIGIN)
    return folder


@pytest.fixture(scope="module", autouse=True)
def asked_in_a_test():
    with asked_at_one_moment():
        yield


@pytest.fixture(scope="module")
def site(make_once, asked_in_a_test, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "public"
    return make_once(lambda: make_site(folder))


# To all sessions of something leads a page that shows some of them: of more than thirty.
ONLY_OF_LONG_LISTS = {"agenda:about"}


def addresses(folder: Path) -> list[str]:
    names = [name for name in read_list(folder) if name != "404.html"]
    return [f"/{name.removesuffix('index.html')}" for name in names]


def test_every_public_route_has_a_decision():
    assert treatments().keys() == PUBLIC.keys()


def test_files_of_every_route_are_the_bytes_that_the_site_answers(site):
    client, routes, other = Client(), {}, []
    for address in addresses(site):
        match = match_address(address)
        kind = (match.view_name, address.startswith("/zh-hans/")) if match else address
        routes.setdefault(kind, address)
    for address in routes.values():
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response["Content-Type"].startswith("text/html"):
            body = links_as_text(body)
        if response.status_code == 200 and body != (site / file_name(address)).read_bytes():
            other.append(address)

    assert other == []
    assert {kind[0] for kind in routes if isinstance(kind, tuple)} == set(file_routes()) - ONLY_OF_LONG_LISTS


def test_no_page_links_to_a_question_that_no_file_answers(site):
    pages = [path for path in site.rglob("*.html") if 'href="?' in path.read_text("utf-8")]

    assert pages == []


def test_nothing_that_is_hidden_is_in_any_file_or_its_name(site):
    files = files_below(site)

    assert len(files) > 100
    assert [name for name, text in files.items() if any(word in name + text for word in (*HIDDEN, *WORDS))] == []


def test_a_host_without_any_process_of_ours_answers_in_both_languages(site):
    deal = next(name for name in read_list(site) if name.startswith("en/2019/deals/") and name.count("/") == 4)
    pages = ["", "agenda/sessions/opening/", deal.removeprefix("en/2019/").removesuffix("index.html")]
    handler = partial(QuietHandler, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for language in ("en", "zh-hans"):
            for page in (*pages, "agenda/kept.json"):
                address = f"http://127.0.0.1:{server.server_port}/{language}/2019/{page}"
                with urllib.request.urlopen(address) as answer:
                    assert answer.read() == (site / file_name(f"/{language}/2019/{page}")).read_bytes()
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        pass


def test_the_front_page_leads_on_and_what_is_not_there_has_its_page(site):
    assert '<meta http-equiv="refresh" content="0; url=/en/2019/">' in (site / "en/index.html").read_text()
    assert '<a href="/en/">/en/</a>' in (site / "index.html").read_text()
    assert "404" in (site / "404.html").read_text()
