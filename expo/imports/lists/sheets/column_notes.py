"""Which columns of a file a list does not take, and why: for its report, and in words."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.i18n.kept_texts import list_separator

if TYPE_CHECKING:
    from expo.imports.lists.reading import ListedLine


def labels_not_understood(columns: list[dict[str, Any]]) -> list[str]:
    return [each["label"] for each in columns if not each["field"] and not each["asked"]]


def columns_beside(lines: list["ListedLine"]) -> list[dict[str, Any]]:
    """Columns whose cells are left out, since another one says their field: which, and in how many rows."""
    rows: Counter[tuple[str, str, str]] = Counter()
    for line in lines:
        for column in line.beside:
            first = line.column_of(column.field)
            rows[column.label, first.label if first else "", column.field] += 1
    return [
        {"column": label, "first": first, "field": name, "rows": count} for (label, first, name), count in rows.items()
    ]


def column_notes(labels: dict[str, str], report: dict[str, Any]) -> list[str]:
    """Which columns are left out, in all rows or in some, and why; `labels`: by field what it is called."""
    told = []
    if columns := report.get("columns_not_understood", []):
        told.append(" ".join([_("Columns that are not understood:"), list_separator().join(columns)]))
    open_columns = [each for each in report.get("columns", []) if each["asked"] and not each["field"]]
    for each in open_columns:
        meanings = " / ".join(labels.get(name, name) for name in each["asked"])
        sentence = _("“%(column)s” is left out before you say below which it means: %(meanings)s.")
        told.append(sentence % {"column": each["label"], "meanings": meanings})
    for each in report.get("beside", []):
        sentence = ngettext(
            "“%(column)s” is left out in %(rows)s row, where “%(first)s” says the %(field)s.",
            "“%(column)s” is left out in %(rows)s rows, where “%(first)s” says the %(field)s.",
            each["rows"],
        )
        told.append(sentence % (each | {"field": labels.get(each["field"], each["field"])}))
    return told
