"""What importing a list did or would do, as data: for the report file, and for the page."""

from collections.abc import Iterator
from typing import Any

from expo.i18n.kept_texts import active_text
from expo.imports.lists.items import UNCHANGED, ListItem
from expo.imports.lists.list_kind import ListKind
from expo.imports.lists.plans import ListPlan
from expo.imports.lists.problems import DayProblem, HoursProblem, LineProblem, NoRowProblem
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.row_names import named_values, row_titles, taken_words
from expo.imports.lists.sheets.column_notes import columns_beside, labels_not_understood

Report = dict[str, Any]
# What a cell is asked for, where it is neither a choice nor any text.
HOURS, DAY = "hours", "day"
# What the page of a run needs and nobody reads.
FOR_PAGES = ("rule", "none", "asks", "begins")


def list_report(plan: ListPlan) -> Report:
    """Each row of data in exactly one of accepted, rejected and asked; sentences are kept in both languages."""
    accepted: list[dict[str, Any]] = []
    for item in plan.items:
        accepted += accepted_rows(plan, item)
    accepted.sort(key=row_place)
    reading = plan.reading
    return {
        "accepted": accepted,
        "rejected": [doubtful_row(line) for line in plan.refused],
        "asked": [doubtful_row(line) for line in plan.asked],
        "missing": [{"key": row.key} for row in plan.missing],
        "made": made_places(plan),
        "titles": row_titles(plan),
        "names": named_values(plan),
        "words": taken_words(plan),
        "headings": reading.headings,
        "columns": reading.columns,
        "columns_not_understood": labels_not_understood(reading.columns),
        "beside": columns_beside(reading.lines),
        "hidden_sheets_left_out": reading.hidden_sheets,
    }


def rows_beside(report: Report) -> int:
    """How many rows of the file are none of the list: totals and examples."""
    return sum("none" in row for row in report.get("rejected", []))


def rows_left_out(report: Report) -> int:
    """How many rows of the list are refused or asked about."""
    return len(report.get("asked", [])) + len(report.get("rejected", [])) - rows_beside(report)


def row_place(row: dict[str, Any]) -> tuple[str, int]:
    return row["sheet"], row["row"]


def accepted_rows(plan: ListPlan, item: ListItem) -> Iterator[dict[str, Any]]:
    """Of an item in several lines each says what it adds."""
    told: set[str] = set()
    for line in item.lines:
        fields = {}
        for key, (old, new) in item.changed.items():
            if key in line.values and key not in told:
                fields[key] = told_values(plan, key, old=old, new=new)
        kept = {}
        for key, (here, said) in item.kept.items():
            if key in line.values and key not in told:
                kept[key] = told_values(plan, key, here=here, file=said)
        told |= fields.keys() | kept.keys()
        yield accepted_row(item, line, fields, kept)


def told_values(plan: ListPlan, key: str, **values: Any) -> dict[str, Any]:
    """Nothing of private contacts but that they change."""
    if key in plan.kind.private_fields:
        return dict.fromkeys(values)
    return values


def accepted_row(item: ListItem, line: ListedLine, fields: Report, kept: Report) -> dict[str, Any]:
    change = item.change
    if not fields and line is not item.lines[0]:
        change = UNCHANGED
    row = {"sheet": line.sheet, "row": line.number, "key": item.key, "change": change, "fields": fields}
    if kept:
        row["kept"] = kept
    return row


def doubtful_row(line: ListedLine) -> dict[str, Any]:
    """A row that is refused or asked about; what it is refused for comes first."""
    first, *more = sorted(line.problems, key=question_last)
    row = {"sheet": line.sheet, "row": line.number} | problem_parts(first) | {"cells": line.texts()}
    if more:
        row["more"] = [problem_parts(problem) for problem in more]
    return row


def question_last(problem: LineProblem) -> bool:
    return problem.is_question


def problem_parts(problem: LineProblem) -> dict[str, Any]:
    value = problem.value
    if problem.private:
        value = ""
    parts: dict[str, Any] = {
        "column": problem.column,
        "field": problem.field,
        "value": value,
        "at": problem.at,
        "reason": problem.problem.reason(),
        "rule": problem.problem.rule(),
    }
    if isinstance(problem.problem, NoRowProblem):
        parts["none"] = True
    elif isinstance(problem.problem, HoursProblem):
        parts |= {"asks": HOURS, "begins": problem.problem.begins}
    elif isinstance(problem.problem, DayProblem):
        parts["asks"] = DAY
    if problem.is_question:
        parts["choices"] = [choice.as_dict() for choice in problem.problem.choices]
    return parts


def made_places(plan: ListPlan) -> dict[str, list[str]]:
    """What is made for the rows that are accepted: halls, stands, and what else the kind makes."""
    stands: set[str] = set()
    for item in plan.items:
        stands.update(item.links.get("stands", ()))
    known = plan.reading.known
    new = []
    for label in sorted(stands):
        booth = known.booths.get(label)
        if booth is None or booth.pk is None:
            new.append(label)
    return {"halls": used_halls(plan, new), "stands": new} | plan.kind.made_names(plan.items, known)


def used_halls(plan: ListPlan, stands: list[str]) -> list[str]:
    """The codes of those new halls that a good row names, or one of these new stands."""
    named = [getattr(row, "hall", None) for item in plan.items for row in item.rows.values()]
    codes = []
    for hall in plan.reading.known.new_halls.values():
        if any(each is hall for each in named) or any(label.startswith(f"{hall.code}-") for label in stands):
            codes.append(hall.code)
    return sorted(codes)


def private_labels(report: Report, kind: ListKind) -> set[str]:
    """The columns of the file that hold contacts: as somebody has said, or as their heading may mean."""
    labels = set()
    for column in report.get("columns", []):
        meanings = {column["field"], *column["asked"], *kind.vocabulary.field(column["label"]).fields}
        if meanings & kind.private_fields:
            labels.add(column["label"])
    return labels


def report_without_contacts(report: Report, kind: ListKind) -> Report:
    """For whoever may not take contacts out: of rows that are left out, nothing stands where they hold one."""
    private = private_labels(report, kind)
    masked = dict(report)
    for part in ("rejected", "asked"):
        rows = []
        for row in report.get(part, []):
            hidden = dict.fromkeys(private & row["cells"].keys())
            rows.append(row | {"cells": row["cells"] | hidden})
        masked[part] = rows
    return masked


def report_in_language(report: Report) -> Report:
    """For whoever reads it as it is: sentences in the active language alone, no sheet where there is one, no rules."""
    return {name: plain_part(part) for name, part in report.items()}


def plain_part(part: Any) -> Any:
    if isinstance(part, list):
        return [plain_part(each) for each in part]
    if not isinstance(part, dict):
        return part
    if part.keys() == {"en", "zh"}:
        return active_text(part)
    plain = {}
    for name, value in part.items():
        if name not in FOR_PAGES and (name != "sheet" or value):
            plain[name] = plain_part(value)
    return plain
