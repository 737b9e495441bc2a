"""What every page brings along stays small: the budgets of the interface, in bytes as a browser gets them."""

import gzip
import re

import pytest

from expo.web import asset_bundles

# No public page needs the screens' sheet beside the first, but the wall and the door screens.
BUDGETS = {"site.css": 12_000, "site.js": 15_000, "screens.css": 2_500}


@pytest.mark.parametrize("name", BUDGETS)
def test_a_bundle_keeps_its_budget(name):
    sent = gzip.compress(asset_bundles.join_bundle(asset_bundles.SOURCES / name).encode(), 9)

    assert len(sent) <= BUDGETS[name]


COMMENT_OR_BRACKETS = re.compile(r"/\*.*?\*/|\((?:[^()]|\([^()]*\))*\)", re.DOTALL)
OF_A_SCREEN = re.compile(r"@|\.door|\.wall|expo-door|expo-wall")


def test_the_sheet_of_the_screens_styles_nothing_that_another_page_shows():
    sheet = COMMENT_OR_BRACKETS.sub("", asset_bundles.join_bundle(asset_bundles.SOURCES / "screens.css"))
    selectors = [part.strip() for rule in re.findall(r"([^{};]+)\{", sheet) for part in rule.split(",")]

    assert [found for found in selectors if not OF_A_SCREEN.match(found)] == []
