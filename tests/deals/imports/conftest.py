"""What a list of signings is read against."""

from collections.abc import Callable

import pytest

from expo.setup.reference_data import load_reference_rows


@pytest.fixture(scope="module")
def reference_rows(make_once: Callable) -> None:
    """All regions, areas and groups, once for a module."""
    make_once(load_reference_rows)
