"""Which sessions of a plan may differ from what is public of them: found by the database, so that only they are read.

Nothing that differs is left out; `diff` compares what is named here value by value.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q
from django.db.models.sql.compiler import SQLCompiler

from agenda.models import SessionRole
from expo.models import Edition
from expo.versions.row_memory import PLAN_ROWS

# Of more keys than these it is quicker to read everything, and SQLite takes so many in one statement.
FEW = 400


class IsOther(Func):
    """Whether two columns hold something else; two that hold nothing hold the same."""

    arg_joiner = " IS DISTINCT FROM "
    template = "(%(expressions)s)"
    output_field = BooleanField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """SQLite knows the words of the standard since 3.39 only."""
        return self.as_sql(compiler, connection, arg_joiner=" IS NOT ", **context)


class Differing(NamedTuple):
    """Keys of sessions of the plan, and of public copies, of which something may have changed."""

    planned: set[int]
    public: set[int]

    @property
    def nothing(self) -> bool:
        return not self.planned and not self.public

    @property
    def few(self) -> bool:
        return len(self.planned) + len(self.public) <= FEW


def find_differing(edition: Edition, fields: Iterable[str], links: Iterable[Any], role: list[str]) -> Differing:
    """`fields`, and `role`: the columns of a session and of a role that are compared; `links`: its many-to-many fields.

    Three queries, until somebody writes again: what they found is remembered.
    """
    rows = PLAN_ROWS.recall(("differing", edition.pk), lambda: query_differing(edition, fields, links, role))
    found = Differing(set(), set())
    for origin, copy in rows:
        if origin:
            found.planned.add(origin)
        if copy:
            found.public.add(copy)
    return found


def query_differing(
    edition: Edition, fields: Iterable[str], links: Iterable[Any], role: list[str]
) -> tuple[tuple[int | None, int | None], ...]:
    """Pairs of a session of the plan and its copy, either of which may be missing."""
    planned, public = edition.sessions.releasable(), edition.sessions.released()
    copies = public.filter(origin=OuterRef("pk"))
    new = planned.filter(~Exists(copies)).order_by().values_list("pk", flat=True)
    gone = public.exclude(origin__in=planned.order_by().values("pk")).order_by().values_list("pk", flat=True)
    changed = public.filter(changed_condition(fields, links, role)).order_by().values_list("origin_id", "pk")
    return (*((key, None) for key in new), *((None, key) for key in gone), *changed)


def changed_condition(fields: Iterable[str], links: Iterable[Any], role: list[str]) -> Q:
    """Of a public copy: that its session in the plan says something else."""
    other = Q()
    for column in fields:
        other |= Q(IsOther(F(column), F(f"origin__{column}")))
    for field in links:
        through, to = field.remote_field.through, f"{field.m2m_reverse_field_name()}_id"
        other |= rows_differ(through, [to])
    return other | rows_differ(SessionRole, role) | roles_were_added()


def rows_differ(model: Any, columns: list[str]) -> Q:
    """That there is a row of the session in the plan, or of the copy, which the other has none like."""
    added = has_unmatched_row(model, columns, "origin_id", "pk")
    return Q(added) | Q(has_unmatched_row(model, columns, "pk", "origin_id"))


def has_unmatched_row(model: Any, columns: list[str], here: str, there: str) -> Exists:
    like = model._default_manager.filter(session=OuterRef(OuterRef(there)))
    for column in columns:
        like = like.exclude(IsOther(F(column), OuterRef(column)))
    return Exists(model._default_manager.filter(~Exists(like), session=OuterRef(here)))


def roles_were_added() -> Q:
    """That the plan has a role that is younger than the copy's: of roles of one rank the elder stands first."""
    copied = SessionRole.objects.filter(session=OuterRef(OuterRef("pk")), pk__lt=OuterRef("pk"))
    return Q(Exists(SessionRole.objects.filter(Exists(copied), session=OuterRef("origin_id"))))
