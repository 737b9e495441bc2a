"""What keeps a list of data entry as fast when it grows: it reads the rows of a page alone, and counts what changed."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from expo.versions.row_memory import PLAN_ROWS


class KeysFirstPaginator(Paginator):
    """Which rows stand on a page is found by their keys, then these are read: to sort them, databases carry whole rows.

    A list of one page is read at once.
    """

    def page(self, number: int | str) -> Page:
        page = super().page(number)
        if self.num_pages > 1:
            whole: Any = self.object_list
            part: Any = page.object_list
            keys = list(part.values_list("pk", flat=True))
            rows = {row.pk: row for row in whole.order_by().filter(pk__in=keys)}
            # One that was deleted in between is gone.
            page.object_list = [rows[key] for key in keys if key in rows]
        return page


def count_rows(rows: QuerySet, path: str) -> dict[Any, int]:
    """How many rows have each value there: one pass over them, where Django asks of all rows once for each value."""
    return dict(rows.values_list(path).annotate(rows=Count("pk")))


class FacetRows:
    """Mixed into a filter: `count_facets` counts what each choice leaves of the rows that all other filters leave."""

    request: HttpRequest
    expected_parameters: Callable[[], list[str | None]]

    def count_facets(self, rows: QuerySet) -> dict[str, int]:
        """The number beside each choice, by its place: it follows from the rows and the choices alone."""
        raise NotImplementedError

    def get_facet_queryset(self, changelist: ChangeList) -> dict[str, int]:
        memory = vars(changelist)
        if "facets" not in memory:
            memory["facets"] = recall_facets(changelist)
        return memory["facets"][tuple(self.expected_parameters())]

    def rows_to_count(self, changelist: ChangeList) -> QuerySet:
        rows = changelist.get_queryset(self.request, exclude_parameters=self.expected_parameters()).order_by()
        if not rows.query.distinct and not rows.query.annotations:
            return rows
        # What a search or a number beside them joins gives some of them several times.
        return rows.model._default_manager.filter(pk__in=rows.values("pk"))


def recall_facets(changelist: ChangeList) -> dict[tuple, dict[str, int]]:
    """Those of all filters of a list, by their parameters: counted when something was written since the last time."""
    specs = [spec for spec in changelist.filter_specs if isinstance(spec, FacetRows)]
    reads: dict[Hashable, Callable[[], tuple]] = {}
    for spec in specs:
        rows, choices = spec.rows_to_count(changelist), tuple(value for value, _ in getattr(spec, "lookup_choices", ()))
        key = "facets", type(spec), tuple(spec.expected_parameters()), choices, query_key(rows)
        reads[key] = partial(count_pairs, spec, rows)
    found = PLAN_ROWS.recall_several(reads)
    return {tuple(spec.expected_parameters()): dict(pairs) for spec, pairs in zip(specs, found, strict=True)}


def count_pairs(spec: FacetRows, rows: QuerySet) -> tuple[tuple[str, int], ...]:
    return tuple(spec.count_facets(rows).items())


def query_key(rows: QuerySet) -> Hashable:
    """What the rows are, whoever asks for them; of a query that is never asked, that it is none."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, repr(params)
