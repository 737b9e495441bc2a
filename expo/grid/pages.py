"""The pages of grids: a table that reads without scripts, and the saving of its rows one by one."""

import json
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from expo.accounts.access import require_any_permission, staff_member
from expo.accounts.login_throttle import client_address
from expo.event_log.address import set_event_address
from expo.grid.adding import RowAdd
from expo.grid.admin_saves import admin_request
from expo.grid.kinds import GridKind, change_permission, grid_kinds, kinds_open_to
from expo.grid.saving import RowSave, TypedCell
from expo.models import Edition, Participation
from expo.web.desk_page import bring_edition
from expo.web.edition_choice import working_edition
from expo.web.paging import paginate

View = Callable[..., HttpResponseBase]
ROWS = 100
# Longer texts than any field takes, and more cells than any row has.
LONGEST, MOST_CELLS = 200_000, 100
OWN_PARAMETERS = ("page",)
# What of a list's address is no filter.
NO_FILTERS = ("q", "edition", "o", "p", *OWN_PARAMETERS)


def open_to_kind(view: View) -> View:
    """Give a view the kind of grid that its address names, for whoever may change its rows; 404 for anybody else.

    `permissions`: as the table of addresses in the tests tries it, which names exhibitors.
    """

    @login_required
    @wraps(view)
    def page(request: HttpRequest, kind: str, **named: Any) -> HttpResponseBase:
        found = grid_kinds().get(kind)
        if found is None or not found.is_open_to(staff_member(request)):
            raise Http404
        with set_event_address(client_address(request)):
            return view(request, kind=found, **named)

    page.permissions = (change_permission(Participation),)  # type: ignore[attr-defined]
    return page


@require_any_permission(*(change_permission(kind.model) for kind in grid_kinds().values()))
@require_GET
def redirect_to_grid(request: HttpRequest) -> HttpResponse:
    """Leads to the first grid that is open to this person, of the edition that is worked on."""
    edition = working_edition(request)
    if edition is None:
        return redirect("admin:index")
    return redirect("grid:rows", edition.slug, kinds_open_to(staff_member(request))[0].slug)


@open_to_kind
@bring_edition
@require_GET
def grid_page(request: HttpRequest, edition: Edition, kind: GridKind) -> HttpResponse:
    """A hundred rows a page, of those that the list in data entry shows for the same address."""
    shown = admin_request(request, edition.slug)
    shown.GET = list_parameters(request, edition)  # type: ignore[assignment]
    try:
        rows = kind.admin.get_changelist_instance(shown).queryset
    except IncorrectLookupParameters:
        return redirect("grid:rows", edition.slug, kind.slug)
    page = paginate(rows.select_related(*kind.joined), request, ROWS)
    user = staff_member(request)
    context = {"edition": edition, "kind": kind, "page": page, "kinds": kinds_open_to(user)}
    context |= {"columns": kind.columns_for(user), "closed": kind.closed_parts(user)}
    context |= {"rows": row_cells(request, edition, kind, page), "texts": script_texts()}
    context["query"] = request.GET.get("q", "")
    context["kept"] = kept_parameters(request)
    context["addable"] = kind.addable and kind.may_add(request)
    return render(request, "expo/grid/grid.html", context)


def list_parameters(request: HttpRequest, edition: Edition) -> QueryDict:
    """What the list in data entry is asked for."""
    asked = request.GET.copy()
    for name in OWN_PARAMETERS:
        asked.pop(name, None)
    asked["edition"] = edition.slug
    return asked


def kept_parameters(request: HttpRequest) -> list[tuple[str, str]]:
    """The filters that a search leaves as they are."""
    kept = []
    for name, values in request.GET.lists():
        if name not in NO_FILTERS:
            kept += [(name, value) for value in values]
    return kept


def row_cells(request: HttpRequest, edition: Edition, kind: GridKind, page: Page) -> list[dict[str, Any]]:
    """Of each row its key, its name, the address of its form, and its cells."""
    user = staff_member(request)
    known, columns = kind.known(edition, user), kind.columns_for(user)
    names = kind.model._meta
    rows = []
    for row in page:
        cells = [(column, column.shown(row, known)) for column in columns]
        address = reverse(f"admin:{names.app_label}_{names.model_name}_change", args=[row.pk])
        rows.append({"pk": row.pk, "name": kind.name(row), "address": address, "cells": cells})
    return rows


def script_texts() -> dict[str, str]:
    """What the script says, in the active language."""
    return {
        "saved": _("Saved."),
        "saving": _("Saving…"),
        "open": _("Cells that are not saved: {number}."),
        "failed": _("The network did not answer. What you typed is still here; it is sent again by itself."),
        "away": _("You are logged out. What you typed is still here: log in again in another tab, then save."),
        "wrong": _("The server could not save this. What you typed is still here."),
        "stale": _("Somebody changed this meanwhile. There now:"),
        "mine": _("Save mine over it"),
        "theirs": _("Take theirs"),
        "keep": _("It is to stay so"),
        "nothing": _("(empty)"),
        "left": _("{number} rows did not fit below the last row and were not pasted."),
        "readonly": _("This cell cannot be changed here."),
    }


@open_to_kind
@bring_edition
@require_POST
def save_row(request: HttpRequest, edition: Edition, kind: GridKind, pk: int) -> HttpResponse:
    """What was typed in a row, as JSON; answered with what became of it, cell by cell."""
    typed = read_typed(request, kind)
    if typed is None:
        return JsonResponse({"said": _("This is nothing that a grid sends.")}, status=400)
    answer = RowSave(request, kind, edition).save(pk, typed)
    return JsonResponse(answer.as_dict(), status=answer.status)


@open_to_kind
@bring_edition
@require_POST
def add_row(request: HttpRequest, edition: Edition, kind: GridKind) -> HttpResponse:
    """A new row, made once however often it is sent; answered as a row that is saved."""
    typed, key = read_typed(request, kind), read_key(request.body)
    if typed is None or key is None or not kind.addable:
        return JsonResponse({"said": _("This is nothing that a grid sends.")}, status=400)
    answer = RowAdd(request, kind, edition).add(key, typed)
    return JsonResponse(answer.as_dict(), status=answer.status)


def read_key(body: bytes) -> str | None:
    """By which a new row is known while it is on its way."""
    try:
        return str(uuid.UUID(json.loads(body)["key"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def read_typed(request: HttpRequest, kind: GridKind) -> dict[str, TypedCell] | None:
    """The cells by their keys; None where it is no such thing, or of columns that this person does not see."""
    try:
        sent = json.loads(request.body)["cells"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(sent, dict) or len(sent) > MOST_CELLS:
        return None
    typed, shown = {}, {column.key for column in kind.columns_for(staff_member(request))}
    for key, cell in sent.items():
        if key not in shown or not is_typed_cell(cell):
            return None
        typed[key] = TypedCell(cell["base"], cell["text"], cell.get("kept") is True)
    return typed


def is_typed_cell(cell: Any) -> bool:
    if not isinstance(cell, dict):
        return False
    return all(isinstance(cell.get(name), str) and len(cell[name]) <= LONGEST for name in ("base", "text"))


# Below /desk/exhibition/grid/.
GRID = "<slug:edition>/<slug:kind>/"
ROUTES = [
    path("", redirect_to_grid, name="start"),
    path(GRID, grid_page, name="rows"),
    path(f"{GRID}new/", add_row, name="add"),
    path(f"{GRID}<int:pk>/", save_row, name="row"),
]
