"""The first rows of each part of a list's report, as its page shows them."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy, pgettext_lazy

from expo.i18n.kept_texts import active_text, list_separator
from expo.i18n.lazy_text import LazyText
from expo.imports.kinds import SHOWN
from expo.imports.lists.asking.doubtful_cells import waiting_rows
from expo.imports.lists.items import CHANGED, NEW, UNCHANGED
from expo.imports.lists.list_kind import ListKind
from expo.imports.lists.reports import Report, rows_left_out

CHANGES = {
    NEW: gettext_lazy("new"),
    CHANGED: pgettext_lazy("of a value", "changed"),
    UNCHANGED: gettext_lazy("unchanged"),
}


# So many stretches of rows are told of one reason; the file of what is left out has them all.
RANGES = 20


@dataclass(frozen=True)
class ReportWords:
    """How a person reads what a report holds: its fields, the values of them, and the rows that they name."""

    lists: ListKind
    report: Report

    def label(self, key: str) -> str:
        return self.lists.column_labels().get(key, key)

    def title(self, key: str) -> str:
        """What the row is called that the report knows by this key; the key, of a report without titles."""
        return active_text(self.report.get("titles", {}).get(key, key))

    def value(self, key: str, value: Any) -> str:
        if value in (None, "", []):
            return ""
        if isinstance(value, list):
            return list_separator().join(self.one_value(key, each) for each in value)
        return self.one_value(key, value)

    def one_value(self, key: str, value: Any) -> str:
        name = self.report.get("names", {}).get(key, {}).get(str(value))
        if name:
            return active_text(name)
        field = self.lists.field(key)
        if field is None:
            return str(value)
        return field.words_of(value)


def list_context(lists: ListKind, report: Report) -> dict[str, Any]:
    """With what their fields are called, and how many rows there are of each part."""
    words = ReportWords(lists, report)
    accepted = rows_to_look_at(report)
    counts = {"accepted": len(accepted), "missing": len(report.get("missing", []))}
    parts: dict[str, Any] = {
        "accepted": [shown_row(row, words) for row in accepted[:SHOWN]],
        "counts": counts,
    }
    for name in ("rejected", "asked"):
        counts[name] = len(report.get(name, []))
    parts["asked"] = [row | {"reason": active_text(row["reason"])} for row in report.get("asked", [])[:SHOWN]]
    refused = rows_by_reason(report.get("rejected", []))
    counts["reasons"], parts["refused"] = len(refused), refused[:SHOWN]
    parts["missing"] = [words.title(row["key"]) for row in report.get("missing", [])[:SHOWN]]
    parts["taken"] = [
        (words.label(each["field"]), each["said"], words.value(each["field"], each["value"]))
        for each in report.get("words", [])
    ]
    parts |= {"left_out": rows_left_out(report), "waiting": waiting_rows(report)}
    return parts | {"made": report.get("made", {}), "problems": shown_problems(report, parts["accepted"])}


def count_changes(report: Report) -> Counter[str]:
    """How many good rows are new, changed and unchanged."""
    return Counter(row["change"] for row in report.get("accepted", []))


def report_figures(report: Report) -> list[tuple[LazyText, int]]:
    """How many rows there are of each sort: each row of the list is in one of them."""
    counts, waiting = count_changes(report), waiting_rows(report)
    return [
        (gettext_lazy("New"), counts[NEW]),
        (gettext_lazy("Changed"), counts[CHANGED]),
        (gettext_lazy("Unchanged"), counts[UNCHANGED]),
        (gettext_lazy("Waiting for an answer"), waiting),
        (gettext_lazy("Rows left out"), rows_left_out(report) - waiting),
    ]


def rows_by_reason(rows: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    """Each reason once, as the first of its rows has it: how many rows it is of, which they are, and what it says."""
    alike: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        alike.setdefault(active_text(row["reason"]), []).append(row)
    return [(places_text(same), len(same), reason) for reason, same in alike.items()]


def places_text(rows: list[dict[str, Any]]) -> str:
    """Rows by their sheets, those that follow each other as one: 2–401, 405."""
    ranges: list[tuple[str, int, int]] = []
    for sheet, number in sorted((row["sheet"], row["row"]) for row in rows):
        if ranges and ranges[-1][0] == sheet and ranges[-1][2] == number - 1:
            number_before = ranges.pop()[1]
            ranges.append((sheet, number_before, number))
        else:
            ranges.append((sheet, number, number))
    told = []
    for sheet, first, last in ranges[:RANGES]:
        span = str(first) if first == last else f"{first}–{last}"
        told.append(f"{sheet} {span}".strip())
    if len(ranges) > RANGES:
        told.append("…")
    return list_separator().join(told)


def rows_to_look_at(report: Report) -> list[dict[str, Any]]:
    """The good rows: what changes is looked at first."""
    wrong = {(row["sheet"], row["row"]) for each in list_problems(report) for row in each["rows"]}
    return sorted(report.get("accepted", []), key=partial(order_of_change, wrong))


def shorten_report(report: Report) -> Report:
    """What the page shows: fields and names of the good rows that it lists, and of the others that they are good."""
    listed = rows_to_look_at(report)[:SHOWN]
    places = {(row["sheet"], row["row"]) for row in listed}
    accepted = []
    for row in report["accepted"]:
        is_listed = (row["sheet"], row["row"]) in places
        accepted.append(row if is_listed else bare_row(row))
    named = {row["key"] for row in (*listed, *report["missing"][:SHOWN])}
    titles = {key: title for key, title in report["titles"].items() if key in named}
    return report | {"accepted": accepted, "titles": titles}


def bare_row(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("sheet", "row", "key", "change")} | {"fields": {}}


def list_problems(report: Report) -> list[dict[str, Any]]:
    """Each with its sentence and the rows that it is of; a report of before holds the sentences alone."""
    problems = []
    for each in report.get("problems", []):
        problems.append(each if "sentence" in each else {"sentence": each, "rows": []})
    return problems


def shown_problems(report: Report, accepted: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Sentences with their rows; of these, `anchor` names those that the page shows."""
    anchors = {(row["sheet"], row["row"]): row["anchor"] for row in accepted}
    shown = []
    for each in list_problems(report)[:SHOWN]:
        rows = [row | {"anchor": anchors.get((row["sheet"], row["row"]), "")} for row in each["rows"]]
        shown.append((active_text(each["sentence"]), rows))
    return shown


def order_of_change(wrong: set[tuple[str, int]], row: dict[str, Any]) -> int:
    if row.get("kept") or (row["sheet"], row["row"]) in wrong:
        return 0
    return (CHANGED, NEW, UNCHANGED).index(row["change"])


def shown_row(row: dict[str, Any], words: ReportWords) -> dict[str, Any]:
    return row | {
        "title": words.title(row["key"]),
        "anchor": f"row-{slugify(row['sheet'], allow_unicode=True)}-{row['row']}",
        "changes": compared_values(row["fields"], words, "old", "new"),
        "stays": compared_values(row.get("kept", {}), words, "here", "file"),
        "says": CHANGES[row["change"]],
    }


def compared_values(fields: dict[str, Any], words: ReportWords, *sides: str) -> list[tuple[str, str, str]]:
    """The label of each field with both of its values, as a person reads them; of contacts neither is shown."""
    found = []
    for key, values in fields.items():
        if key in words.lists.private_fields:
            found.append((words.label(key), "", ""))
            continue
        one, other = (words.value(key, values[side]) for side in sides)
        found.append((words.label(key), one, other))
    return found
