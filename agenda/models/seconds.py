"""Moments and days as seconds since 1970, so that both databases compare and subtract them alike."""

from typing import Any

from django.db.models import Func, IntegerField
from django.db.models.sql.compiler import SQLCompiler


class Seconds(Func):
    """A moment, or the midnight of a day in UTC, as whole seconds since 1970."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, list]:
        return self.as_sql(
            compiler, connection, template="CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)", **extra
        )

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, list]:
        # A value that is not known has no type of its own.
        moment = "CAST(%(expressions)s AS timestamp with time zone)"
        return self.as_sql(compiler, connection, template=f"EXTRACT(EPOCH FROM {moment})::bigint", **extra)
