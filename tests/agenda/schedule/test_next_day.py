"""A session that ends on another day says so wherever its hours are printed, and a whole day is 00:00–24:00."""

import datetime as dt
import re

import pytest
from django.utils import translation
from django.utils.http import int_to_base36

from agenda.checks.kinds import KINDS
from agenda.models import Session
from agenda.planning.board import format_minute
from agenda.planning.card import Card
from agenda.releases import publication
from expo.i18n import dates
from expo.i18n.instants import DAY, moment_at
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition
from tests.support.staff import an_editor, filled, make_editor, page, signed_in

pytestmark = pytest.mark.django_db
TOLD = {"en": "23:00 – 02:00 next day", "zh-hans": "23:00–次日02:00"}


@pytest.fixture
def edition():
    return make_edition(slug="2019", status="live")


@pytest.fixture
def party(edition):
    return make_session(
        slug="party", name_en="Party", hour=23, minutes=180, room=make_room(slug="stage", name_en="Stage")
    )


@pytest.fixture(params=["en", "zh-hans"])
def language(request):
    return request.param


def at(edition, hour, minute=0, day=0):
    return moment_at(edition.starts_on + day * DAY, dt.time(hour, minute), edition.tz)


@pytest.mark.parametrize(
    ("start", "end", "en", "zh"),
    [
        ((10, 0), (0, 11), "10:00–11:00", "10:00–11:00"),
        ((22, 0), (1, 0), "22:00–24:00", "22:00–24:00"),
        ((0, 0), (1, 0), "00:00–24:00", "00:00–24:00"),
        ((23, 0), (1, 2), "23:00 – 02:00 next day", "23:00–次日02:00"),
        ((10, 0), (1, 10), "10:00 – 10:00 next day", "10:00–次日10:00"),
        ((10, 0), (2, 0), "10:00 – 00:00 on Wed 28 Aug", "10:00–8月28日周三00:00"),
    ],
)
def test_hours_name_the_day_on_which_they_end(edition, start, end, en, zh):
    starts_at, ends_at = at(edition, *start), at(edition, end[1], day=end[0])

    for language, told in (("en", en), ("zh-hans", zh)):
        with translation.override(language):
            assert dates.format_hours(starts_at, ends_at, zone=edition.tz) == told


def test_hours_of_several_days_are_those_of_each(edition):
    starts_at, ends_at = at(edition, 9), at(edition, 17, day=3)

    assert dates.format_hours(starts_at, ends_at, zone=edition.tz, daily=True) == "09:00–17:00"
    assert dates.format_hours(starts_at, at(edition, 2, day=3), zone=edition.tz, daily=True) == "09:00 – 02:00 next day"
    assert dates.format_hours(starts_at, at(edition, 0, day=3), zone=edition.tz, daily=True) == "09:00–24:00"


def plain(response):
    """The text of a page in one line, without its markup."""
    inside = response.content.decode() if hasattr(response, "content") else response
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", inside))


PAGES = [
    "agenda/",
    "agenda/2019-08-26/",
    "agenda/sessions/party/",
    "rooms/stage/",
    "rooms/stage/screen/",
    "search/?q=Party",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_public_page_tells_the_next_day(client, party, edition, language, path, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(edition, 23, 30))

    response = client.get(f"/{language}/2019/{path}")

    assert response.status_code == 200
    assert TOLD[language] in plain(response)


def test_the_grid_tells_it_too(client, party, language):
    assert TOLD[language] in plain(client.get(f"/{language}/2019/agenda/2019-08-26/?view=grid"))


def test_my_agenda_tells_it_and_its_clashes_too(client, party, edition, language):
    other = make_session(name_en="Other", hour=23, minutes=120)
    keys = ".".join(int_to_base36(row.public_number) for row in (party, other))

    told = plain(client.get(f"/{language}/2019/agenda/mine/?s={keys}"))

    assert told.count(TOLD[language]) == 2


def test_what_other_sites_embed_tells_it(client, party, language):
    answer = client.get("/2019/agenda/embed.json", {"lang": language, "day": "2019-08-26"}).json()

    assert [session["when"] for session in answer["sessions"]] == [TOLD[language]]


def test_release_notes_and_the_feed_tell_the_old_and_the_new_hours(client, party, edition, language):
    Session.objects.filter(pk=party.pk).update(ends_at=at(edition, 3, day=1))
    release = publication.publish(edition, by=None)

    page_ = plain(client.get(f"/{language}/2019/agenda/releases/{release.number}/"))
    feed = plain(client.get("/2019/agenda.atom", {"lang": language}).text.replace("&lt;", "<").replace("&gt;", ">"))
    new = TOLD[language].replace("02:00", "03:00")
    assert (TOLD[language] in page_, new in page_) == (True, True)
    assert (TOLD[language] in feed, new in feed) == (True, True)


def test_a_moved_session_tells_its_old_hours_with_their_day(client, party, edition, language):
    Session.objects.filter(pk=party.pk).update(starts_at=at(edition, 20), ends_at=at(edition, 21))
    publication.publish(edition, by=None)

    assert TOLD[language] in plain(client.get(f"/{language}/2019/agenda/2019-08-26/"))


def test_staff_read_it_on_the_board_and_in_the_list(party, edition, language):
    client = signed_in(make_editor())
    client.cookies["staff_language"] = language
    addresses = [
        "/desk/agenda/2019/board/2019-08-26/",
        "/desk/agenda/2019/board/2019-08-26/?view=list",
        f"/desk/agenda/2019/sessions/{party.pk}/move/",
        page("agenda.session", "changelist"),
    ]

    assert [TOLD[language] in plain(client.get(address)) for address in addresses] == [True] * 4


def test_the_problems_desk_tells_it(party, edition):
    make_session(hour=23, minutes=30, room=party.room)

    assert TOLD["en"] in plain(an_editor().get("/desk/agenda/2019/problems/"))
    assert "outside" in {kind.key for kind in KINDS}


def test_the_board_has_a_midnight_at_both_ends(party, edition):
    assert (format_minute(0), format_minute(24 * 60), format_minute(9 * 60 + 5)) == ("00:00", "24:00", "09:05")
    whole = make_session(hour=0, minutes=24 * 60)
    assert Card(whole, edition, {}).hours == "00:00–24:00"


def test_midnight_as_an_end_on_the_board_s_form_ends_the_day(party, edition):
    session = make_session(hour=20)
    client, address = an_editor(), f"/desk/agenda/2019/sessions/{session.pk}/move/"

    client.post(address, {**filled(client.get(address)), "end": "00:00", "length": ""})

    assert Session.objects.get(pk=session.pk).ends_at == at(edition, 0, day=1)


def test_what_lasts_several_days_and_ends_on_the_last_tells_its_daily_hours(client, edition):
    make_session(
        slug="show",
        kind="exhibition",
        hour=9,
        last_day=edition.ends_on,
        starts_at=at(edition, 9),
        ends_at=at(edition, 17, day=3),
    )

    for path in ("agenda/2019-08-27/", "agenda/sessions/show/"):
        told = plain(client.get(f"/en/2019/{path}"))
        assert "09:00–17:00" in told
        assert "29 Aug09" not in told
    assert "next day" not in told
