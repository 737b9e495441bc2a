"""The first rows of each part of a list's report, as its page shows them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from expo.i18n.kept_texts import active_text
from expo.imports.kinds import SHOWN
from expo.imports.lists.items import CHANGED, NEW, UNCHANGED
from expo.imports.lists.list_kind import ListKind
from expo.imports.lists.reports import Report

CHANGES = {
    NEW: gettext_lazy("new"),
    CHANGED: pgettext_lazy("of a value", "changed"),
    UNCHANGED: gettext_lazy("unchanged"),
}


def list_context(lists: ListKind, report: Report) -> dict[str, Any]:
    """With what their fields are called, and how many rows there are of each part."""
    labels = lists.column_labels()
    # What changes is looked at first.
    accepted = sorted(report.get("accepted", []), key=order_of_change)
    counts = {"accepted": len(accepted), "missing": len(report.get("missing", []))}
    parts: dict[str, Any] = {
        "accepted": [shown_row(row, labels, lists.private_fields) for row in accepted[:SHOWN]],
        "counts": counts,
    }
    for name in ("rejected", "asked"):
        rows = report.get(name, [])
        counts[name] = len(rows)
        parts[name] = [row | {"reason": active_text(row["reason"])} for row in rows[:SHOWN]]
    missing = [row["key"] for row in report.get("missing", [])[:SHOWN]]
    return parts | {"missing": missing, "made": report.get("made", {})}


def order_of_change(row: dict[str, Any]) -> int:
    if row.get("kept"):
        return 0
    return (CHANGED, NEW, UNCHANGED).index(row["change"])


def shown_row(row: dict[str, Any], labels: dict[str, str], private: frozenset[str]) -> dict[str, Any]:
    return row | {
        "changes": named_values(row["fields"], labels, private, "old", "new"),
        "stays": named_values(row.get("kept", {}), labels, private, "here", "file"),
        "says": CHANGES[row["change"]],
    }


def named_values(
    fields: dict[str, Any], labels: dict[str, str], private: frozenset[str], *sides: str
) -> list[tuple[str, str, str]]:
    """The label of each field with both of its values, as a person reads them; of contacts neither is shown."""
    found = []
    for key, values in fields.items():
        if key in private:
            found.append((labels.get(key, key), "", ""))
            continue
        one, other = (value_text(values[side]) for side in sides)
        found.append((labels.get(key, key), one, other))
    return found


def value_text(value: Any) -> str:
    if value in (None, "", []):
        return ""
    if value is True:
        return _("yes")
    if value is False:
        return _("no")
    if isinstance(value, list):
        return ", ".join(value)
    return str(value)
