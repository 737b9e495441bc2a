"""Queries of one shape: Django makes their SQL once in a process, and then only their values are put in.

Building and compiling a query of several tables takes Django longer than it takes the database to answer it.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Hashable, Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Value = int | str | dt.date | dt.datetime | uuid.UUID
Row = TypeVar("Row")
# No key, no slug, no day, no moment and no random number that anybody asks for.
STAND_IN_KEY, STAND_IN_TEXT, STAND_IN_MOMENT = 1_900_000_000, "‹value›", dt.datetime(1801, 1, 1, tzinfo=dt.UTC)
MOST_KEYS = 1024


class CompiledRows(Generic[Row]):
    """The rows of a query that `build` makes of so many values of these types, each compared as it is.

    `build` is called once: what it returns must not follow from anything but its values, and no part of its shape (what
    is joined, how many rows) from these. The values are found in the SQL by what stands in for them.
    """

    def __init__(self, build: Callable[..., QuerySet], *types: type[Value]) -> None:
        self.build, self.types = build, types

    def __call__(self, *values: Value) -> list[Row]:
        rows = self.pattern.all()
        # A clone takes it along, so it is this copy's alone.
        rows.query.__dict__["get_compiler"] = lambda *_args, **_kwargs: self.compiler_of(values)
        return list(rows)

    @cached_property
    def stand_ins(self) -> list[Value]:
        return [stand_in(type_, number) for number, type_ in enumerate(self.types)]

    @cached_property
    def pattern(self) -> QuerySet:
        return self.build(*self.stand_ins)

    @cached_property
    def compiled(self) -> "CompiledQuery":
        """Raises ValueError where a value is nowhere in the SQL as it is."""
        compiler = self.pattern.query.get_compiler(connection.alias)
        sql, params = compiler.as_sql()
        numbers = {adapt_value(value): number for number, value in enumerate(self.stand_ins)}
        places: dict[int, int] = {}
        for place, param in enumerate(params):
            if isinstance(param, Hashable) and param in numbers:
                places[place] = numbers[param]
        found = set(places.values())
        for value, number in numbers.items():
            if number not in found:
                raise ValueError(f"{value!r} is nowhere in {sql}")
        return CompiledQuery(compiler, sql, list(params), places)

    def compiler_of(self, values: tuple[Value, ...]) -> SQLCompiler:
        if len(values) != len(self.types):
            raise TypeError(f"{len(self.types)} values are due, not {len(values)}")
        return self.compiled.bind([adapt_value(value) for value in values])


class CompiledRowsOf(Generic[Row]):
    """The same of a query that `build` makes of a list of keys: `build([1, 2])` compares something with any of them.

    Its SQL is made once for each power of two; where there are fewer keys the last one stands more than once. More
    than `MOST_KEYS` are asked for in parts, whose rows follow each other: databases take only so many values.
    """

    def __init__(self, build: Callable[[list[int]], QuerySet]) -> None:
        self.build = build
        self.of_size: dict[int, CompiledRows[Row]] = {}

    def __call__(self, keys: Iterable[int]) -> list[Row]:
        """Those of no key without a query."""
        asked, found = list(keys), []
        for start in range(0, len(asked), MOST_KEYS):
            found += self.rows_of_part(asked[start : start + MOST_KEYS])
        return found

    def rows_of_part(self, keys: list[int]) -> list[Row]:
        size = 1 << (len(keys) - 1).bit_length()
        return self.compiled_for(size)(*keys, *[keys[-1]] * (size - len(keys)))

    def compiled_for(self, size: int) -> CompiledRows[Row]:
        if size not in self.of_size:
            self.of_size[size] = CompiledRows(lambda *keys: self.build(list(keys)), *[int] * size)
        return self.of_size[size]


@dataclass(frozen=True)
class CompiledQuery:
    """`places`: of the parameters that are values, which ones."""

    pattern: SQLCompiler
    sql: str
    params: list[Any]
    places: dict[int, int]

    def bind(self, values: list[Any]) -> SQLCompiler:
        params = list(self.params)
        for place, number in self.places.items():
            params[place] = values[number]
        bound = self.sql, tuple(params)
        compiler = copy(self.pattern)
        # Connections are each thread's own.
        compiler.connection = connection
        compiler.__dict__["as_sql"] = lambda *_args, **_kwargs: bound
        compiler.__dict__["get_converters"] = lambda _expressions: self.converters
        return compiler

    @cached_property
    def converters(self) -> dict[int, Any]:
        """What makes Python's values of the database's, by column: found once, because the columns are the shape's."""
        columns = [each[0] for each in self.pattern.select[: self.pattern.col_count]]
        return self.pattern.get_converters(columns)


def stand_in(type_: type[Value], number: int) -> Value:
    if type_ is int:
        return STAND_IN_KEY + number
    if type_ is str:
        return f"{STAND_IN_TEXT}{number}"
    if type_ is uuid.UUID:
        return uuid.UUID(int=STAND_IN_KEY + number)
    moment = STAND_IN_MOMENT + dt.timedelta(number)
    if type_ is dt.date:
        return moment.date()
    return moment


def adapt_value(value: Value) -> Any:
    """As Django hands it to the database."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, dt.date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, uuid.UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
