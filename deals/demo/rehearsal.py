"""The rehearsal's deals: 530 announced, which add up to exactly 816.9 billion yuan, and a few on the desk."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from deals import bulletins
from deals.demo import amounts
from deals.demo.desk import Desk, Entry, ceremonies, key
from deals.demo.shares import shared_out, some_amount
from deals.demo.signings import Signing, places
from deals.demo.writing import Writer
from deals.drafts import DealDraft
from deals.models import Deal, ExchangeRate
from deals.models.deal import DealStatus
from deals.models.terms import Place, Shown
from expo import planner
from expo.demo.clock import SLUG
from expo.demo.words import chance
from expo.instants import moment_at
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
    if Deal.objects.filter(submission_key=key(edition, "1")).exists():
        return
    load_rates(edition)
    planner.learn()
    desk, writer = Desk(edition), Writer(edition, chance("deals"))
    signed = enumerate(drawn(edition, writer, scale), start=1)
    desk.enter([Entry(draft, str(number), channel=signing.channel) for number, (signing, draft) in signed])
    left = enumerate(waiting(edition, writer), start=1)
    desk.enter([Entry(draft, f"waiting {number}", until=status) for number, (draft, status) in left])
    planner.learn()
    bulletins.freeze(bulletins.draft(edition, by=desk.press), version=1, by=desk.press)


def drawn(edition: Edition, writer: Writer, scale: int) -> Iterator[tuple[Signing, DealDraft]]:
    """The signings in the order of their days, and what each says. The same at each call with a fresh writer."""
    signings, sessions = places(chance("signings"), scale), ceremonies(edition)
    drafts = [written(edition, signing, writer, sessions) for signing in signings]
    money = shared_out(signings, chance("amounts"), scale)
    complete = [replace(draft, **changes) for draft, changes in zip(drafts, money, strict=True)]
    return zip(signings, discreet(complete, chance("discretion")), strict=True)


def load_rates(edition: Edition) -> None:
    """A rate for each day from well before the expo to its second; where a day has one already, that one stays."""
    days = [edition.starts_on + dt.timedelta(n) for n in RATES]
    ExchangeRate.objects.bulk_create(
        (
            ExchangeRate(base=base, quote=edition.reporting_currency, on=day, rate=rate, source=RATE_SOURCE)
            for base, rate in amounts.RATES.items()
            for day in days
        ),
        ignore_conflicts=True,
    )


def written(edition: Edition, signing: Signing, writer: Writer, sessions: dict[str, Any]) -> DealDraft:
    """What is signed there, with everything but money."""
    writer.fill(signing)
    return DealDraft(
        edition=edition,
        signed_on=edition.starts_on + dt.timedelta(signing.day),
        place=signing.place,
        ceremony=sessions[signing.ceremony] if signing.ceremony else None,
        signatories=writer.signers.of(signing.terms["parties"]) if signing.ceremony else (),
        **signing.names,
        **signing.terms,
    )


def discreet(drafts: list[DealDraft], rng: random.Random) -> list[DealDraft]:
    """A few deals without their name, a few without one of their parties; their money is shown all the same."""
    found = list(drafts)
    chosen = rng.sample(range(len(drafts)), HIDDEN_NAMES + HIDDEN_PARTIES)
    for number in chosen[:HIDDEN_NAMES]:
        found[number] = replace(found[number], name_shown=Shown.HIDDEN)
    for number in chosen[HIDDEN_NAMES:]:
        first, *others = found[number].parties
        found[number] = replace(found[number], parties=(replace(first, shown=Shown.HIDDEN), *others))
    return found


def waiting(edition: Edition, writer: Writer) -> Iterator[tuple[DealDraft, str]]:
    """What the desk has still to do, and how far each has come: it counts nowhere yet."""
    rng, sessions = chance("waiting"), ceremonies(edition)
    until = moment_at(edition.ends_on, dt.time(18), edition.tz)
    for number, status in enumerate(WAITING, start=1):
        signing = Signing(1, Place.AT_EXPO, "signing-5" if number % 2 else "")
        draft = written(edition, signing, writer, sessions)
        embargo = until if number == len(WAITING) else None
        yield replace(draft, amounts=(some_amount(signing, rng),), embargo_until=embargo), status
