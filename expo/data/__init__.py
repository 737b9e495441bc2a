"""Facts as files: regions, technology areas, names of countries, the rehearsal's words, and what is known of 2019."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent


@cache
def read_data(name: str) -> Any:
    """The contents of a file in this folder, by its path without `.json`. Not to be changed by who reads it."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
