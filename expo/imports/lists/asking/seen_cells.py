"""What a page of questions showed when it was opened, as it tells in hidden boxes when it is sent."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.utils.datastructures import MultiValueDict

from expo.imports.lists.answers import EMPTY, Answers
from expo.imports.lists.asking.doubtful_cells import DoubtfulCell
from expo.imports.lists.asking.same_questions import answer_of

# What begins the names of these boxes.
SEEN = "seen-"
NUMBERED = re.compile(r"(cell|alike|seen)-(\d{1,7})(_\d)?", re.ASCII)


class SeenCells:
    """What the page that is sent showed of its cells, by their numbers as they are now.

    `data`: what is sent, with the numbers that its cells have now; `before`: the answers that stood there, None for
    none; `gone`: places of cells that are asked about no more, each with what was typed there.
    """

    def __init__(self, data: Any, cells: Iterable[DoubtfulCell]) -> None:
        self.data = data
        self.before: dict[int, str | None] = {}
        self.gone: list[tuple[str, str]] = []
        seen = seen_places(data or {})
        numbers = {cell.place: cell.number for cell in cells}
        for number, (place, answer, shown) in seen.items():
            if place in numbers:
                self.before[numbers[place]] = answer
                continue
            typed = typed_text(data, number)
            if typed not in (shown if answer is None else answer, EMPTY if answer == "" else shown):
                self.gone.append((place, typed))
        moves = {number: numbers.get(place) for number, (place, _answer, _shown) in seen.items()}
        if any(number != now for number, now in moves.items()):
            self.data = moved_data(data, moves)


def seen_places(data: Any) -> dict[int, tuple[str, str | None, str]]:
    """By number the place, the answer and the text of the box that a page showed; what is no such thing is passed."""
    seen = {}
    for name in data:
        found = NUMBERED.fullmatch(name)
        if found and name.startswith(SEEN):
            try:
                parts = json.loads(data[name])
            except ValueError:
                continue
            if isinstance(parts, list) and list(map(type, parts)) in ([str, str, str], [str, type(None), str]):
                seen[int(found[2])] = tuple(parts)
    return seen


def typed_text(data: Any, number: int) -> str:
    """What is sent for a cell, hours as cells say them."""
    names = [f"cell-{number}", f"cell-{number}_0", f"cell-{number}_1"]
    return "-".join(data[name].strip() for name in names if data.get(name, "").strip())


def moved_data(data: Any, moves: dict[int, int | None]) -> MultiValueDict:
    """What is sent, of cells under the numbers that they have now."""
    moved: MultiValueDict[str, Any] = MultiValueDict()
    for name, values in data.lists():
        found = NUMBERED.fullmatch(name)
        number = int(found[2]) if found else None
        if found is None or number not in moves:
            moved.setlist(name, values)
        elif moves[number] is not None:
            moved.setlist(f"{found[1]}-{moves[number]}{found[3] or ''}", values)
    return moved


def seen_box(cell: DoubtfulCell, said: Answers) -> tuple[str, str]:
    """Name and value of the hidden box that tells later what the page showed of a cell."""
    shown = "" if cell.row.get("choices") else cell.row.get("begins", cell.row["value"])
    return f"{SEEN}{cell.number}", json.dumps([cell.place, answer_of(cell, said), shown], ensure_ascii=False)
