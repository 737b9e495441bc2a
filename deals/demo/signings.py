"""Where, when and through whom the rehearsal's deals are signed, before it is known what they say."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from deals.demo.partners import Park, Partner
from deals.models.deal import Channel
from deals.models.terms import Place
from expo.demo.words import choose_weighted
from expo.presence import require_value

# The day of each ceremony, counted from the expo's first, and how many sign at it.
CEREMONIES = {
    "signing-1": (0, 22),
    "signing-2": (0, 18),
    "signing-3": (0, 15),
    "signing-4": (1, 14),
    "signing-5": (1, 10),
}
# Together with these, 89 sign at the expo.
AT_THE_EXPO = 10
OUTSIDE = 441
WEEKS_BEFORE = 4
CHANNELS = [(Channel.DISTRICT, 75), (Channel.IMPORT, 15), (Channel.DESK, 10)]


@dataclass
class Signing:
    """What was signed, but for its amount. `day` counts from the expo's first."""

    day: int
    place: Place
    ceremony: str = ""
    channel: Channel = Channel.DESK
    kind: str = ""
    lead: Partner | None = None
    other: Partner | None = None
    park: Park | None = None
    third: Partner | None = None
    names: dict[str, str] = field(default_factory=dict)
    terms: dict[str, Any] = field(default_factory=dict)

    @property
    def leader(self) -> Partner:
        """The lead, once it is cast."""
        return require_value(self.lead)

    @property
    def foreign(self) -> bool:
        return self.lead is not None and self.lead.region.parent_id is None


def draw_signings(rng: random.Random, scale: int) -> list[Signing]:
    """89 at the expo and 441 outside for each step of scale, in the order of their days."""
    found = [*ceremony_signings(scale), *other_signings(rng, scale)]
    return sorted(found, key=lambda signing: signing.day)


def ceremony_signings(scale: int) -> Iterator[Signing]:
    for slug, (day, count) in CEREMONIES.items():
        for _ in range(count * scale):
            yield Signing(day, Place.AT_EXPO, slug)


def other_signings(rng: random.Random, scale: int) -> Iterator[Signing]:
    for _ in range(AT_THE_EXPO * scale):
        yield Signing(rng.choice([0, 0, 1]), Place.AT_EXPO)
    for _ in range(OUTSIDE * scale):
        yield Signing(outside_day(rng), Place.OUTSIDE, channel=choose_weighted(rng, CHANNELS))


def outside_day(rng: random.Random) -> int:
    """Two of three in the weeks before the expo, most of them late; the others while it is on."""
    if rng.random() < 0.33:
        return rng.choice([0, 0, 1])
    return -1 - int(rng.expovariate(0.12)) % (7 * WEEKS_BEFORE)
