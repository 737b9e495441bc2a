"""What somebody said of a file: what its columns mean, what doubtful cells say, which of several rows is meant."""

from dataclasses import dataclass, field
from typing import Any

# What parts the names of sheet, row and field.
JOINT = "\t"
# Picks that are no row: make a new one; the stand is shared.
NEW, SHARED = "new", "shared"


@dataclass
class Answers:
    """`columns`: fields by label, None where nobody has said; `cells`: texts in place of cells; `picks`: choices."""

    columns: dict[str, str] | None = None
    cells: dict[str, str] = field(default_factory=dict)
    picks: dict[str, str] = field(default_factory=dict)

    def cell(self, sheet: str, number: int, name: str) -> str | None:
        return self.cells.get(place_name(sheet, number, name))

    def pick(self, sheet: str, number: int, name: str) -> str:
        return self.picks.get(place_name(sheet, number, name), "")

    def as_mapping(self) -> dict[str, Any]:
        return {"columns": self.columns, "cells": self.cells, "picks": self.picks}


def answers_of(mapping: dict[str, Any] | None) -> Answers:
    """Of a run's mapping."""
    told = mapping or {}
    return Answers(told.get("columns"), told.get("cells", {}), told.get("picks", {}))


def place_name(sheet: str, number: int, name: str) -> str:
    return JOINT.join((sheet, str(number), name))
