"""What somebody said of a file: what its columns mean, what doubtful cells say, which of several rows is meant."""

from dataclasses import dataclass, field
from typing import Any

from expo.imports.lists.sheets.cells import read_digits

# What parts the names of sheet, row and field.
JOINT = "\t"
# Picks that are no row: make a new one; the stand is shared; it is meant so all the same; leave it out.
NEW, SHARED, MEANT, LEAVE = "new", "shared", "meant", "leave"
# What the choice says that empties a cell.
EMPTY = "empty"
# What begins the pick of a new organisation: its kind follows.
NEW_OF_KIND = "new:"
# What begins the choice of a hall that the list is to make: its code follows.
NEW_HALL = "new-hall:"


@dataclass
class Answers:
    """`columns`: fields by label, None where nobody has said; `cells`: texts in place of cells; `picks`: choices.

    `rules`: what was said of all cells with one question, by what calls that, for those that are found later.
    `halls`: codes of those that the edition has not and the list is to make, whichever of its cells name them.
    `by`: at the places of cells who answered, when, in which words.
    """

    columns: dict[str, str] | None = None
    cells: dict[str, str] = field(default_factory=dict)
    picks: dict[str, str] = field(default_factory=dict)
    halls: list[str] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)
    by: dict[str, dict[str, Any]] = field(default_factory=dict)

    def cell(self, sheet: str, number: int, name: str) -> str | None:
        return self.cells.get(place_name(sheet, number, name))

    def pick(self, sheet: str, number: int, name: str) -> str:
        return self.picks.get(place_name(sheet, number, name), "")

    def as_mapping(self) -> dict[str, Any]:
        mapping = {"columns": self.columns, "cells": self.cells, "picks": self.picks, "halls": self.halls}
        return mapping | {"rules": self.rules, "by": self.by}

    def say(self, place: str, value: str) -> None:
        """A pick, or what the cell at the place says instead."""
        if is_pick(value):
            self.picks[place] = value
        else:
            self.cells[place] = "" if value == EMPTY else value


def picked_key(picked: str) -> int | None:
    """Of a choice like #7 the key of the row that it is; None of any other."""
    sign, digits = picked[:1], picked[1:]
    if sign != "#":
        return None
    return read_digits(digits)


def pick_of_kind(kind: str) -> str:
    """To make a new organisation of this kind."""
    return f"{NEW_OF_KIND}{kind}"


def new_kind(picked: str) -> str:
    """Of such a pick the kind; "" of any other."""
    if picked.startswith(NEW_OF_KIND):
        return picked.removeprefix(NEW_OF_KIND)
    return ""


def suits_all(picked: str) -> bool:
    """Whether a pick may be that of cells which say different things."""
    return picked in (NEW, SHARED, MEANT, LEAVE) or bool(new_kind(picked))


def is_pick(value: str) -> bool:
    """Whether what was chosen is a pick, and no text for the cell."""
    return suits_all(value) or picked_key(value) is not None


def answers_of(mapping: dict[str, Any] | None) -> Answers:
    """Of a run's mapping."""
    told = mapping or {}
    cells, picks = told.get("cells", {}), told.get("picks", {})
    return Answers(told.get("columns"), cells, picks, told.get("halls", []), told.get("rules", {}), told.get("by", {}))


def new_hall_code(picked: str | None) -> str:
    """Of the choice of a new hall its code; "" of any other."""
    if picked and picked.startswith(NEW_HALL):
        return picked.removeprefix(NEW_HALL)
    return ""


def place_name(sheet: str, number: int, name: str) -> str:
    return JOINT.join((sheet, str(number), name))
