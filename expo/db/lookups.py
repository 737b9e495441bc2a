"""Looking for words in the database whichever script they, or its rows, are written in."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Lookup, Q, TextField
from django.db.models.lookups import IContains, IExact, IRegex, IStartsWith

from expo.i18n.hanzi import script_pattern


def any_field(fields: Iterable[str], lookup: str, value: Any) -> Q:
    """The condition that the lookup finds the value in one of the fields."""
    return Q(*[(f"{field}__{lookup}", value) for field in fields], _connector=Q.OR)


class EitherScriptLookup(Lookup):
    """Like `plain`; words of characters that have several forms are looked for as a regular expression."""

    plain: type[Lookup]
    shape: str

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        written = script_pattern(self.rhs)
        lookup = self.plain(self.lhs, self.rhs)
        if written:
            lookup = IRegex(self.lhs, self.shape.format(written))
        return compiler.compile(lookup)


class SaysLookup(EitherScriptLookup):
    """`name_zh__says="重慶"`: contains the words, in whatever case."""

    lookup_name = "says"
    plain = IContains
    shape = "{}"


class ReadsLookup(EitherScriptLookup):
    """`name_zh__reads="華為"`: is called so, in whatever case."""

    lookup_name = "reads"
    plain = IExact
    shape = "^{}$"


class BeginsLookup(EitherScriptLookup):
    """`name_zh__begins="張"`: its first characters are these, in whatever case."""

    lookup_name = "begins"
    plain = IStartsWith
    shape = "^{}"


def register_lookups() -> None:
    for field in (CharField, TextField):
        for lookup in (SaysLookup, ReadsLookup, BeginsLookup):
            field.register_lookup(lookup)
