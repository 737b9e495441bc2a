"""Looking for words in the database whichever script they, or its rows, are written in."""

from typing import Any

from django.db.models import CharField, Lookup, TextField
from django.db.models.lookups import IContains, IExact, IRegex, IStartsWith

from expo.hanzi import pattern


class InEitherScript(Lookup):
    """Like `plain`; words of characters that have several forms are looked for as a regular expression."""

    plain: type[Lookup]
    shape: str

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        written = pattern(self.rhs)
        lookup = IRegex(self.lhs, self.shape.format(written)) if written else self.plain(self.lhs, self.rhs)
        return compiler.compile(lookup)


class Says(InEitherScript):
    """`name_zh__says="重慶"`: contains the words, in whatever case."""

    lookup_name = "says"
    plain = IContains
    shape = "{}"


class Reads(InEitherScript):
    """`name_zh__reads="華為"`: is called so, in whatever case."""

    lookup_name = "reads"
    plain = IExact
    shape = "^{}$"


class Begins(InEitherScript):
    """`name_zh__begins="張"`: its first characters are these, in whatever case."""

    lookup_name = "begins"
    plain = IStartsWith
    shape = "^{}"


def register() -> None:
    for field in (CharField, TextField):
        for lookup in (Says, Reads, Begins):
            field.register_lookup(lookup)
