"""What a kind of grid has to say: its rows, their columns, and by which admins they are saved."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest
from django.utils.module_loading import import_string

from expo.accounts.access import MAY_EXPORT_CONTACTS
from expo.grid.columns import GridColumn
from expo.grid.entries import RowEntries
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.lookups.references import References
from expo.models import Edition
from expo.web.edition_choice import path_to_edition


def read_nothing(known: References) -> None:
    """Of a kind whose cells need nothing but what References know."""


def no_namesakes(column: GridColumn, text: str, known: References) -> list[str]:
    """Of a kind that asks of no name whether it is known."""
    return []


def settle_nothing(entries: RowEntries, changed: set[str], known: References) -> None:
    """Of a kind whose cells are fields of their own."""


@dataclass(frozen=True, kw_only=True)
class GridKind:
    """`heading`: of the column that says which row it is, by `name`; `joined`: what is read along with each row.

    `prepare` loads what cells mean; `settle` puts right what follows from the cells that changed, before it is sent.
    `below`: by a model of rows below, the column that their errors are told at; `addable`: whether rows can be added.
    `made_parts`: the parts that a new row makes, too, unless it names one; `namesakes`: who is known by a name already.
    """

    slug: str
    title: LazyText
    heading: LazyText
    model: type[Model]
    columns: tuple[GridColumn, ...]
    name: Callable[[Any], str] = str
    joined: tuple[str, ...] = ()
    below: dict[type[Model], str]
    prepare: Callable[[References], None] = read_nothing
    settle: Callable[[RowEntries, set[str], References], None] = settle_nothing
    addable: bool = False
    made_parts: tuple[str, ...] = ()
    namesakes: Callable[[GridColumn, str, References], list[str]] = no_namesakes

    @property
    def admin(self) -> Any:
        return self.admin_of("")

    def admin_of(self, part: str) -> Any:
        """The admin of data entry whose form saves the cells of the part."""
        return admin.site.get_model_admin(self.parts[part])

    @property
    def edition_path(self) -> str:
        """The lookups from a row to its edition."""
        return path_to_edition(self.model) or "edition"

    @cached_property
    def parts(self) -> dict[str, type[Model]]:
        """By the step to it, each model whose form has columns of the grid; the grid's own first."""
        parts = {"": self.model}
        for column in self.columns:
            if column.part:
                parts[column.part] = column.field.model
        return parts

    def columns_for(self, user: User) -> tuple[GridColumn, ...]:
        """All but private contacts, which whoever may not take them out finds in the form of each row alone.

        Of parts that this person may neither view nor change, none.
        """
        may_export, shown = user.has_perm(MAY_EXPORT_CONTACTS), []
        for column in self.columns:
            if (may_export or not column.field.private) and self.is_shown_to(user, column.shown_with or column.part):
                shown.append(column)
        return tuple(shown)

    def is_shown_to(self, user: User, part: str) -> bool:
        model = self.parts[part]
        return any(user.has_perm(permission_for(action, model)) for action in ("view", "change"))

    def known(self, edition: Edition, user: User) -> References:
        """What the cells of the edition may mean, as it is now."""
        known = References(edition, user.pk)
        self.prepare(known)
        return known

    def is_open_to(self, user: User) -> bool:
        return user.has_perm(change_permission(self.model))

    def may_add(self, request: HttpRequest) -> bool:
        """Whether this person may make rows, and what they are made with."""
        return all(self.admin_of(part).has_add_permission(request) for part in ("", *self.made_parts))

    def closed_parts(self, user: User) -> set[str]:
        """The parts that this person may not change."""
        return {part for part, model in self.parts.items() if not user.has_perm(change_permission(model))}


def permission_for(action: str, model: type[Model]) -> str:
    return f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}"


def change_permission(model: type[Model]) -> str:
    return permission_for("change", model)


def grid_kinds() -> dict[str, GridKind]:
    """By their slugs, in the order in which the pages offer them."""
    return {slug: import_string(path) for slug, path in settings.EXPO_GRIDS.items()}


def kinds_open_to(user: User) -> list[GridKind]:
    return [kind for kind in grid_kinds().values() if kind.is_open_to(user)]
