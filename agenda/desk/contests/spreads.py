"""How far apart the judges of one entry are: shown beside each other, never counted."""

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from agenda.contests.round_ranking import JudgeSums, read_sums
from agenda.desk.contests.progress import WIDTH
from agenda.models.contests import UNITS, Round

LOW, HIGH = attrgetter("low"), attrgetter("high")
# So many entries are shown, those first whose judges are furthest apart.
MOST_SHOWN = 20
# Of fewer judges nobody is further from the others than the others are.
FEWEST = 3


class EntrySpread(NamedTuple):
    """`entry`, `furthest`: codes of the entry and of the judge who is furthest from the mean of the others, empty of
    two judges; two who are equally far are both named. `low`, `mean`, `high` of the judges' means and how far they are
    apart (`spread`); `left`, `width`, `marks`: where they lie in the picture.
    """

    entry: str
    furthest: str
    low: float
    mean: float
    high: float
    spread: float
    left: int
    width: int
    marks: list[int]


def entry_spreads(round_: Round) -> list[EntrySpread]:
    """Of entries that at least two judges have scored, as they gave it; three queries. On the scale of all criteria."""
    criteria = list(round_.criteria.all())
    if not criteria:
        return []
    low, high = float(min(criteria, key=LOW).low), float(max(criteria, key=HIGH).high)
    found = []
    for entry, means in judges_means(read_sums(round_, criteria), len(criteria)).items():
        if len(means) > 1:
            found.append(draw_entry(entry, means, low, high))
    return sorted(found, key=lambda row: (-row.spread, row.entry))[:MOST_SHOWN]


def judges_means(sums: Iterable[JudgeSums], criteria: int) -> dict[str, dict[str, float]]:
    """By entry, then by judge; of those who gave every value, none of them recused."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in sums:
        if row.values == criteria:
            found[row.entry][row.judge] = row.weighted / row.weight / UNITS
    return found


def draw_entry(entry: str, means: dict[str, float], low: float, high: float) -> EntrySpread:
    least, most, mean = min(means.values()), max(means.values()), sum(means.values()) / len(means)
    marks = [round(WIDTH * (value - low) / (high - low)) for value in sorted(means.values())]
    return EntrySpread(
        entry, furthest_judges(means), least, mean, most, most - least, marks[0], max(marks[-1] - marks[0], 1), marks
    )


def furthest_judges(means: dict[str, float]) -> str:
    """Empty where all agree, and of two, who are equally far from each other. The distance from the mean of all has the
    same order as that from the others' mean.
    """
    if len(means) < FEWEST:
        return ""
    mean = sum(means.values()) / len(means)
    distances = {judge: round(abs(value - mean), 9) for judge, value in means.items()}
    widest = max(distances.values())
    if not widest:
        return ""
    found = []
    for judge in sorted(distances):
        if distances[judge] == widest:
            found.append(judge)
    return ", ".join(found)
