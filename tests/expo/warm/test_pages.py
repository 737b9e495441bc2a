"""A page that was shown before costs nothing, is the same to the byte, and changes with whatever it is made of."""

import gzip

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from deals import ledger
from expo.models import Edition, Organisation, Participation
from tests.support.deal_factories import make_announced, make_press, make_verified
from tests.support.warmth import BEHIND, ask_application, is_warm
from tests.support.whole_world import make_whole_world
from tests.support.world import LANGUAGES, PAGES, make_world

pytestmark = pytest.mark.django_db
FILES = (
    *("/2019/data/deals.csv", "/2019/data/totals.csv", "/2019/schedule.xml", "/2019/schedule.json", "/2019/agenda.ics"),
    *("/2019/agenda.atom", "/2019/agenda/embed.json?lang=zh-hans", "/sitemap.xml", "/sitemap-sessions.xml"),
    *("/robots.txt", "/api/v1/editions/2019/deals", "/api/v1/editions/2019/totals?by=area", "/2019/bulletins/1.txt"),
    *("/en/2019/wall/", "/en/2019/wall/now/", "/en/2019/bulletins/1/", "/en/2019/bulletins/1/card.svg"),
)
# Their answers are as many as their visitors.
FREE = ("q=Memory", "/mine/")


@pytest.mark.thorough
def test_every_page_and_file_is_the_same_warm_as_it_was_made(client, settings, warm, monkeypatch):
    make_whole_world()
    moment = timezone.now()
    monkeypatch.setattr(Edition, "now", lambda edition: moment.astimezone(edition.tz))
    pages = [f"/{LANGUAGES[number % 2]}/2019/{page}" for number, page in enumerate(PAGES)]
    paths = [path for path in (*pages, *FILES) if not any(part in path for part in FREE)]
    settings.WARM_MEMORY = 0
    made = {path: client.get(path) for path in paths}
    settings.WARM_MEMORY = 8 << 20
    kept = {path: client.get(path) for path in paths}

    warmed = {path: client.get(path) for path in paths}

    for path in paths:
        told = [(each.status_code, dict(each.headers), each.content) for each in (made[path], kept[path], warmed[path])]
        assert told[0] == told[1] == told[2], path
        assert is_warm(client, path), path


def test_what_anybody_can_make_up_is_not_kept(client, warm):
    make_world()
    for path in (
        "/en/2019/search/?q=Memory",
        "/en/2019/agenda/mine/?s=1",
        "/en/2019/people/?q=Li",
        "/en/2019/nothing/",
    ):
        client.get(path)
        client.get("/")

    assert (len(warm.pages.answers), len(warm.queries.answers)) == (0, 0)


def save(firm):
    firm.name_en = "Renamed"
    firm.save()


def save_in_bulk(firm):
    firm.name_en = "Renamed"
    Organisation.objects.bulk_update([firm], ["name_en"])


def write_by_hand(firm):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE expo_organisation SET name_en = 'Renamed' WHERE id = %s", [firm.pk])


@pytest.mark.parametrize(
    "write",
    [save, save_in_bulk, write_by_hand, lambda firm: Organisation.objects.filter(pk=firm.pk).update(name_en="Renamed")],
)
def test_a_page_changes_whichever_way_its_rows_are_written(client, warm, write):
    make_world()
    path = "/en/2019/exhibitors/memory-works/"
    assert ("Memory Works" in client.get(path).text, is_warm(client, path)) == (True, True)

    write(Organisation.objects.get(name_en="Memory Works"))

    assert ("Renamed" in client.get(path).text, "Memory Works" in client.get(path).text) == (True, False)


def test_what_is_rolled_back_leaves_the_page_and_what_is_written_leaves_the_others(client, warm):
    make_world()
    page, other = "/zh-hans/2019/exhibitors/memory-works/", "/zh-hans/2019/agenda/"
    client.get(page), client.get(other)

    Participation.objects.update(profile_zh="新的介绍")

    assert (is_warm(client, other), is_warm(client, page)) == (True, False)
    assert "新的介绍" in client.get(page).text


def test_a_deal_is_on_warm_pages_once_it_is_announced_and_gone_once_it_is_withdrawn(client, warm):
    edition = make_world()
    deal = make_verified(edition=edition, name_en="Seen works")
    paths = ("/en/2019/deals/", "/2019/data/deals.csv", "/api/v1/editions/2019/deals", "/en/2019/wall/now/")
    seen = [["Seen works" in client.get(path).text for path in paths]]

    ledger.announce(deal, version=1, by=make_press())
    seen.append(["Seen works" in client.get(path).text for path in paths])
    deal.refresh_from_db()
    ledger.withdraw(deal, version=deal.version, by=make_press(), reason="Not signed")
    seen.append(["Seen works" in client.get(path).text for path in paths])

    assert seen == [[False] * 4, [True] * 4, [False] * 4]


def test_an_edition_that_is_no_longer_public_is_gone_at_once(client, warm):
    make_world()
    assert [client.get("/en/2019/").status_code, client.get("/en/2019/").status_code] == [200, 200]

    Edition.objects.update(published=False)

    assert client.get("/en/2019/").status_code == 404
    assert ask_application("/en/2019/")[0] == BEHIND


def test_the_application_answers_before_django_and_as_the_browser_can_read_it(client, warm):
    make_world()
    plain = client.get("/en/2019/agenda/")

    status, headers, body = ask_application("/en/2019/agenda/", HTTP_ACCEPT_ENCODING="gzip")
    smallest = ask_application("/en/2019/agenda/", HTTP_ACCEPT_ENCODING="gzip, deflate, br;q=1.0")
    unchanged = ask_application("/en/2019/agenda/", HTTP_IF_NONE_MATCH=headers["ETag"])
    head = ask_application("/en/2019/agenda/", method="HEAD")

    assert (status, headers["Content-Encoding"], gzip.decompress(body)) == (200, "gzip", plain.content)
    assert (smallest[1]["Content-Encoding"], brotli.decompress(smallest[2])) == ("br", plain.content)
    assert ask_application("/en/2019/agenda/") == (200, dict(plain.headers), plain.content)
    assert (unchanged[0], unchanged[2], unchanged[1]["Cache-Control"]) == (304, b"", "public, max-age=1")
    assert head == (200, dict(plain.headers), b"")
    assert ask_application("/en/2019/agenda/", method="POST")[0] == BEHIND


def test_the_etag_is_of_the_content_and_not_of_the_marks(client, warm):
    make_world()
    first = client.get("/en/2019/halls/")
    Edition.objects.update(retype_above=5)

    assert not is_warm(Client(), "/en/2019/halls/")
    assert client.get("/en/2019/halls/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_page_made_while_it_is_written_does_not_outlive_the_write(client, warm, monkeypatch):
    """The marks are those of before it was made."""
    edition = make_world()
    make_announced(edition=edition)
    inner = Edition.now

    def renaming_now(self):
        Edition.objects.update(name_en="Renamed meanwhile")
        return inner(self)

    with monkeypatch.context() as patch:
        patch.setattr(Edition, "now", renaming_now)
        client.get("/en/2019/agenda/")

    assert "Renamed meanwhile" in client.get("/en/2019/agenda/").text
