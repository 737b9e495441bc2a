"""Facets of a list: what its rows may be filtered by, and how many of them each choice leaves.

`wanted` is what is asked of the rows by name: `q` for a search, the others by the facet's value. The rows are counted
by the database in one query (`QueryFacets`), or in memory where a page needs them all anyhow (`RowFacets`).
"""

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from expo.i18n import numbers
from expo.i18n.bilingual import Text, localised_text
from expo.versions.row_memory import ROWS, Key

Wanted = Mapping[str, str]


class Option(NamedTuple):
    """A value to choose, its name (`lang` where it stands in), and the number of rows it leaves."""

    value: str
    label: str
    number: int
    lang: str = ""

    @property
    def text(self) -> str:
        """As it is offered."""
        return f"{self.label} ({numbers.format_count(self.number)})"


def rank_by_number(option: Option) -> tuple:
    """The choices that leave most first."""
    return (-option.number, option.label)


def rank_by_value(option: Option) -> tuple:
    return (option.value,)


class Facets(ABC):
    """The rows of a list, to be filtered by what is wanted of them."""

    @abstractmethod
    def found(self, wanted: Wanted, without: str = "") -> Any:
        """The rows that all filters leave, or all but one."""

    @abstractmethod
    def options(self, wanted: Wanted) -> dict[str, list[Option]]:
        """The choices of every facet, each with what it leaves under the other filters."""

    def key(self, wanted: Wanted) -> Key | None:
        """Under which what these filters leave may be remembered; None where it is not to be."""
        return None


class ValueNames(NamedTuple):
    """A value of a facet as the database gives it, with its names."""

    facet: str
    value: str
    name_en: str
    name_zh: str
    number: int


NO_NAME = Value("", CharField())


def name_of_value(value: ValueNames) -> Text:
    return localised_text(value, "name")


@dataclass(frozen=True)
class QueryFacet:
    """A facet whose values the database tells apart: where a row has its value and the names of it.

    `repeated`: a row may come to the same value in several ways. It is counted once all the same, at a higher price.
    """

    value: Combinable
    name_en: Combinable = NO_NAME
    name_zh: Combinable = NO_NAME
    label: Callable[[ValueNames], Text] = name_of_value
    rank: Callable[[Option], tuple] = rank_by_number
    repeated: bool = False


@dataclass(frozen=True)
class QueryFacets(Facets):
    """`condition` says which rows a filter leaves, never one twice, by its name and the value asked for.

    `memory`: what these rows are, to the public; where it is said, the values of all of them, and of what one choice
    leaves, are remembered as long as they stand.
    """

    rows: QuerySet
    facets: Mapping[str, QueryFacet]
    condition: Callable[[str, str], Q]
    memory: Key | None = None

    def found(self, wanted: Wanted, without: str = "") -> QuerySet:
        rows = self.rows
        for name, value in wanted.items():
            if name != without:
                rows = rows.filter(self.condition(name, value))
        return rows

    def options(self, wanted: Wanted) -> dict[str, list[Option]]:
        """One query; what leaves nothing is among them."""
        options: dict[str, list[Option]] = defaultdict(list)
        for value in self.values(wanted):
            label = self.facets[value.facet].label(value)
            options[value.facet].append(Option(value.value, label.value, value.number, label.lang))
        return {name: sorted(options[name], key=facet.rank) for name, facet in self.facets.items()}

    def values(self, wanted: Wanted) -> tuple[ValueNames, ...]:
        key = self.key(wanted)
        if key is None:
            return self.query_values(wanted)
        return ROWS.recall(("facets", *key), partial(self.query_values, wanted))

    def key(self, wanted: Wanted) -> Key | None:
        """Of all rows and of what one choice leaves that is offered: of words and combinations there is no end."""
        if self.memory is None or len(wanted) > 1:
            return None
        if wanted and not self.is_offered(*next(iter(wanted.items()))):
            return None
        return *self.memory, *wanted.items()

    def is_offered(self, name: str, choice: str) -> bool:
        """By what all rows have."""
        offered = {value[:2] for value in self.values({})}
        return (name, choice) in offered

    def query_values(self, wanted: Wanted) -> tuple[ValueNames, ...]:
        first, *others = [self.counts(name, wanted) for name in self.facets]
        rows = first
        if others:
            rows = first.union(*others, all=True)
        return tuple(map(ValueNames._make, rows))

    def counts(self, name: str, wanted: Wanted) -> QuerySet:
        """One facet as rows of `ValueNames`."""
        facet = self.facets[name]
        left = None
        if set(wanted) - {name}:
            left = Q(pk__in=self.found(wanted, without=name).order_by().values("pk"))
        named = {"value": Cast(facet.value, CharField()), "en": facet.name_en, "zh": facet.name_zh}
        rows = self.rows.order_by().annotate(facet=Value(name, CharField()), **named).exclude(value=None)
        number = Count("pk", distinct=facet.repeated, filter=left)
        return rows.values("facet", *named).annotate(number=number).values_list("facet", *named, "number")


class FacetRow(Protocol):
    """A row in memory; `fits` names the filters that it passes."""

    @property
    def fits(self) -> frozenset[str]: ...


Row = TypeVar("Row", bound=FacetRow)


@dataclass(frozen=True)
class RowFacet(Generic[Row]):
    """A facet that rows in memory tell: what values a row has, and what such a value of it is called."""

    values: Callable[[Row], Iterable[str]]
    label: Callable[[Row, str], Text]
    rank: Callable[[Option], tuple] = rank_by_number


@dataclass(frozen=True)
class RowFacets(Facets, Generic[Row]):
    """`asked`: the filters of which the rows say whether they pass; what else is wanted leaves every row."""

    rows: Sequence[Row]
    facets: Mapping[str, RowFacet[Row]]
    asked: Wanted

    def found(self, wanted: Wanted, without: str = "") -> list[Row]:
        needed = self.needed(wanted, without)
        return [row for row in self.rows if needed <= row.fits]

    def needed(self, wanted: Wanted, without: str = "") -> set[str]:
        return (wanted.keys() & self.asked.keys()) - {without}

    def options(self, wanted: Wanted) -> dict[str, list[Option]]:
        """Those that leave something, and the one that is chosen."""
        return {name: self.counts(name, wanted) for name in self.facets}

    def counts(self, name: str, wanted: Wanted) -> list[Option]:
        facet = self.facets[name]
        known: dict[str, Row] = {}
        left: Counter[str] = Counter()
        needed = self.needed(wanted, name)
        for row in self.rows:
            for value in facet.values(row):
                known[value] = row
                left[value] += needed <= row.fits
        options = []
        for value, row in known.items():
            if left[value] or value == self.asked.get(name):
                label = facet.label(row, value)
                options.append(Option(value, label.value, left[value], label.lang))
        return sorted(options, key=facet.rank)
