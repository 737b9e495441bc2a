"""A page is made by one of all who ask for it at once; what the public may not know neither changes nor cools one."""

import os
import threading
import time

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from deals import ledger
from expo.versions import marks
from expo.warm import files
from expo.warm.middleware import WarmPages
from expo.web.middleware import PUBLIC_CACHE, PublicGZip
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import (
    make_announced,
    make_deal,
    make_draft,
    make_press,
    make_verified,
    verify,
)
from tests.support.threads import together
from tests.support.warmth import ask_application
from tests.support.world import make_world

HALLS = "/en/2019/halls/"
PATHS = (
    *("/en/2019/", "/zh-hans/2019/deals/", "/en/2019/deals/totals/", "/2019/data/deals.csv", "/2019/data/totals.csv"),
    *(
        "/api/v1/editions/2019/deals",
        "/zh-hans/2019/wall/now/",
        "/en/2019/agenda/",
        "/en/2019/exhibitors/memory-works/",
    ),
)


def page(request):
    return HttpResponse("x" * 500, headers={"Cache-Control": PUBLIC_CACHE})


@pytest.fixture
def known_marks(monkeypatch):
    snapshot = marks.Snapshot(begun=0)
    monkeypatch.setattr(marks.READER, "current", lambda: snapshot)


@pytest.mark.parametrize(
    ("kind", "encoding"),
    [("text/html", "gzip"), ("image/svg+xml", "gzip"), ("application/pdf", None), ("image/webp", None)],
)
@pytest.mark.parametrize(("path", "kept"), [(HALLS, 1), ("/2019/contests/robots/files/1.pdf", 0)])
def test_what_is_compressed_by_its_kind_is_sent_as_it_is(warm, known_marks, path, kept, kind, encoding):
    def view(request):
        return HttpResponse("x" * 500, content_type=kind, headers={"Cache-Control": PUBLIC_CACHE})

    answer = WarmPages(PublicGZip(view))(RequestFactory().get(path, headers={"Accept-Encoding": "gzip"}))

    assert (answer.headers.get("Content-Encoding"), len(warm.pages.answers)) == (encoding, kept)
    if encoding is None:
        assert answer.content == b"x" * 500


def test_one_of_all_who_ask_at_once_makes_the_page(warm, known_marks):
    made, others = [], threading.Semaphore(0)

    def slow_page(request):
        made.append(request.path)
        for _ in range(3):
            others.acquire(timeout=0.2)
        return page(request)

    pages = WarmPages(slow_page)

    def ask():
        others.release()
        return pages(RequestFactory().get(HALLS)).content

    answers = together(ask, ask, ask, ask)

    assert (made, set(answers)) == ([HALLS], {b"x" * 500})


def test_what_fails_is_made_again_by_the_next(warm, known_marks):
    def broken(request):
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        WarmPages(broken)(RequestFactory().get(HALLS))

    assert WarmPages(page)(RequestFactory().get(HALLS)).content == b"x" * 500


@pytest.mark.parametrize("status", [301, 302, 404, 500, 503])
def test_what_is_no_page_is_not_kept(warm, known_marks, status):
    pages = WarmPages(lambda request: HttpResponse("No", status=status, headers={"Cache-Control": PUBLIC_CACHE}))

    assert pages(RequestFactory().get(HALLS)).status_code == status
    assert len(warm.pages.answers) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda response: response.set_cookie("session", "x"),
        lambda response: response.headers.__setitem__("Cache-Control", "no-store"),
        lambda response: response.headers.__setitem__("Vary", "Cookie"),
    ],
)
def test_an_answer_that_is_for_one_person_is_not_kept(warm, known_marks, change):
    def personal(request):
        response = page(request)
        change(response)
        return response

    WarmPages(personal)(RequestFactory().get(HALLS))

    assert len(warm.pages.answers) == 0


def test_losing_the_files_costs_nothing_but_time(warm, known_marks, settings, tmp_path):
    settings.WARM_FILES = tmp_path / "file"
    settings.WARM_FILES.write_text("A file where the folder should be.")

    assert WarmPages(page)(RequestFactory().get(HALLS)).content == b"x" * 500
    assert (len(warm.pages.answers), files.load_answer("any?")) == (1, None)


def test_what_older_code_made_is_cleared_away_once_it_no_longer_runs(warm, known_marks, settings):
    running, over = settings.WARM_FILES / "running", settings.WARM_FILES / "over"
    for folder in (running, over):
        folder.mkdir()
    long_ago = time.time() - files.OVERLAP - 1
    os.utime(over, (long_ago, long_ago))

    WarmPages(page)(RequestFactory().get(HALLS))

    assert (running.exists(), over.exists(), files.folder_of_answers().exists()) == (True, False, True)


@pytest.mark.django_db
def test_worlds_that_differ_in_what_is_hidden_answer_the_same_and_as_fast(client, warm):
    edition = make_world()
    make_announced(edition=edition, name_en="Seen works")
    draft = make_draft(edition, name_en="Secret works", name_zh="秘密工厂")
    make_session(edition=edition, slug="signing")
    make_verified(edition=edition)
    for path in PATHS:
        client.get(path)
    seen = {path: ask_application(path) for path in PATHS}
    tags = {path: seen[path][1]["ETag"] for path in PATHS}

    verify(make_deal(draft))

    assert {path: ask_application(path) for path in PATHS} == seen
    assert {ask_application(path, HTTP_IF_NONE_MATCH=tags[path])[0] for path in PATHS} == {304}


@pytest.mark.django_db
def test_a_deal_announced_under_embargo_changes_no_byte(client, warm):
    edition = make_world()
    make_announced(edition=edition)
    later = edition.now().replace(year=edition.now().year + 1)
    seen = {path: client.get(path).content for path in PATHS[1:]}

    ledger.announce(make_verified(edition=edition, embargo_until=later), version=1, by=make_press())

    assert {path: client.get(path).content for path in PATHS[1:]} == seen
