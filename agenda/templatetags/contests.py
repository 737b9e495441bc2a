"""What pages of sessions, people, exhibitors, areas and editions show of contests."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.db.models import Q, QuerySet

from agenda.contests.public.masking import ShownEntry, show_entries
from agenda.contests.public.winners import WINNERS_SHOWN, SealedWinner, public_awards, show_winners, winners_at
from agenda.models import Session, SessionKind
from agenda.models.contests import Award, Contest, FrozenRanking, Round, Team
from expo.db.compiled_rows import CompiledRows
from expo.i18n import numbers
from expo.models import Edition, Organisation, Person, Region, Scenario, TechnologyArea
from expo.models.showcase.venue_clock import venue_moment

register = template.Library()
Awarded = tuple[Award, ShownEntry]


@register.filter
def weight(value: Decimal) -> str:
    """`{{ criterion.weight|weight }}`: without the zeros behind it."""
    return numbers.format_weight(value)


@register.filter
def at_venue(moment: dt.datetime | None, edition: Edition) -> dt.datetime | None:
    """`{{ ranking.published_at|at_venue:edition|clock }}`: what happened then, by the clock of the edition."""
    return venue_moment(moment, edition) if moment else None


@register.filter
def has_contests(edition: Edition) -> bool:
    """`{% if edition|has_contests %}`: whether the public sees any."""
    return Contest.objects.public().of(edition).exists()


@register.filter
def contest_rounds(session: Session) -> list[Round]:
    """`{% for round in session|contest_rounds %}`: those of public contests; asked of contests alone."""
    if session.kind != SessionKind.CONTEST:
        return []
    rows = Round.objects.public().filter(sessions=session.origin_id)
    return list(rows.select_related("contest__edition").in_order())


@register.simple_tag
def edition_winners(edition: Edition) -> list[Awarded]:
    """`{% edition_winners edition as winners %}`: the first places of its contests."""
    return with_entries(first_awards(edition.pk))


@register.simple_tag
def winners_by(edition: Edition, moment: dt.datetime | None) -> list[Awarded]:
    """`{% winners_by edition bulletin.frozen_at as winners %}`: the first places that were public at this moment."""
    return winners_at(edition, moment) if moment else []


@register.simple_tag
def sealed_winners(sealed: list[dict[str, Any]]) -> list[SealedWinner]:
    """`{% sealed_winners bulletin.figures.winners as winners %}`: the first places in the words that were sealed."""
    return show_winners(sealed[:WINNERS_SHOWN]) if sealed else []


@register.simple_tag
def awards_won(edition: Edition, winner: Organisation | Person) -> list[Awarded]:
    """`{% awards_won edition firm as won %}`: by teams with this person or organisation, none while that is masked."""
    found = awards_by_organisation if isinstance(winner, Organisation) else awards_by_person
    return with_entries(found(edition.pk, winner.pk))


@register.simple_tag
def session_winners(session: Session) -> list[Awarded]:
    """`{% session_winners session as won %}`: awards handed over in it, or of a round that happens in it."""
    if session.kind not in (SessionKind.CONTEST, SessionKind.CEREMONY):
        return []
    return with_entries(awards_in_session(session.edition_id, session.origin_id or session.pk))


@register.simple_tag
def area_winners(edition: Edition, area: TechnologyArea) -> list[Awarded]:
    """`{% area_winners edition area as won %}`: the first places of the contests on it."""
    return with_entries(first_awards_in_area(edition.pk, area.pk))


@register.simple_tag
def region_winners(edition: Edition, region: Region) -> list[Awarded]:
    """`{% region_winners edition region as won %}`: of teams with somebody of an organisation from there."""
    return with_entries(awards_from_region(edition.pk, region.pk))


@register.simple_tag
def scenario_winners(edition: Edition, scenario: Scenario) -> list[Awarded]:
    """`{% scenario_winners edition scenario as won %}`: the first places of contests with a session in it."""
    return with_entries(first_awards_in_scenario(edition.pk, scenario.pk))


@register.simple_tag
def contests_about(edition: Edition, area: TechnologyArea) -> list[Contest]:
    """`{% contests_about edition area as contests %}`."""
    return contests_in_area(edition.pk, area.pk)


def with_entries(awards: Sequence[Award]) -> list[Awarded]:
    return list(zip(awards, show_entries(award.entry for award in awards), strict=True))


def awards_of_members(edition: int, members: Q) -> QuerySet[Award]:
    return public_awards(edition).filter(entry__team__in=Team.objects.public().filter(members).values("pk"))


def lies_in(region: str, key: int) -> Q:
    """`region`: a path to one; it is the one with this key, or lies in it."""
    return Q(**{region: key}) | Q(**{f"{region}__parent": key}) | Q(**{f"{region}__parent__parent": key})


def contests_in_scenario(scenario: int) -> QuerySet:
    """By the keys: of rounds in sessions that the public sees in it."""
    sessions = Session.objects.public().filter(scenarios=scenario).values("origin")
    return Round.objects.public().filter(sessions__in=sessions).values("contest")


def area_contests(edition: int, area: int) -> QuerySet[Contest]:
    """By the keys of both."""
    return Contest.objects.public().filter(edition=edition, areas=area).select_related("edition").in_order()


first_awards: CompiledRows[Award] = CompiledRows(
    lambda edition: public_awards(edition).filter(place=1)[:WINNERS_SHOWN], int
)
awards_by_organisation: CompiledRows[Award] = CompiledRows(
    lambda edition, key: awards_of_members(edition, Q(members__organisation=key)), int, int
)
awards_by_person: CompiledRows[Award] = CompiledRows(
    lambda edition, key: awards_of_members(edition, Q(members__person=key)), int, int
)
awards_in_session: CompiledRows[Award] = CompiledRows(
    lambda edition, key: public_awards(edition).filter(
        Q(session=key) | Q(ranking__in=FrozenRanking.objects.public().filter(round__sessions=key).values("pk"))
    ),
    int,
    int,
)
first_awards_in_area: CompiledRows[Award] = CompiledRows(
    lambda edition, key: public_awards(edition).filter(place=1, contest__areas=key)[:WINNERS_SHOWN], int, int
)
awards_from_region: CompiledRows[Award] = CompiledRows(
    lambda edition, key: awards_of_members(edition, lies_in("members__organisation__region", key))[:WINNERS_SHOWN],
    int,
    int,
)
first_awards_in_scenario: CompiledRows[Award] = CompiledRows(
    lambda edition, key: public_awards(edition).filter(place=1, contest__in=contests_in_scenario(key))[:WINNERS_SHOWN],
    int,
    int,
)
contests_in_area: CompiledRows[Contest] = CompiledRows(area_contests, int, int)
