"""Two worlds that differ in what the agenda does not show yet: every public address answers the same in both."""

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import int_to_base36

from agenda.migration_names import FEWEST
from agenda.models import Session
from agenda.releases import publication
from expo.models import Edition, Hall, Launch, Letter, Organisation, Person, Scenario, TechnologyArea
from expo.search.sitemaps import all_sitemaps
from expo.search_index import upkeep
from tests.support.agenda_factories import make_room, make_session
from tests.support.answers import Answer, answer, everything
from tests.support.deal_factories import make_announced
from tests.support.factories import make_area, make_person, make_region
from tests.support.routes import PUBLIC
from tests.support.world import ADDRESSES, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
# What hidden sessions might shine through, where a page, a file or a program may be asked for less than all.
ASKED = (
    "q=Secret",
    "kind=contest",
    "room=secret-room",
    "area=secret-area",
    "language=fr",
    "day=2019-08-27",
    "view=grid",
    "letter=s",
)
FILTERED = (
    *("/en/2019/agenda/2019-08-26/", "/en/2019/agenda/2019-08-27/", "/2019/agenda.ics", "/2019/agenda/embed.json"),
    *("/api/v1/editions/2019/sessions", "/en/2019/people/", "/en/2019/search/"),
)
# What would be there, if what is hidden were public.
HIDDEN = (
    *("agenda/sessions/secret/", "agenda/sessions/staff/", "agenda/sessions/waiting/", "agenda/sessions/renamed/"),
    *("rooms/secret-room/", "rooms/secret-room/screen/", "people/secret-guest/", "agenda/releases/1.1/"),
)
SHINE = (
    *(
        "",
        "agenda/",
        "agenda/2019-08-26/",
        "agenda/2019-08-27/",
        "agenda/sessions/opening/",
        "agenda/sessions/waiting/",
    ),
    *(
        "rooms/",
        "rooms/stage/",
        "rooms/secret-room/",
        "halls/S4/",
        "people/ada-li/",
        "launches/",
        "scenarios/smart-home/",
    ),
    *("exhibitors/memory-works/", "agenda/releases/", "agenda/sessions/signing/", "letters/", "search/?q=Secret"),
)
FILES = (
    "/sitemap-sessions.xml",
    "/2019/schedule",
    "/2019/agenda.atom",
    "/2019/agenda.ics",
    "/2019/agenda/mine.ics?s",
    "/2019/people/ada-li.",
)
HIDDEN_FILES = ("agenda/sessions/secret.ics", "agenda/sessions/waiting.ics", "people/secret-guest.ics")


class World(NamedTuple):
    """The edition, what every public address answers, and the number that the next session will have."""

    edition: Edition
    opening: Session
    before: dict[str, Answer]
    next_number: int


@pytest.fixture(scope="module", autouse=True)
def clock_stands_still() -> Iterator[None]:
    """No minute passes while pages are asked: totals say as of when they are."""
    moment = timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: moment)
        yield


@pytest.fixture(scope="module")
def made(make_once) -> World:
    return make_once(make_public_world)


@pytest.fixture
def world(made, monkeypatch) -> World:
    number_sessions(monkeypatch, made.next_number)
    return made


def number_sessions(patch: pytest.MonkeyPatch, first: int) -> Iterator[int]:
    """The numbers that sessions will have are known, so that those of hidden ones can be asked for."""
    numbers = itertools.count(first)
    patch.setattr("agenda.migration_names.secrets.randbelow", lambda _most: next(numbers))
    return numbers


def make_public_world() -> World:
    """An edition with everything in it, a signing with a deal, and what is public of both, in both languages."""
    with pytest.MonkeyPatch.context() as patch:
        numbers = number_sessions(patch, 0)
        edition = make_world()
        deal = make_announced(
            edition=edition,
            ceremony=make_session(edition=edition, slug="signing", kind="signing"),
            primary_area=TechnologyArea.objects.get(slug="chips"),
            destination=make_region(code="GB"),
        )
        opening = edition.sessions.working().get(slug="opening")
    upkeep.catch_up()
    return World(edition, opening, everything(Client(), sorted(addresses(deal.reference))), next(numbers))


