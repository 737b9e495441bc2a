"""Contests at the programming interface: tracks, rounds with their rules, published results, awards."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from agenda.contests.public.contest_page import ContestDetail, ShownRanking, ShownRound, contest_details
from agenda.contests.public.masking import ShownEntry
from agenda.models.contests import Award, Contest, Criterion
from expo.api.fields import Field
from expo.api.openapi import (
    MOMENT,
    Described,
    bilingual_schema,
    list_schema,
    nullable_schema,
    object_schema,
    page_schema,
    read_operation,
    text_schema,
)
from expo.api.pagination import PAGE, Asked, Content, SortKey, page_content, parse_number, parse_word
from expo.api.queries import bilingual_texts, resource_view
from expo.i18n.numbers import format_weight
from expo.models import Edition
from expo.models.showcase.venue_clock import venue_moment

CONTESTS: Mapping[str, Field] = {**PAGE}
IN_ORDER = [SortKey("order", parse_number), SortKey("slug", parse_word)]


@resource_view(CONTESTS)
def list_contests(asked: Asked, edition: Edition) -> Content:
    rows = Contest.objects.public().of(edition).select_related("edition", "picture")
    return page_content(rows, IN_ORDER, asked, lambda found: serialise_contests(found, edition))


def serialise_contests(rows: Iterable[Contest], edition: Edition) -> list[Content]:
    return [serialise_contest(found, edition) for found in contest_details(list(rows))]


def serialise_contest(found: ContestDetail, edition: Edition) -> Content:
    contest, zone = found.contest, edition.tz
    return {
        "slug": contest.slug,
        **bilingual_texts(contest),
        **bilingual_texts(contest, "summary"),
        "entries_open_at": local_moment(contest.entries_open_at, zone),
        "entries_close_at": local_moment(contest.entries_close_at, zone),
        "areas": [area.slug for area in found.areas],
        "tracks": [{"slug": track.slug} | bilingual_texts(track) for track in found.tracks],
        "rounds": [serialise_round(shown, edition) for shown in found.rounds],
        "awards": [serialise_award(award, shown, edition) for award, shown in found.awards],
    }


def serialise_round(shown: ShownRound, edition: Edition) -> Content:
    return {
        "number": shown.round.number,
        "stage": shown.round.stage,
        **bilingual_texts(shown.round),
        "opens_at": local_moment(shown.round.opens_at, edition.tz),
        "closes_at": local_moment(shown.round.closes_at, edition.tz),
        "sessions": [session.public_number for session in shown.sessions],
        "rule": shown.round.rule,
        "criteria": [serialise_criterion(criterion) for criterion in shown.criteria],
        "results": serialise_ranking(shown.ranking, edition),
    }


def serialise_criterion(row: Criterion) -> Content:
    numbers = {name: format_weight(getattr(row, name)) for name in ("weight", "low", "high")}
    return {"id": row.code, **bilingual_texts(row), **numbers}


def serialise_ranking(shown: ShownRanking | None, edition: Edition) -> Content | None:
    if shown is None:
        return None
    moments = {
        name: recorded_moment(getattr(shown.ranking, name), edition)
        for name in ("published_at", "objections_until", "final_at")
    }
    ranking = []
    for row, entry in shown.rows:
        place = {"place": row.place, "total": row.total, "goes_on": row.goes_on}
        ranking.append(place | serialise_entry(entry))
    return {"version": shown.ranking.version, "digest": shown.ranking.digest, **moments, "ranking": ranking}


def serialise_entry(shown: ShownEntry) -> Content:
    """Its code alone where it is no longer in the contest; no team where that is masked."""
    texts: Content = {"name_en": "", "name_zh": ""}
    if not shown.gone:
        texts = bilingual_texts(shown.entry)
    return {"entry": shown.entry.code, **texts, "team": bilingual_texts(shown.team) if shown.team else None}


def serialise_award(award: Award, shown: ShownEntry, edition: Edition) -> Content:
    entry = serialise_entry(shown)
    return {
        "certificate": award.certificate_number,
        "place": award.place,
        "track": award.track.slug if award.track else None,
        **bilingual_texts(award),
        "entry": {"code": entry.pop("entry"), **entry},
        "prize_minor": award.prize_minor,
        "prize_currency": award.prize_currency or None,
        "published_at": recorded_moment(award.published_at, edition),
        "ranking_version": award.version,
        "corrected_by_version": award.corrected,
    }


def local_moment(moment: dt.datetime | None, zone: dt.tzinfo) -> str | None:
    return moment.astimezone(zone).isoformat() if moment else None


def recorded_moment(moment: dt.datetime | None, edition: Edition) -> str | None:
    """What happened or will by the real clock, as the one at the venue shows it."""
    return local_moment(venue_moment(moment, edition), edition.tz) if moment else None


NUMBER: dict[str, Any] = {"type": "integer"}
TEAM = nullable_schema(object_schema(**bilingual_schema()))
RANKED = object_schema(
    place=NUMBER, total=text_schema(), goes_on={"type": "boolean"}, entry=text_schema(), **bilingual_schema(), team=TEAM
)
RESULTS = object_schema(
    version=NUMBER,
    digest=text_schema("SHA-256 of the frozen ranking"),
    published_at=nullable_schema(MOMENT),
    objections_until=nullable_schema(MOMENT),
    final_at=nullable_schema(MOMENT),
    ranking=list_schema(RANKED),
)
CRITERION = object_schema(
    id=text_schema(), **bilingual_schema(), weight=text_schema(), low=text_schema(), high=text_schema()
)
ROUND = object_schema(
    number=NUMBER,
    stage=text_schema(),
    **bilingual_schema(),
    opens_at=nullable_schema(MOMENT),
    closes_at=nullable_schema(MOMENT),
    sessions=list_schema(NUMBER),
    rule={"type": "object", "description": "How places come about, as `manage.py rank_scores` reads it."},
    criteria=list_schema(
        object_schema(
            id=text_schema(), **bilingual_schema(), weight=text_schema(), low=text_schema(), high=text_schema()
        )
    ),
    results=nullable_schema(RESULTS),
)
AWARD = object_schema(
    certificate=text_schema(),
    place=nullable_schema(NUMBER),
    track=nullable_schema(text_schema()),
    **bilingual_schema(),
    entry=object_schema(code=text_schema(), **bilingual_schema(), team=TEAM),
    prize_minor=nullable_schema(NUMBER),
    prize_currency=nullable_schema(text_schema()),
    published_at=nullable_schema(MOMENT),
    ranking_version=nullable_schema(NUMBER | {"description": "of the results that it follows from"}),
    corrected_by_version=nullable_schema(
        NUMBER | {"description": "of the published results that correct those it follows from; null while they stand"}
    ),
)
CONTEST = object_schema(
    slug=text_schema(),
    **bilingual_schema(),
    **bilingual_schema("summary"),
    entries_open_at=nullable_schema(MOMENT),
    entries_close_at=nullable_schema(MOMENT),
    areas=list_schema(text_schema()),
    tracks=list_schema(object_schema(slug=text_schema(), **bilingual_schema())),
    rounds=list_schema(ROUND),
    awards=list_schema(AWARD),
)
DOCUMENTED: Described = {
    "/editions/{edition}/contests": read_operation(
        "listContests", "Contests with their published results", page_schema(CONTEST), CONTESTS
    )
}
