"""Long lists, page by page, on public pages and desks alike; `templates/components/pager.html` leads through them."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window
from django.http import HttpRequest
from django.utils.translation import get_language

from expo.versions.row_memory import ROWS, Key


@dataclass(frozen=True)
class RememberedRows(Sequence[Any]):
    """Rows of columns that everybody is shown, for `paginate`: counted and read once, until what they say changes.

    `key`: what they are. A list of which visitors choose the filters is not to be remembered, there is no end of those.
    """

    key: tuple[Hashable, ...]
    rows: QuerySet

    def __len__(self) -> int:
        return ROWS.recall(("number", *self.key), lambda: (self.rows.count(),))[0]

    @overload
    def __getitem__(self, part: int) -> Any: ...
    @overload
    def __getitem__(self, part: slice) -> Sequence[Any]: ...
    def __getitem__(self, part: int | slice) -> Any:
        if isinstance(part, int):
            return self.rows[part]
        return ROWS.recall(("part", part.start, part.stop, *self.key), lambda: tuple(self.rows[part]))


def paginate(rows: QuerySet | Sequence, request: HttpRequest, size: int) -> Page:
    """The page that the query asks for; the nearest there is where the number makes no sense."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def paginate_keys(rows: QuerySet, request: HttpRequest, size: int, key: Key | None) -> Page:
    """As `paginate`, of the keys of public rows; `key`: under which these are remembered, in the page's language."""
    keys = rows.values_list("pk", flat=True)
    if key is None:
        return paginate(keys, request, size)
    return paginate(RememberedRows((get_language(), *key), keys), request, size)


def rows_by_key(rows: QuerySet, keys: Iterable[int]) -> list[Any]:
    """Those of these keys, in their order."""
    found = rows.in_bulk(list(keys))
    return list(filter(None, map(found.get, keys)))


def paginate_in_one_query(rows: QuerySet, request: HttpRequest, size: int) -> Page:
    """As `paginate`, the rows counted by the query that loads them; two more where there is no such page."""
    asked = request.GET.get("page") or "1"
    number = 0
    if asked.isascii() and asked.isdecimal() and len(asked) < 5:
        number = int(asked)
    paginator = Paginator(rows, size)
    part = rows.annotate(counted=Window(Count("pk")))[max(number - 1, 0) * size :][:size]
    found = list(part) if number else []
    if not found and number != 1:
        return paginator.get_page(asked)
    paginator.count = counted_rows(found[0]) if found else 0
    return Page(found, number, paginator)


def counted_rows(row: Any) -> int:
    """What is counted stands last where a row is its columns."""
    if isinstance(row, tuple):
        return row[-1]
    return row.counted