def addresses(reference: str) -> set[str]:
    paths = {*ADDRESSES, "/en/2019/agenda/sessions/signing/", *(f"/en/2019/{path}" for path in HIDDEN)}
    paths |= {route.path.format(reference=reference, card="none") for route in PUBLIC.values()}
    paths |= {f"{path}?{query}" for path in FILTERED for query in ASKED}
    chosen = ".".join(int_to_base36(FEWEST + number) for number in range(90))
    paths |= {f"{path}?s={chosen}" for path in ("/en/2019/agenda/mine/", "/2019/agenda/mine.ics")}
    paths |= {f"/2019/{path}" for path in HIDDEN_FILES}
    files = {f"{path}{'&' if '?' in path else '?'}lang=zh-hans" for path in paths if path.startswith("/2019/")}
    paths |= {f"/sitemap-{name}.xml" for name in all_sitemaps()}
    return {*paths, *files, *(path.replace("/en/", "/zh-hans/") for path in paths)}


def hide(world: World) -> None:
    """Put all that the public must not know yet into the world: other sessions, and other plans for those it knows."""
    edition, opening = world.edition, world.opening
    firm, guest = Organisation.objects.get(name_en="Memory Works"), make_person(slug="secret-guest")
    known = Person.objects.get(slug="ada-li")
    room = make_room(edition=edition, slug="secret-room", name_en="Secret room", hall=Hall.objects.get(code="S4"))
    fields = {"edition": edition, "name_en": "Secret talk", "name_zh": "秘密", "kind": "contest", "room": room}
    fields |= {"roles": [known, firm, (guest, "judge")], "languages": "fr", "day": edition.starts_on + dt.timedelta(1)}
    fields |= {"areas": [*TechnologyArea.objects.all(), make_area(slug="secret-area")]}
    fields |= {name: model.objects.all() for name, model in LINKED.items()}
    make_session(**fields, slug="secret", status="draft")
    make_session(**fields, slug="staff", visibility="staff", parent=opening)
    make_session(**fields, slug="waiting", parent=opening).copies.all().delete()
    make_session(**(fields | {"kind": "signing"}), slug="gone", status="cancelled").copies.all().delete()
    later = {"starts_at": opening.starts_at + dt.timedelta(hours=2), "ends_at": opening.ends_at + dt.timedelta(hours=2)}
    secret = {
        "name_en": "Secret opening",
        "abstract_zh": "秘密",
        "slug": "renamed",
        "room": room,
        "stream_url": "https://x.io",
        "recording_url": "https://y.io",
        "materials_url": "https://z.io",
        "outcome_en": "Secret outcome",
    }
    plan = edition.sessions.working()
    plan.filter(pk=opening.pk).update(**secret, **later, changed_at=opening.changed_at + dt.timedelta(1))
    opening.roles.all().delete()
    opening.areas.clear()
    plan.filter(slug="signing").update(status="cancelled")
    plan.filter(parent=opening, status="confirmed").update(parent=None)


LINKED = {"scenarios": Scenario, "launches": Launch, "letters": Letter}


def test_the_public_cannot_tell_a_world_with_hidden_plans_from_one_without(client, world):
    """The same status, bytes, headers and number of queries at every public address."""
    hide(world)
    # Copies that were public for a moment leave the search something to do, and it tells nothing of them.
    upkeep.catch_up()

    for path, expected in world.before.items():
        assert answer(client, path) == expected, path


def test_what_was_hidden_is_at_these_addresses_once_it_is_released(client, world):
    """What they answered before was the same while it was hidden, as the test above finds."""
    hide(world)

    publication.publish(world.edition, by=None, overridden="To see the difference")

    asked = [*(f"/en/2019/{path}" for path in SHINE), *(path for path in world.before if path.startswith(FILES))]
    assert [path for path in asked if answer(client, path) == world.before[path]] == []
