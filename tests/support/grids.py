"""What the script of a grid sends."""

import json
import uuid

from tests.support.factories import the_edition


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
