"""The rehearsal's deals: 530 announced, which add up to exactly 816.9 billion yuan, and a few on the desk."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from deals import bulletins
from deals.demo import amounts
from deals.demo.desk import DemoEntry, Desk, ceremonies_by_slug, demo_key
from deals.demo.shares import distribute_amounts, extra_amount
from deals.demo.signings import Signing, draw_signings
from deals.demo.writing import SigningWriter
from deals.ledger.deal_data import DealData
from deals.models import Deal, ExchangeRate
from deals.models.deal import DealStatus
from deals.models.terms import Place, Visibility
from expo.db import analyze
from expo.demo.clock import SLUG
from expo.demo.words import random_generator
from expo.i18n.instants import moment_at
from expo.models import Edition

HIDDEN_NAMES = 2
HIDDEN_PARTIES = 3
# What waits at the desk, beyond those announced; the last one under embargo.
WAITING = [DealStatus.SUBMITTED] * 3 + [DealStatus.VERIFIED] * 3
# Days counted from the first, to the one that the rehearsal is loaded on: no rate is known before its day.
RATES = range(-45, 2)
RATE_SOURCE = "Rehearsal rate, invented · 演练汇率，虚构"


def load(scale: int) -> None:
    """Record the rehearsal's deals once, 530 for each step of scale."""
    edition = Edition.objects.get(slug=SLUG)
    if Deal.objects.filter(submission_key=demo_key(edition, "1")).exists():
        return
    load_rates(edition)
    analyze.analyze_tables()
    desk, writer = Desk(edition), SigningWriter(edition, random_generator("deals"))
    entries = []
    for number, (signing, draft) in enumerate(draw_deals(edition, writer, scale), start=1):
        entries.append(DemoEntry(draft, str(number), channel=signing.channel))
    desk.enter(entries)
    waiting = []
    for number, (draft, status) in enumerate(waiting_deals(edition, writer), start=1):
        waiting.append(DemoEntry(draft, f"waiting {number}", until=status))
    desk.enter(waiting)
    analyze.analyze_tables()
    bulletins.freeze(bulletins.write_draft(edition, by=desk.press), version=1, by=desk.press)


def draw_deals(edition: Edition, writer: SigningWriter, scale: int) -> Iterator[tuple[Signing, DealData]]:
    """The signings in the order of their days, and what each says. The same at each call with a fresh writer."""
    signings, sessions = draw_signings(random_generator("signings"), scale), ceremonies_by_slug(edition)
    drafts = [draft_signing(edition, signing, writer, sessions) for signing in signings]
    money = distribute_amounts(signings, random_generator("amounts"), scale)
    complete = [replace(draft, **changes) for draft, changes in zip(drafts, money, strict=True)]
    return zip(signings, hide_names_and_parties(complete, random_generator("discretion")), strict=True)


def load_rates(edition: Edition) -> None:
    """A rate for each day from well before the expo to its second; where a day has one already, that one stays."""
    quote, rates = edition.reporting_currency, []
    for base, rate in amounts.RATES.items():
        for days in RATES:
            on = edition.starts_on + dt.timedelta(days)
            rates.append(ExchangeRate(base=base, quote=quote, on=on, rate=rate, source=RATE_SOURCE))
    ExchangeRate.objects.bulk_create(rates, ignore_conflicts=True)


def draft_signing(edition: Edition, signing: Signing, writer: SigningWriter, sessions: dict[str, Any]) -> DealData:
    """What is signed there, with everything but money."""
    writer.fill(signing)
    contents: dict[str, Any] = signing.names | signing.terms
    if signing.ceremony:
        contents["ceremony"] = sessions[signing.ceremony]
        contents["signatories"] = writer.signers.of(signing.terms["parties"])
    return DealData(
        edition=edition,
        signed_on=edition.starts_on + dt.timedelta(signing.day),
        place=signing.place,
        **contents,
    )


def hide_names_and_parties(drafts: list[DealData], rng: random.Random) -> list[DealData]:
    """A few deals without their name, a few without one of their parties; their money is shown all the same."""
    found = list(drafts)
    chosen = rng.sample(range(len(drafts)), HIDDEN_NAMES + HIDDEN_PARTIES)
    for number in chosen[:HIDDEN_NAMES]:
        found[number] = replace(found[number], name_shown=Visibility.HIDDEN)
    for number in chosen[HIDDEN_NAMES:]:
        first, *others = found[number].parties
        found[number] = replace(found[number], parties=(replace(first, shown=Visibility.HIDDEN), *others))
    return found


def waiting_deals(edition: Edition, writer: SigningWriter) -> Iterator[tuple[DealData, str]]:
    """What the desk has still to do, and how far each has come: it counts nowhere yet."""
    rng, sessions = random_generator("waiting"), ceremonies_by_slug(edition)
    for number, status in enumerate(WAITING, start=1):
        ceremony, embargo = "", None
        if number % 2:
            ceremony = "signing-5"
        if number == len(WAITING):
            embargo = moment_at(edition.ends_on, dt.time(18), edition.tz)
        signing = Signing(1, Place.AT_EXPO, ceremony)
        draft = draft_signing(edition, signing, writer, sessions)
        yield replace(draft, amounts=(extra_amount(signing, rng),), embargo_until=embargo), status
