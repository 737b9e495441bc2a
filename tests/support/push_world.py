"""An edition that is still to come, two sessions in public, and a browser that keeps them."""

import datetime as dt

from agenda.models import PushSubscription, Session
from agenda.push import subscriptions
from agenda.releases import publication
from agenda.schedule.visit.sessions import address_key
from expo.models import Edition
from expo.web_push import vapid
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition
from tests.support.push_service import Browser

FIRST_DAY = dt.date(2040, 8, 26)
HOUR = dt.timedelta(hours=1)


def switch_on(settings) -> None:
    settings.WEB_PUSH_PRIVATE_KEY = vapid.make_key()
    settings.WEB_PUSH_CONTACT = "mailto:web@expo.example.org"


def make_coming_edition(**fields) -> Edition:
    days = {"starts_on": FIRST_DAY, "ends_on": FIRST_DAY + dt.timedelta(days=3)}
    return make_edition(**({"slug": "2040", "status": "live", **days} | fields))


def make_keynote(edition: Edition, **fields) -> Session:
    """Public, at ten in Hall N3."""
    room = make_room(edition=edition, name_en="Hall N3", name_zh="N3馆")
    return make_session(**({"edition": edition, "name_en": "Keynote", "name_zh": "主旨演讲", "room": room} | fields))


def written(*sessions: Session) -> str:
    """The sessions as an address carries them."""
    return ".".join(address_key(session) for session in sessions)


def subscribe(browser: Browser, *sessions: Session, language: str = "en") -> PushSubscription:
    """As the address does that takes it."""
    sent = browser.subscription(written(*sessions), language)
    keys = {"p256dh": vapid.decode(sent["p256dh"]), "auth": vapid.decode(sent["auth"])}
    return subscriptions.save_subscription(sessions[0].edition, sent | keys)


def move(session: Session, by: dt.timedelta = HOUR, **fields) -> Session:
    """In the plan alone."""
    session.starts_at, session.ends_at = session.starts_at + by, session.ends_at + by
    return change(session, **fields)


def change(session: Session, **fields) -> Session:
    for name, value in fields.items():
        setattr(session, name, value)
    session.save()
    return session


def release(edition: Edition):
    """In spite of whatever is missing in so small an agenda."""
    return publication.publish(edition, by=None, overridden="for a test")
