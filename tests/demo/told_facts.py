"""Where the site tells each fact of the edition of 2019: told_facts.json names page, place, words and sources of each.

Beside it, article_facts.json leads from every statement of the collected article to the fact that tells it.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from expo.data import read_data
from expo.demo.facts import FILE

HERE = Path(__file__).parent
# How a row is kept, which is no fact: its address, its place in a list, and the sorts by which it is filed.
KEPT = {"slug", "order", "id", "key", "sources", "side"}
FILED = ("organisations", "deals", "pages")
NOT_IN_THE_DATA = ("said", "untold")
WITHHELD = "withheld: "


def told_facts() -> list[dict]:
    """Each as fact, page (below the edition), place (a class, or a tag), the words in en and zh, keys of sources."""
    return json.loads((HERE / "told_facts.json").read_text())


def article_facts() -> dict[str, str]:
    """Which fact tells each statement of the article; or why it is withheld."""
    return json.loads((HERE / "article_facts.json").read_text())


def demo_facts() -> set[str]:
    """The name of every fact that the demo's data of 2019 holds."""
    facts = set()
    for section, rows in read_data(FILE).items():
        for name, row in named_rows(section, rows).items():
            facts |= set(leaves(row, "/".join(filter(None, (section, name)))))
    return facts


def named_rows(section: str, rows: str | dict | list) -> dict[str, dict]:
    """The rows of a section of the data by name; the edition is one without."""
    if section == "edition":
        return {"": rows}
    if section == "organisations":
        return rows
    if isinstance(rows, str):
        return {}
    return {row_name(section, row): row for row in rows}


def row_name(section: str, row: dict) -> str:
    if section == "figures":
        return figure_name(row)
    if section == "letters":
        return row["author"]["slug"]
    for key in ("slug", "id", "key", "code", "speaker"):
        if key in row:
            return row[key]
    raise LookupError(f"A row of {section} has no name: {row}")


def figure_name(row: dict) -> str:
    name = row["figure"]
    if name == "amount":
        name += f"-{row['currency']}"
    if not row.get("headline", True):
        name += "-also"
    return name


def leaves(row: dict, path: str) -> Iterator[str]:
    """The facts of one row; both languages of a text are one."""
    for key, value in row.items():
        name = key.removesuffix("_en").removesuffix("_zh")
        here = f"{path}/{name}"
        if key in KEPT or (key == "kind" and path.startswith(FILED)) or value == "":
            continue
        if isinstance(value, dict):
            yield from leaves(value, here)
        elif isinstance(value, list):
            yield from listed_leaves(value, here)
        else:
            yield here


def listed_leaves(rows: list, path: str) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        if isinstance(row, str):
            yield f"{path}/{row}"
        else:
            yield from leaves(row, f"{path}/{row.get('person', number)}")
