"""Long lists, a page at a time: each page tells the cursor from which the next one goes on.

A cursor is the place of a page's last row in the list's order, in public values only. What is announced or withdrawn
between two pages so neither repeats a row nor skips one, as it does where pages are counted.
"""

import base64
import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from http import HTTPStatus
from typing import Any

from django.db.models import F, OrderBy, Q, QuerySet
from django.utils.translation import gettext as _

from expo.api.errors import ApiProblem, FieldProblem
from expo.api.fields import At, Field

PER_PAGE = 100
LARGEST_NUMBER = 2**63 - 1
Content = dict[str, Any]
Asked = dict[str, str]


@dataclass(frozen=True)
class CursorField:
    """Of a query: where a page of a list ended. What it holds is read by the list."""

    def document(self) -> dict[str, Any]:
        about = (
            "The `next` of the page before. Walked by it, the list gives each item once, also where others are "
            "announced or withdrawn meanwhile."
        )
        return {"type": "string", "maxLength": 400, "pattern": "^[-_A-Za-z0-9]+$", "description": about}

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        if not isinstance(value, str) or not re.fullmatch("[-_A-Za-z0-9]{1,400}", value):
            yield FieldProblem(at, _("This is no cursor: send the one that the page before told."))


@dataclass(frozen=True)
class PageNumberField:
    """Of a query: a whole number from 1 to 9999."""

    def document(self) -> dict[str, Any]:
        about = (
            "Understood as ever, but items move from page to page where others are announced or withdrawn meanwhile, "
            "so that one can come twice or not at all: follow `next` instead."
        )
        number = {"type": "integer", "minimum": 1, "maximum": 9999, "default": 1}
        return number | {"deprecated": True, "description": about}

    def faults(self, value: Any, at: At) -> Iterator[FieldProblem]:
        if not isinstance(value, str) or not re.fullmatch("[1-9][0-9]{0,3}", value):
            yield FieldProblem(at, _("This must be a whole number from 1 to 9999."))


PAGE: Mapping[str, Field] = {"cursor": CursorField(), "page": PageNumberField()}


@dataclass(frozen=True)
class SortKey:
    """A column of a list's order: public, since cursors hold its values. Where it may be null, nulls come first.

    The columns of an order together tell all its rows apart. `parse`: from a cursor's text; raises ValueError.
    """

    column: str
    parse: Callable[[str], Any]
    falling: bool = False
    nullable: bool = False

    def ordering(self) -> OrderBy:
        column = F(self.column)
        if self.falling:
            return column.desc()
        # None, not False, where the database need not be told.
        return column.asc(nulls_first=self.nullable or None)

    def rows_beyond(self, value: Any) -> Q:
        """Which rows come after all that have this value."""
        if value is None:
            return Q(**{f"{self.column}__isnull": False})
        if self.falling:
            return Q(**{f"{self.column}__lt": value})
        return Q(**{f"{self.column}__gt": value})

    def text_of(self, row: Any) -> str | None:
        value = reduce(getattr, self.column.split("__"), row)
        if value is None:
            return None
        if isinstance(value, dt.date):
            return value.isoformat()
        return str(value)

    def value_of(self, text: str | None) -> Any:
        if text is None and not self.nullable:
            raise ValueError(self.column)
        if text is None:
            return None
        return self.parse(text)


def page_content(
    rows: QuerySet,
    keys: Sequence[SortKey],
    asked: Asked,
    serialise: Callable[[Sequence[Any]], list[Content]],
    *,
    load: Callable[[list[int]], Iterable[Any]] | None = None,
) -> Content:
    """The page that is asked for, of the rows in the order of the keys; beyond the last one it is empty.

    `load`: reads the rows of the page by their keys, where sorting whole rows of a long list costs more than that.
    """
    count, ordered = rows.count(), rows.order_by(*(key.ordering() for key in keys))
    if "cursor" in asked:
        number, start = None, 0
        ordered = ordered.filter(rows_after(keys, read_cursor(keys, asked)))
    else:
        number = int(asked.get("page", 1))
        start = (number - 1) * PER_PAGE
    found = read_rows(ordered[start : start + PER_PAGE + 1], load)
    shown, following = found[:PER_PAGE], None
    if len(found) > PER_PAGE:
        following = write_cursor(keys, shown[-1])
    return {
        "count": count,
        "page": number,
        "pages": max(1, -(-count // PER_PAGE)),
        "next": following,
        "items": serialise(shown),
    }


def read_rows(wanted: QuerySet, load: Callable[[list[int]], Iterable[Any]] | None) -> list[Any]:
    """In their order; what is gone by the second of two queries is left out."""
    if load is None:
        return list(wanted)
    keys = list(wanted.values_list("pk", flat=True))
    found = {row.pk: row for row in load(keys)}
    return [found[key] for key in keys if key in found]


def rows_after(keys: Sequence[SortKey], values: Sequence[Any]) -> Q:
    """Which rows come after the one with these values."""
    first, *others = keys
    beyond = first.rows_beyond(values[0])
    if not others:
        return beyond
    return beyond | (Q(**{first.column: values[0]}) & rows_after(others, values[1:]))


def write_cursor(keys: Sequence[SortKey], row: Any) -> str:
    place = json.dumps([key.text_of(row) for key in keys], separators=(",", ":"))
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def read_cursor(keys: Sequence[SortKey], asked: Asked) -> list[Any]:
    """The values at the place that the cursor holds. Raises ApiProblem where no page of this list has told it."""
    if "page" in asked:
        raise cursor_problem(_("Ask for a page or for what follows a cursor, not for both."))
    try:
        texts = json.loads(base64.urlsafe_b64decode(asked["cursor"] + "=" * (-len(asked["cursor"]) % 4)))
        return [key.value_of(text) for key, text in zip(keys, require_texts(texts), strict=True)]
    except (ValueError, OverflowError, RecursionError) as error:
        raise cursor_problem(_("No page of this list has told this cursor. Start again without it.")) from error


def require_texts(texts: Any) -> list[str | None]:
    if isinstance(texts, list) and all(isinstance(text, str | None) for text in texts):
        return texts
    raise ValueError(texts)


def cursor_problem(sentence: str) -> ApiProblem:
    faults = [FieldProblem(("cursor",), sentence)]
    return ApiProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", _("This cannot be asked for."), faults)


def parse_moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(dt.UTC)


def parse_number(text: str) -> int:
    if abs(number := int(text)) > LARGEST_NUMBER:
        raise ValueError(text)
    return number


def parse_word(text: str) -> str:
    """A short address or a reference."""
    if not text.isascii() or not text.isprintable():
        raise ValueError(text)
    return text
