"""Files of contests: the awards as CSV, results and awards as an Atom feed."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agenda.contests.public.masking import show_entries, show_entry
from agenda.contests.public.scores_file import file_headers, find_open_ranking, public_content, scores_file
from agenda.exports.occurrences import plain_text
from agenda.models.contests import Award, FrozenRanking
from agenda.views.files import site_origin, use_asked_language
from expo.i18n.instants import midnight
from expo.models import Edition
from expo.models.showcase.venue_clock import venue_moment
from expo.presence import require_value
from expo.spreadsheets.export import csv_file
from expo.web.file_answers import file_answer
from expo.web.public_page import EditionFeed, edition_page

JSON = "application/json; charset=utf-8"
COLUMNS = (
    "certificate,contest,contest_en,contest_zh,track_en,track_zh,place,award_en,award_zh,entry,entry_en,entry_zh,"
    "team_en,team_zh,prize_minor_units,prize_currency,prize_en,prize_zh,published_at"
)
ENTRIES = 40


class FeedEntry(NamedTuple):
    """Something that was published, with the path of its page; `key` tells it apart for ever."""

    moment: dt.datetime
    title: str
    path: str
    key: str


@edition_page
def awards_csv(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Every public award, by contest."""
    headers = {"Content-Disposition": f'attachment; filename="{edition.slug}-awards.csv"'}
    return file_answer(request, csv_file(award_rows(edition)), "text/csv; charset=utf-8", headers)


def award_rows(edition: Edition) -> Iterator[list[Any]]:
    yield COLUMNS.split(",")
    rows = Award.objects.public().filter(contest__edition=edition)
    awards = list(rows.select_related("contest", "track", "entry__team", "entry__contest").in_order())
    for award, shown in zip(awards, show_entries(award.entry for award in awards), strict=True):
        entry, team = shown.entry, shown.team
        yield [
            *(award.certificate_number, award.contest.slug, award.contest.name_en, award.contest.name_zh),
            *name_cells(award.track),
            *(award.place, award.name_en, award.name_zh, entry.code, entry.name_en, entry.name_zh),
            *name_cells(team),
            *(award.prize_minor, award.prize_currency, award.prize_en, award.prize_zh),
            venue_moment(require_value(award.published_at), edition).astimezone(edition.tz).isoformat(),
        ]


@edition_page
def ranking_scores(request: HttpRequest, edition: Edition, contest: str, number: int, version: int) -> HttpResponseBase:
    """What anybody computes a published ranking from; 404 where the public may not have it."""
    ranking = find_open_ranking(edition, contest, number, version)
    if ranking is None:
        raise Http404
    return file_answer(request, scores_file(public_content(ranking)), JSON, file_headers(ranking.round, version))


def name_cells(row: Any) -> tuple[str, str]:
    """Empty where there is no row, or it is masked."""
    if row is None:
        return "", ""
    return row.name_en, row.name_zh


@edition_page
@use_asked_language
def contest_feed(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The newest results and awards; three queries."""
    here = site_origin(request)
    feed = EditionFeed(
        title=_("Contests: %(expo)s") % {"expo": plain_text(edition, "name")},
        link=here + reverse("contests:index", args=[edition.slug]),
        description="",
        language=get_language(),
        feed_url=here + request.get_full_path(),
        author_name=plain_text(edition, "name"),
        begins=midnight(edition.starts_on, edition.tz),
    )
    for entry in newest_entries(edition):
        feed.add_item(
            title=entry.title,
            link=here + entry.path,
            description="",
            unique_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{edition.identifier}/{entry.key}").urn,
            pubdate=entry.moment,
            updateddate=entry.moment,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def newest_entries(edition: Edition) -> list[FeedEntry]:
    rankings = FrozenRanking.objects.public().filter(round__contest__edition=edition)
    rankings = rankings.select_related("round__contest__edition").only("version", "published_at", "round")
    awards = Award.objects.public().filter(contest__edition=edition)
    awards = awards.select_related("contest__edition", "entry__contest", "entry__team")
    found = [ranking_entry(row) for row in rankings.order_by("-published_at", "pk")[:ENTRIES]]
    found += [award_entry(row) for row in awards.order_by("-published_at", "pk")[:ENTRIES]]
    return sorted(found, key=lambda entry: entry.moment, reverse=True)[:ENTRIES]


def ranking_entry(row: FrozenRanking) -> FeedEntry:
    contest = row.round.contest
    title = _("Results: %(contest)s, %(round)s") % {"contest": contest, "round": row.round}
    key = f"ranking:{contest.slug}/{row.round.number}/{row.version}"
    return FeedEntry(require_value(row.published_at), title, contest.get_absolute_url(), key)


def award_entry(row: Award) -> FeedEntry:
    words = {"award": row, "entry": show_entry(row.entry).entry, "contest": row.contest}
    title = _("%(award)s: %(entry)s (%(contest)s)") % words
    moment = require_value(row.published_at)
    return FeedEntry(moment, title, row.get_absolute_url(), f"award:{row.certificate_number}")
