"""What every page brings along stays small: the budgets of the interface, in bytes as a browser gets them."""

import gzip

import pytest

from expo import bundles

# No public page needs the screens' sheet beside the first, but the wall and the door screens.
BUDGETS = {"site.css": 12_000, "site.js": 15_000, "screens.css": 2_500}


@pytest.mark.parametrize("name", BUDGETS)
def test_a_bundle_keeps_its_budget(name):
    sent = gzip.compress(bundles.join(bundles.SOURCES / name).encode(), 9)

    assert len(sent) <= BUDGETS[name]
