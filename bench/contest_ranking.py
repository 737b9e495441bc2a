"""CPU milliseconds and queries of the ranking of a round: 2,400 entries, 7 judges each, 5 criteria.

python bench/contest_ranking.py        the median of five, in a database of its own
"""

import statistics
import sys
import time
from pathlib import Path
from typing import Any

from apart import run_again, told

ROOT = Path(__file__).resolve().parent.parent
ENTRIES, JUDGES, EACH, CRITERIA = 2_400, 35, 7, 5


def load() -> Any:
    """A round in which each judge has 480 entries and has scored them all."""
    from agenda.models.contests import Assignment, Entry, Juror, RoundEntry, Score, Team
    from expo.models import Person
    from tests.support.contest_factories import make_contest, make_round

    contest = make_contest()
    round_ = make_round(contest, criteria=tuple(f"c{number}" for number in range(CRITERIA)), judges_per_entry=EACH,
                        aggregate="trimmed", trim=1, ties="criterion:c0,head_to_head,shared")  # fmt: skip
    team, track = Team.objects.create(contest=contest, name_en="Team"), contest.tracks.get()
    fields = {"contest": contest, "team": team, "track": track, "status": "accepted"}
    numbers = range(1, ENTRIES + 1)
    entries = Entry.objects.bulk_create(Entry(name_en=f"Project {n}", number=n, **fields) for n in numbers)
    rows = RoundEntry.objects.bulk_create(RoundEntry(round=round_, entry=entry) for entry in entries)
    people = Person.objects.bulk_create(Person(name_en=f"Judge {n}", slug=f"judge-{n}") for n in range(JUDGES))
    jurors = Juror.objects.bulk_create(
        Juror(round=round_, person=person, number=number) for number, person in enumerate(people, start=1)
    )
    pairs = [(row, jurors[(at + turn) % JUDGES]) for at, row in enumerate(rows) for turn in range(EACH)]
    given = Assignment.objects.bulk_create(Assignment(round_entry=row, juror=juror) for row, juror in pairs)
    criteria = list(round_.criteria.all())
    scores = []
    for at, assignment in enumerate(given):
        for nth, criterion in enumerate(criteria):
            scores.append(
                Score(assignment=assignment, criterion=criterion, units=(at * 7919 + nth * 104729) % 21 * 5_000)
            )
    Score.objects.bulk_create(scores, batch_size=5_000)
    return round_


def measure() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from agenda.contests.round_ranking import rank_round
    from agenda.models.contests import Round
    from expo.db.analyze import analyze_tables

    round_ = load()
    analyze_tables()
    times, queries = [], 0
    for _ in range(5):
        fresh = Round.objects.get(pk=round_.pk)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            begun = time.process_time()
            ranked = rank_round(fresh)
            times.append(1000 * (time.process_time() - begun))
        queries = len(captured)
    print(f"{len(ranked['ranking'])} entries ranked, {queries} queries, {statistics.median(times):.0f} ms of CPU")


if __name__ == "__main__":
    if told("contests"):
        import django

        sys.path.insert(0, str(ROOT))
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure()
    else:
        run_again(__file__, contests="1")
