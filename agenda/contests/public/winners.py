"""The winners that a statement prints for good: sealed with it in words, and compared with the awards behind them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol, Self

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from agenda.contests.public.masking import ShownEntry, show_entries
from agenda.models.contests import Award, ContestEvent, ContestVerb
from expo.models import Edition

WINNERS_SHOWN = 6
# What of a sealed winner cannot become another once its award is published.
LASTING = ("certificate", "place", "code", "award")


class HasNames(Protocol):
    """Of a name in either language, one of which may be empty."""

    name_en: str
    name_zh: str


@dataclass(frozen=True)
class SealedName:
    """A name as it was sealed, in both languages; `url` is empty where its page is not, or no more, the public's."""

    name_en: str
    name_zh: str
    url: str = ""

    @classmethod
    def read(cls, words: dict[str, str] | None, url: str = "") -> Self | None:
        if words is None:
            return None
        return cls(words["en"], words["zh"], url)


@dataclass(frozen=True)
class SealedWinner:
    """A row as its statement prints it; `stands`: whether the public still sees the award."""

    award: SealedName | None
    entry: SealedName | None
    team: SealedName | None
    contest: SealedName | None
    track: SealedName | None
    stands: bool


def public_awards(edition: int) -> QuerySet[Award]:
    """The first places first, each with its versions."""
    rows = Award.objects.public().filter(contest__edition=edition).with_versions()
    rows = rows.select_related("contest__edition", "track", "entry__contest__edition", "entry__team")
    return rows.order_by(F("place").asc(nulls_last=True), "contest__order", "order", "pk")


def winners_at(
    edition: Edition, moment: dt.datetime, most: int | None = WINNERS_SHOWN
) -> list[tuple[Award, ShownEntry]]:
    """The first places that the public sees and saw at this moment; no more than `most`, where it is a number."""
    awards = list(public_awards(edition.pk).filter(place=1, published_at__lte=moment)[:most])
    return list(zip(awards, show_entries(award.entry for award in awards), strict=True))


def seal_winners(edition: Edition, moment: dt.datetime) -> list[dict[str, Any]]:
    """Plain data of all of them: names by language, None where there is none or a blind contest masks it.

    Also of those that there is no room to show: what only moves down a list has not gone.
    """
    return [
        lasting_content(award)
        | {
            "entry": words_of(shown.entry),
            "team": words_of(shown.team),
            "contest": words_of(award.contest),
            "track": words_of(award.track),
        }
        for award, shown in winners_at(edition, moment, most=None)
    ]


def lasting_content(award: Award) -> dict[str, Any]:
    values = (award.certificate_number, award.place, award.entry.code, words_of(award))
    return dict(zip(LASTING, values, strict=True))


def words_of(row: HasNames | None) -> dict[str, str] | None:
    if row is None:
        return None
    return {"en": row.name_en, "zh": row.name_zh}


def show_winners(sealed: list[dict[str, Any]]) -> list[SealedWinner]:
    """In the words that were sealed, linked as far as the award still stands. One query."""
    numbers = [row["certificate"] for row in sealed]
    awards = Award.objects.public().filter(certificate_number__in=numbers).select_related("contest__edition")
    standing = {award.certificate_number: award for award in awards}
    return [shown_winner(row, standing.get(row["certificate"])) for row in sealed]


def shown_winner(row: dict[str, Any], award: Award | None) -> SealedWinner:
    certificate = award.get_absolute_url() if award else ""
    contest = award.contest.get_absolute_url() if award else ""
    return SealedWinner(
        award=SealedName.read(row["award"], certificate),
        entry=SealedName.read(row["entry"]),
        team=SealedName.read(row["team"]),
        contest=SealedName.read(row["contest"], contest),
        track=SealedName.read(row["track"]),
        stands=award is not None,
    )


def winner_faults(edition: Edition, moment: dt.datetime, sealed: list[dict[str, Any]]) -> Iterator[str]:
    """A sentence for each sealed winner whose award is another now, or was not public at the moment of the seal, by
    its row or by the log. An award that was withdrawn since is no fault.
    """
    numbers = [row["certificate"] for row in sealed]
    by_then = Q(published_at__lte=moment) & (Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment))
    awards = Award.objects.filter(by_then, contest__edition=edition, certificate_number__in=numbers)
    stored = {award.certificate_number: lasting_content(award) for award in awards.select_related("entry")}
    logged = logged_awards(edition)
    for row in sealed:
        lasting = {name: row[name] for name in LASTING}
        if stored.get(row["certificate"]) != lasting or (row["certificate"], row["place"], row["code"]) not in logged:
            yield _("The award %(number)s is not the one that was sealed.") % {"number": row["certificate"]}


def logged_awards(edition: Edition) -> set[tuple[Any, ...]]:
    """Number, place and entry of each award of which the log says that it was published."""
    events = ContestEvent.objects.filter(verb=ContestVerb.AWARDED, subject__startswith=f"{edition.identifier}/")
    return {(event.told.get("number"), event.told.get("place"), event.told.get("entry")) for event in events}
