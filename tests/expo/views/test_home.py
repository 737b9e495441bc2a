"""The home of an edition: what matters before, during and after its days."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from expo.models import Launch
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_rate, yuan
from tests.support.factories import (
    make_attendance,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_scenario,
    make_source,
    make_stated_figure,
)
from tests.support.reading import card_titles, elements, links, texts
from tests.support.showcase_factories import make_launch, make_letter

pytestmark = pytest.mark.django_db
HOME = "/en/2019/"


def state_the_headline():
    """What was said in public of the expo of 2019."""
    sources = [make_source()]
    make_stated_figure(figure="projects", value=530, sources=sources)
    make_stated_figure(figure="projects_at_expo", value=89)
    make_stated_figure(figure="projects_outside", value=441)
    make_stated_figure(figure="amount", unit="money", currency="CNY", value=81_690_000_000_000)
    make_stated_figure(figure="amount", unit="money", currency="USD", value=11_570_000_000_000)
    make_stated_figure(figure="exhibitors", value=843)
    make_stated_figure(figure="countries", value=60, qualifier="nearly")


def fill(edition, rows: int):
    for _ in range(rows):
        make_participation()
        make_participation(kind="organiser")
        make_attendance()
        make_launch(participation=make_participation())
        make_letter()
        make_scenario()
        make_session(roles=[make_organisation()])


@pytest.mark.parametrize("rows", [1, 3])
def test_a_past_edition_with_stated_figures_costs_fourteen_queries(client, rows, django_assert_num_queries):
    edition = make_edition()
    state_the_headline()
    fill(edition, rows)
    client.get(HOME)

    with django_assert_num_queries(14):
        assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_live_edition_with_deals_costs_the_same_however_much_it_holds(
    client, rows, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr("expo.models.edition.timezone.now", lambda: dt.datetime(2019, 8, 26, 1, tzinfo=dt.UTC))
    edition = make_edition(status="live")
    make_rate()
    fill(edition, rows)
    for _ in range(rows):
        make_announced(edition=edition)
    client.get(HOME)

    with django_assert_num_queries(17):
        assert client.get(HOME).status_code == 200


def test_the_stated_headline_stands_on_top(client):
    make_edition()
    state_the_headline()

    words = " ".join(texts(client.get(HOME), "main"))

    for figure in ("530", "816.9", "US$115.7 billion", "89", "441", "843", "nearly 60"):
        assert figure in words, figure


def test_without_stated_figures_what_is_counted_stands_there(client):
    edition = make_edition()
    make_rate()
    fill(edition, 2)
    make_announced(edition=edition, amounts=(yuan(816_900_000_000),))

    words = " ".join(texts(client.get(HOME), "main"))

    for figure in ("1 project", "816.9", "4 exhibitors", "2 sessions", "2 speakers and guests"):
        assert figure in words, figure


def test_before_the_expo_the_days_to_go_are_counted(client, monkeypatch):
    edition = make_edition(status="planning")
    monkeypatch.setattr("django.utils.timezone.now", lambda: dt.datetime(2019, 8, 20, 17, tzinfo=dt.UTC))

    words = " ".join(texts(client.get(HOME), "main"))

    assert edition.now().date() == dt.date(2019, 8, 21)
    assert "5 days to go" in words


def test_during_the_expo_what_is_on_stands_there(client, monkeypatch):
    make_edition(status="live")
    make_session(name_en="Forum under way", hour=10, slug="now")
    make_session(name_en="Forum to come", hour=12)
    monkeypatch.setattr("django.utils.timezone.now", lambda: dt.datetime(2019, 8, 26, 2, 30, tzinfo=dt.UTC))

    words = " ".join(texts(client.get(HOME), "main"))

    assert words.index("Forum under way") < words.index("Forum to come")


@pytest.mark.parametrize(("language", "label"), [("en", "World firsts today"), ("zh-hans", "今日全球首发")])
def test_today_s_world_firsts_are_one_step_away_while_there_are_any(client, monkeypatch, language, label):
    make_edition(status="live")
    make_launch(name_en="Echo", name_zh="回声")
    make_launch(name_en="Local", name_zh="本地", level="region")
    make_launch(name_en="Later", name_zh="稍后", launched_on=dt.date(2019, 8, 27))
    monkeypatch.setattr("django.utils.timezone.now", lambda: dt.datetime(2019, 8, 26, 2, 30, tzinfo=dt.UTC))

    (way,) = [each for each in links(client.get(f"/{language}/2019/")) if "level=world" in each]

    assert card_titles(client.get(way)) == ["Echo" if language == "en" else "回声"]
    Launch.objects.filter(level="world").update(level="asia")
    assert label not in client.get(f"/{language}/2019/").text


def doors(response) -> dict[str, str]:
    """The ways in below the search, and where they lead."""
    inside = response.text.partition('<ul class="doors">')[2].partition("</ul>")[0]
    return {words: address for address, words in re.findall('href="([^"]+)">([^<]+)', inside)}


@pytest.mark.parametrize(
    ("status", "led"),
    [
        ("planning", ["Exhibitors", "Halls and stands", "Agenda", "My visit"]),
        ("live", ["On now", "Exhibitors", "Halls and stands", "My visit"]),
        ("archived", ["Results", "Exhibitors", "Halls and stands", "Agenda"]),
    ],
)
def test_the_first_screen_searches_and_leads_to_what_people_look_for(client, status, led):
    make_session(edition=make_edition(status=status))
    make_participation()
    make_hall()

    response = client.get(HOME)

    assert list(doors(response)) == led
    assert elements(response, "form")[0].attributes["action"] == "/en/2019/search/"
    for address in doors(response).values():
        assert address == "#now" or client.get(address).status_code == 200, address


def test_no_door_leads_to_an_empty_list(client):
    make_edition()
    make_participation(status="confirmed")

    assert list(doors(client.get(HOME))) == ["Results", "Agenda"]


def test_the_text_about_the_edition_stands_there_in_both_languages(client):
    make_edition(about_en="Four days.\nFree of charge.", about_zh="为期四天。")

    english, chinese = client.get(HOME).text, client.get("/zh-hans/2019/").text

    assert "<p>Four days.</p>" in english.partition("<summary>Read on</summary>")[0]
    assert "<p>Free of charge.</p>" in english.partition("<summary>Read on</summary>")[2]
    assert "<p>为期四天。</p>" in chinese


@pytest.mark.parametrize(
    "path", ["exhibitors/", "halls/", "people/", "launches/", "scenarios/", "letters/", "bulletins/", "rooms/"]
)
def test_an_empty_list_of_a_closed_edition_promises_nothing(client, path):
    edition = make_edition()

    closed = client.get(f"/en/2019/{path}").text
    edition.status = "planning"
    edition.save()
    planned = client.get(f"/en/2019/{path}").text

    promises = re.compile(r"\byet\b|as soon as")
    assert "Nothing of this was published" in closed
    assert (bool(promises.search(closed)), bool(promises.search(planned))) == (False, True)


def test_organisers_stand_in_the_order_of_their_kinds(client):
    make_edition()
    for kind, name in (("sponsor", "Bank"), ("organiser", "Ministry"), ("host", "City"), ("delegation", "Guests")):
        make_participation(kind=kind, organisation=make_organisation(name_en=name))

    shown = [text for text in texts(client.get(HOME), "a") if text in ("Bank", "Ministry", "City", "Guests")]

    assert shown == ["Ministry", "City", "Bank"]


def test_an_edition_with_nothing_in_it_has_a_home(client):
    make_edition(theme_en="", theme_zh="", venue_en="", venue_zh="", city_en="", city_zh="")

    response = client.get(HOME)

    assert texts(response, "h1") == ["2019 Smart China Expo"]


def test_a_page_of_a_rehearsal_is_the_same_a_minute_later(client, monkeypatch):
    make_edition(slug="2019", rehearsal=True)
    pages = set()
    for minute in (0, 1):
        moment = dt.datetime(2019, 8, 26, 4, minute, tzinfo=dt.UTC)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        pages.add(client.get("/en/2019/exhibitors/").content)

    assert len(pages) == 1


def test_a_rehearsal_says_on_every_page_that_it_is_invented(client):
    make_edition(slug="2019", rehearsal=True)

    for path in ("", "agenda/", "exhibitors/", "people/", "launches/", "scenarios/", "letters/", "sources/", "deals/"):
        assert "Everything in this edition is invented." in client.get(f"/en/2019/{path}").text, path


def test_every_public_edition_is_one_click_away(client):
    make_edition(slug="2018", name_en="2018 Expo")
    make_edition(slug="2020", name_en="2020 Expo", published=False)
    make_edition(slug="2019")

    found = [element.attributes["href"] for element in elements(client.get(HOME), "a") if "href" in element.attributes]

    assert ("/en/2018/" in found, "/en/2020/" in found) == (True, False)
