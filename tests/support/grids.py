"""What the script of a grid sends."""

import json
import uuid

from django.test import RequestFactory

from expo.grid.kinds import grid_kinds
from expo.grid.saving import RowSave, TypedCell
from tests.support.factories import the_edition
from tests.support.staff import make_editor


def grid_address(kind="exhibitors", query=""):
    return f"/desk/exhibition/grid/{the_edition().slug}/{kind}/{query}"


def send_cells(client, row, grid="exhibitors", /, **cells):
    """Type these texts over others, each a pair of both, `__` for `-`; the status, and what is answered as JSON."""
    return post_cells(client, f"{grid_address(grid)}{row.pk}/", cells)


def add_cells(client, grid, /, key=None, **texts):
    """Type these texts in a new row."""
    cells = {name: ("", text) for name, text in texts.items()}
    return post_cells(client, f"{grid_address(grid)}new/", cells, key=str(key or uuid.uuid4()))


def post_cells(client, path, cells, **beside):
    sent = {}
    for key, (base, *text) in cells.items():
        sent[key.replace("__", "-")] = {"base": base, "text": text[0], "kept": "kept" in text}
    answer = client.post(path, json.dumps({"cells": sent} | beside), content_type="application/json")
    return answer.status_code, answer.json()


def read_otherwise(row, grid):
    """The columns whose cells, read as they are shown, mean something else than is stored; and the number of all."""
    request = RequestFactory().post("/")
    request.user = make_editor()
    saving = RowSave(request, grid_kinds()[grid], the_edition())
    saving.known = saving.kind.known(saving.edition, saving.user)
    row = saving.asked_rows().get(pk=row.pk)
    wrong = []
    for column in saving.columns:
        cell = TypedCell("something else", column.shown(row, saving.known))
        if not saving.is_stored(column, cell, row):
            wrong.append(column.key)
    return wrong, len(saving.columns)
