"""What a team sends to enter a contest, and how a browser sends it."""

import datetime as dt
import re
from typing import Any

from django.test import Client
from django.utils import timezone

from agenda.models.contests import Contest
from tests.support.contest_factories import make_contest

DAY = dt.timedelta(days=1)
OWN = {"sec-fetch-site": "same-origin"}


def make_call(**fields: Any) -> Contest:
    """A contest that takes entries since yesterday, until tomorrow, and shows accepted ones."""
    now = timezone.now()
    return make_contest(**{"slug": "call", "entries_open_at": now - DAY, "entries_close_at": now + DAY} | fields)


def address_of(contest: Contest, part: str = "") -> str:
    return f"/enter/{contest.edition.slug}/{contest.slug}/{part}"


def new_key(client: Client, contest: Contest) -> str:
    """Of a form that was just opened."""
    page = client.get(address_of(contest)).content.decode()
    return re.search(r'name="key" value="([A-Za-z0-9_-]{43})"', page)[1]


def application(contest: Contest, key: str, members: tuple = (("Zoe Zebra", "Zebra Works"),), **fields: str) -> dict:
    """A valid one, with other fields as told."""
    data = {
        "key": key,
        "version": "0",
        "track": str(contest.tracks.first().pk),
        "name_en": "Quokka Drive",
        "name_zh": "",
        "summary_en": "A car that parks itself.",
        "summary_zh": "",
        "team": "Zebras",
        "contact_name": "Zoe Zebra",
        "contact_email": "zoe@zebra.example",
        "contact_phone": "",
        "members-TOTAL_FORMS": "12",
        "members-INITIAL_FORMS": "0",
    }
    for number, (name, organisation) in enumerate(members):
        data |= {f"members-{number}-name": name, f"members-{number}-organisation": organisation}
    return data | fields


def send(client: Client, contest: Contest, data: dict, part: str = "") -> Any:
    return client.post(address_of(contest, part), data, headers=OWN)


def enter(client: Client, contest: Contest, **fields: str) -> str:
    """Enter once; the key of the private link."""
    key = new_key(client, contest)
    assert send(client, contest, application(contest, key, **fields)).status_code == 302
    return key
