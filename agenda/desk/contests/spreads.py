"""How far apart the judges of one entry are: shown beside each other, never counted."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from agenda.contests.round_ranking import JudgeSums, read_sums
from agenda.desk.contests.progress import WIDTH
from agenda.models.contests import UNITS, Round

# So many entries are shown, those first whose judges are furthest apart.
MOST_SHOWN = 20


class EntryPicture(NamedTuple):
    """`entry`, `furthest`: codes of the entry and of the judge who is furthest from the mean of the others; two who
    are equally far are both named. `low`, `mean`, `high` of the judges' means and how far they are apart (`spread`);
    `left`, `width`, `marks`: where they lie in the picture.
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


def entry_pictures(round_: Round) -> list[EntryPicture]:
    """Of entries that at least two judges have scored, as they gave it; three queries. On the scale of all criteria."""
    criteria = list(round_.criteria.all())
    if not criteria:
        return []
    low, high = float(min(row.low for row in criteria)), float(max(row.high for row in criteria))
    pictures = []
    for entry, means in judges_means(read_sums(round_, criteria), len(criteria)).items():
        if len(means) > 1:
            pictures.append(draw_entry(entry, means, low, high))
    return sorted(pictures, key=lambda picture: (-picture.spread, picture.entry))[:MOST_SHOWN]


def judges_means(sums: Iterable[JudgeSums], criteria: int) -> dict[str, dict[str, float]]:
    """By entry, then by judge; of those who gave every value, none of them recused."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in sums:
        if row.values == criteria:
            found[row.entry][row.judge] = row.weighted / row.weight / UNITS
    return found


def draw_entry(entry: str, means: dict[str, float], low: float, high: float) -> EntryPicture:
    least, most, mean = min(means.values()), max(means.values()), sum(means.values()) / len(means)
    marks = sorted(round(WIDTH * (value - low) / (high - low)) for value in means.values())
    return EntryPicture(
        entry, furthest_judges(means), least, mean, most, most - least, marks[0], max(marks[-1] - marks[0], 1), marks
    )


def furthest_judges(means: dict[str, float]) -> str:
    """Empty where all agree. The distance from the mean of all has the same order as that from the others' mean."""
    mean = sum(means.values()) / len(means)
    distances = {judge: round(abs(value - mean), 9) for judge, value in means.items()}
    widest = max(distances.values())
    if not widest:
        return ""
    return ", ".join(judge for judge, distance in sorted(distances.items()) if distance == widest)
