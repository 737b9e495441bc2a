"""The cells of a report that somebody can answer, and which of them ask the same."""

import json
import re
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from expo.i18n.kept_texts import active_text
from expo.imports.lists.answers import place_name, suits_all
from expo.imports.lists.reports import Report


@dataclass(frozen=True)
class DoubtfulCell:
    """A cell that is asked about or refused. `number`: its own among all of them; `row`: of the report."""

    number: int
    row: dict[str, Any]

    @property
    def line(self) -> tuple[str, int]:
        """Sheet and number of its row."""
        return self.row["sheet"], self.row["row"]

    @property
    def row_place(self) -> str:
        """The number of its row, behind the sheet where the file has several."""
        return f"{self.row['sheet']} {self.row['row']}".strip()

    @property
    def place(self) -> str:
        return place_name(self.row["sheet"], self.row["row"], self.row["at"])

    @property
    def rule(self) -> str:
        """Its reason without what differs from cell to cell, in the active language."""
        return shorten_reason(active_text(self.said_rule))

    @property
    def rule_code(self) -> str:
        """What calls the rule in an address, the same in both languages."""
        return f"{crc32(shorten_reason(self.said_rule['en']).encode()):08x}"

    @property
    def said_rule(self) -> dict[str, str]:
        """In both languages; a report of before has its reason alone."""
        return self.row.get("rule", self.row["reason"])

    @property
    def alike(self) -> tuple[Any, ...]:
        """The same of cells that one answer may suit: column, what they say, why not, what there is to choose.

        Where nothing that is chosen is a row of its own (“they share it”), it suits whatever the cells say.
        """
        choices = tuple(choice["value"] for choice in self.row.get("choices", ()))
        if choices and all(map(suits_all, choices)):
            return self.row["at"], self.rule_code, choices
        return self.row["at"], self.row["value"], self.row["reason"]["en"], choices

    @property
    def question(self) -> str:
        """What calls its question among the answers of a run."""
        return json.dumps(self.alike, ensure_ascii=False)


def shorten_reason(reason: str) -> str:
    return re.sub(r"“[^”]*”|[0-9]+", "…", reason)


def doubtful_cells(report: Report) -> list[DoubtfulCell]:
    """All that somebody can answer, once each, those that are asked first; of a row all that is doubted of it."""
    cells: dict[str, DoubtfulCell] = {}
    for row in (*report.get("asked", []), *report.get("rejected", [])):
        for part in (row, *row.get("more", [])):
            cell = DoubtfulCell(len(cells), {"sheet": row["sheet"], "row": row["row"], "cells": row["cells"]} | part)
            if part["at"]:
                cells.setdefault(cell.place, cell)
    return list(cells.values())


def waiting_rows(report: Report) -> int:
    """How many rows wait for an answer that somebody can give."""
    return len({cell.line for cell in doubtful_cells(report)})
