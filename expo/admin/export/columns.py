"""What a file of a list holds of each row: columns named as the fields are, so that an import reads them again.

Other rows are named by what people call them (an address, a code, a number), never by keys of the database; what there
are several of stands in one cell, parted by `; `.
"""

import datetime as dt
import json
import zoneinfo
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Field, ForeignKey, ManyToManyField, Model
from django.utils.html import strip_tags

from expo.admin.forms import has_field
from expo.db.columns import find_column, related_model
from expo.models import Booth, Organisation, Person, Picture
from expo.web.edition_choice import edition_of

BETWEEN = "; "
# By which of its columns a row is named elsewhere, the first that it has.
NAMED_BY = ("slug", "code", "key", "label")
# What has a name in two languages and no address that people know.
BILINGUAL = (Organisation,)


@dataclass(frozen=True)
class ExportColumn:
    """One column: its heading, how a row's cell is read, and which rows are read along (`joined`, `many`)."""

    heading: str
    read: Callable[[Any], Any]
    joined: tuple[str, ...] = ()
    many: tuple[str, ...] = ()


def columns_of(model_admin: admin.ModelAdmin, names: Iterable[str]) -> list[ExportColumn]:
    """The columns of these fields. A name may be a field, a path to one (`organisation__uscc`), what the admin has a
    method `cell_<name>` for, or a column of its list; what is none of these is no column."""
    columns: list[ExportColumn] = []
    for name in names:
        columns.extend(columns_of_name(model_admin, name))
    return columns


def reads_along(*paths: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Say of a method `cell_<name>` which rows are read along with many."""

    def mark(method: Callable[..., Any]) -> Callable[..., Any]:
        method.many = paths  # type: ignore[attr-defined]  # read where the columns are made
        return method

    return mark


def columns_of_name(model_admin: admin.ModelAdmin, name: str) -> Iterator[ExportColumn]:
    heading = heading_of(model_admin, name)
    written = getattr(model_admin, f"cell_{name}", None)
    if written:
        yield ExportColumn(heading, written, many=getattr(written, "many", ()))
    elif has_field(model_admin.model, name.partition("__")[0]):
        yield from field_columns(model_admin.model, name, heading)
    elif name in model_admin.list_display and hasattr(model_admin, name):
        yield ExportColumn(heading, shown_text(getattr(model_admin, name)))


def heading_of(model_admin: admin.ModelAdmin, name: str) -> str:
    """The field's name; of a path what the admin calls it (`export_headings`), or its last step."""
    headings = getattr(model_admin, "export_headings", {})
    return headings.get(name, name.rpartition("__")[2])


def shown_text(method: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(row: Any) -> Any:
        shown = method(row)
        if isinstance(shown, str):
            return strip_tags(shown)
        return cell_of(shown, row)

    return read


def field_columns(model: type[Model], path: str, heading: str) -> Iterator[ExportColumn]:
    """A field's column; an organisation has two, for its names."""
    *steps, name = path.split("__")
    for step in steps:
        model = related_model(find_column(model, step))
    field = find_column(model, name)
    if field.related_model is Picture:
        # What no table can hold.
        return
    joined = joined_paths(steps)
    if isinstance(field, ManyToManyField):
        yield ExportColumn(heading, named_rows(path), joined, many=many_paths(field, path))
    elif not isinstance(field, ForeignKey):
        yield ExportColumn(heading, plain_cell(steps, field), joined)
    elif related_model(field) in BILINGUAL:
        for code in ("en", "zh"):
            yield ExportColumn(f"{heading}_{code}", text_of([*steps, name], f"name_{code}"), (*joined, path))
    else:
        yield ExportColumn(heading, named_row([*steps, name]), (*joined, *row_paths(field, path)))


def joined_paths(steps: list[str]) -> tuple[str, ...]:
    if not steps:
        return ()
    return ("__".join(steps),)


def row_paths(field: Field, path: str) -> tuple[str, ...]:
    """What is read along to name the row that a field leads to."""
    if related_model(field) is Booth:
        return path, f"{path}__hall"
    return (path,)


def many_paths(field: Field, path: str) -> tuple[str, ...]:
    if related_model(field) is Booth:
        return (f"{path}__hall",)
    return (path,)


def follow(row: Any, steps: Iterable[str]) -> Any:
    """The row that lies so many steps from this one; None where one of them leads nowhere."""
    for step in steps:
        if row is not None:
            row = getattr(row, step)
    return row


def plain_cell(steps: list[str], field: Field) -> Callable[[Any], Any]:
    def read(row: Any) -> Any:
        owner = follow(row, steps)
        if owner is None:
            return None
        return cell_of(getattr(owner, field.attname), owner)

    return read


def text_of(steps: list[str], name: str) -> Callable[[Any], Any]:
    def read(row: Any) -> Any:
        return getattr(follow(row, steps), name, None)

    return read


def named_row(steps: list[str]) -> Callable[[Any], Any]:
    def read(row: Any) -> Any:
        return name_of(follow(row, steps))

    return read


def named_rows(path: str) -> Callable[[Any], str]:
    def read(row: Any) -> str:
        return BETWEEN.join(sorted(name_of(each) for each in getattr(row, path).all()))

    return read


def name_of(row: Any) -> str:
    """What people call a row in a file."""
    if row is None:
        return ""
    if isinstance(row, Person):
        return row.name_zh or row.name_en
    for name in NAMED_BY:
        if value := getattr(row, name, None):
            return str(value)
    return getattr(row, "name_zh", "") or getattr(row, "name_en", "") or str(row)


def cell_of(value: Any, row: Model) -> Any:
    """A plain value as files have it: codes of choices, days and times as in ISO 8601, moments by the venue's clock."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.astimezone(venue_zone(row)).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return BETWEEN.join(map(str, value))
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else None
    return str(value)


def venue_zone(row: Model) -> dt.tzinfo:
    edition = edition_of(row)
    if edition is None:
        return zoneinfo.ZoneInfo("UTC")
    return edition.tz
