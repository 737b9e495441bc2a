"""For the start page of data entry: every kind of file that somebody may bring, with the ways to take its list out."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.db.models import Model
from django.urls import reverse

from expo.i18n.lazy_text import LazyText
from expo.imports.kinds import kinds_open_to
from expo.imports.lists.list_import import ListImport
from expo.models import Edition
from expo.web.edition_choice import path_to_edition

VIEWING = ("view", "change")


@dataclass
class ListWays:
    """`address`: where it is brought; `exports`: pairs of a form and where the list leaves in it.

    `empty`: the slug of the kind, where it has tables to fill in; `grid`: where its rows are typed in, if they can be.
    """

    title: LazyText
    address: str
    exports: list[tuple[str, str]] = field(default_factory=list)
    empty: str = ""
    grid: str = ""


def list_ways(edition: Edition, user: User) -> list[ListWays]:
    """Lists first, in the order in which they are best brought; then programmes and deals."""
    ways = []
    for kind in kinds_open_to(user):
        way = ListWays(kind.title, kind.address("import", edition.slug))
        if isinstance(kind, ListImport):
            way.empty, way.exports = kind.slug, export_addresses(kind.lists.model, edition, user)
            way.grid = grid_address(kind, edition, user)
        ways.append(way)
    return ways


def grid_address(kind: ListImport, edition: Edition, user: User) -> str:
    """Of the list as a spreadsheet; "" where it has none, and for whoever may not change its rows."""
    names = kind.lists.model._meta
    if kind.slug not in settings.EXPO_GRIDS:
        return ""
    if not user.has_perm(f"{names.app_label}.{get_permission_codename('change', names)}"):
        return ""
    return reverse("grid:rows", args=[edition.slug, kind.slug])


def export_addresses(model: type[Model], edition: Edition, user: User) -> list[tuple[str, str]]:
    """Of the list in data entry, all of the edition's rows; none for whoever may not see it there."""
    names = model._meta
    if not any(user.has_perm(f"{names.app_label}.{get_permission_codename(verb, names)}") for verb in VIEWING):
        return []
    chosen = ""
    if path_to_edition(model):
        chosen = f"?edition={edition.slug}"
    exports = []
    for form in ("csv", "xlsx"):
        address = reverse(f"admin:{names.app_label}_{names.model_name}_export", args=[form])
        exports.append((form.upper(), address + chosen))
    return exports
