"""Contests with rounds, entries, judges and rankings, made by functions with valid defaults."""

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from agenda.migration_names import private_storage
from agenda.models.contests import (
    Assignment,
    Award,
    Contest,
    Criterion,
    Entry,
    EntryFile,
    EntryPicture,
    FrozenRanking,
    Juror,
    ResultRow,
    Round,
    RoundEntry,
    Team,
    TeamMember,
    Track,
)
from tests.support.factories import make_area, make_organisation, make_person, make_picture, the_edition
from tests.support.staff import make_staff

numbers = itertools.count(1)
HOUR = dt.timedelta(hours=1)


def make_contest(*, tracks: int = 1, areas: list = (), **fields: Any) -> Contest:
    number = next(numbers)
    fields.setdefault("edition", None)
    edition = fields.pop("edition") or the_edition()
    named = {"slug": f"contest-{number}", "name_en": f"Contest {number}", "name_zh": f"赛事{number}"}
    contest = Contest.objects.create(edition=edition, **{"status": "published", "entries_shown": True} | named | fields)
    contest.areas.set(areas)
    for order in range(1, tracks + 1):
        name = f"Track {order}"
        Track.objects.create(contest=contest, slug=f"track-{order}", name_en=name, name_zh=f"赛道{order}", order=order)
    return contest


def make_track() -> Track:
    return make_contest().tracks.get()


def make_round(contest: Contest | None = None, *, criteria: tuple = ("impact", "novelty"), **fields: Any) -> Round:
    """Open since an hour, for another hour; each criterion from 0 to 10."""
    contest = contest or make_contest()
    now = timezone.now()
    given = {"number": contest.rounds.count() + 1, "stage": "final", "opens_at": now - HOUR, "closes_at": now + HOUR}
    made = Round.objects.create(contest=contest, **given | {"name_en": "Final", "name_zh": "决赛"} | fields)
    for order, code in enumerate(criteria, start=1):
        Criterion.objects.create(round=made, code=code, name_en=code.title(), name_zh=f"准则{order}", order=order)
    return made


def make_team(contest: Contest, *, members: list = (), **fields: Any) -> Team:
    """`members`: people and organisations, each as a dict of the member's fields."""
    number = next(numbers)
    team = Team.objects.create(contest=contest, **{"name_en": f"Team {number}", "name_zh": f"{number}队"} | fields)
    for order, member in enumerate(members, start=1):
        TeamMember.objects.create(team=team, order=order, **member)
    return team


def make_entry(contest: Contest | None = None, *, members: list = (), **fields: Any) -> Entry:
    """An accepted one, in the first track."""
    contest = contest or make_contest()
    number = next(numbers)
    fields.setdefault("track", contest.tracks.first())
    if "team" not in fields:
        fields["team"] = make_team(contest, members=members)
    if fields.setdefault("status", "accepted") == "accepted":
        fields.setdefault("number", contest.entries.count() + 1)
    named = {"name_en": f"Project {number}", "name_zh": f"作品{number}"}
    return Entry.objects.create(contest=contest, **named | fields)


def enter_round(round_: Round, *entries: Entry) -> list[RoundEntry]:
    return [RoundEntry.objects.create(round=round_, entry=entry) for entry in entries]


def make_juror(round_: Round, *, tracks: list = (), **fields: Any) -> Juror:
    fields.setdefault("person", None)
    person = fields.pop("person") or make_person(slug=f"judge-{next(numbers)}")
    juror = Juror.objects.create(round=round_, person=person, **{"number": round_.jurors.count() + 1} | fields)
    juror.tracks.set(tracks)
    return juror


def assign(juror: Juror, round_entry: RoundEntry) -> Assignment:
    return Assignment.objects.create(juror=juror, round_entry=round_entry)


def make_ranking(
    round_: Round, *entries: Entry, published: bool = True, going: Sequence[int] = (), **fields: Any
) -> FrozenRanking:
    """Of the entries in this order, each a place; frozen and confirmed by two people. `going`: places that go on."""
    now = timezone.now()
    given: dict[str, Any] = {
        "version": 1,
        "content": {"recused": []},
        "result": {"ranking": []},
        "digest": "0" * 64,
        "frozen_by": make_staff(),
    }
    if published:
        given |= {"confirmed_by": make_staff(), "confirmed_at": now - HOUR, "published_at": now - HOUR}
        given["objections_until"] = now + HOUR
    ranking = FrozenRanking.objects.create(round=round_, **given | fields)
    for place, entry in enumerate(entries, start=1):
        given = {"place": place, "track_place": place, "goes_on": place in going}
        ResultRow.objects.create(ranking=ranking, entry=entry, total="9.000", **given)
    return ranking


def make_award(entry: Entry, *, published: bool = True, **fields: Any) -> Award:
    number = next(numbers)
    given: dict[str, Any] = {"name_en": "First prize", "name_zh": "一等奖", "place": 1, "track": entry.track}
    if published:
        given |= {"certificate_number": f"C{number:04d}", "published_at": timezone.now() - HOUR}
    return Award.objects.create(contest=entry.contest, entry=entry, **given | fields)


def make_entry_file(entry: Entry, **fields: Any) -> EntryFile:
    """With its bytes in the storage."""
    content = b"%PDF-1.7 plan"
    name = private_storage().save("plan.pdf", ContentFile(content))
    given = {"file": name, "name": "plan.pdf", "size": len(content), "digest": f"{next(numbers):064x}"}
    return EntryFile.objects.create(entry=entry, **given | fields)


def make_public_contest(
    sessions: list = (), *, certificate: str = "2019-C0001", file_number: int | None = None, **fields: Any
) -> Contest:
    """A contest of which everything is public: track, round, criterion, jury, entry with picture and file, result,
    award.
    """
    contest = make_contest(areas=[make_area()], **fields)
    final = make_round(contest, criteria=("impact",))
    final.sessions.set(sessions)
    member = {"person": make_person(slug=f"maker-{next(numbers)}"), "organisation": make_organisation()}
    entry = make_entry(contest, members=[member])
    EntryPicture.objects.create(entry=entry, picture=make_picture(shade=next(numbers) % 200))
    make_entry_file(entry, **({"public_number": file_number} if file_number else {}))
    make_juror(final, tracks=[entry.track], published=True)
    make_ranking(final, entry)
    make_award(entry, certificate_number=certificate)
    return contest
