"""No test waits for time: a machine a few times slower would fail it, and a quick one would sit idle.

Nor does one look a page over right after a press: what the press leads to may be half there, or not yet.
"""

import ast
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent
# The last one looks once: a page's policy refuses the script by which it would look again.
PAUSES = {"sleep", "wait_for_timeout", "wait_for_function"}
SCRIPTED = "setTimeout("
PRESSES = {"click", "dblclick", "press", "press_sequentially", "tap"}
LOOKS = {"violations", "too_wide", "broken_rules"}


def is_pause(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return getattr(node.func, "attr", getattr(node.func, "id", "")) in PAUSES
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and SCRIPTED in node.value


def called_names(node: ast.AST) -> set[str]:
    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return {getattr(function, "attr", getattr(function, "id", "")) for function in calls}


def is_block(node: ast.AST) -> bool:
    return isinstance(getattr(node, "body", None), list)


def hasty_looks(source: str) -> Iterator[int]:
    """Lines that look a page over in the very statement after a press."""
    for block in filter(is_block, ast.walk(ast.parse(source))):
        for pressed, looked in itertools.pairwise(block.body):
            hasty = not is_block(pressed) and PRESSES & called_names(pressed) and LOOKS & called_names(looked)
            if hasty and not is_block(looked):
                yield looked.lineno


def fixed_waits(source: str) -> Iterator[int]:
    """Lines that pause for a time, in Python or in a script that is handed to the browser, or wait for nothing."""
    return (node.lineno for node in ast.walk(ast.parse(source)) if is_pause(node))


def test_no_test_waits_for_a_fixed_time():
    here = Path(__file__)
    modules = [path for path in TESTS.rglob("*.py") if path != here]

    found = {str(path.relative_to(TESTS)): [*fixed_waits(path.read_text())] for path in modules}

    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import time\ntime.sleep(1)", [2]),
        ("from time import sleep\nsleep(0.1)", [2]),
        ("page.wait_for_timeout(600)", [1]),
        ("page.wait_for_function('document.activeElement !== document.body')", [1]),
        ("page.evaluate('new Promise((go) => setTimeout(go, 50))')", [1]),
        ("page.wait_for_url('**/mine/')", []),
        ("process.wait(timeout=15)", []),
    ],
)
def test_each_kind_of_fixed_wait_is_seen(source, lines):
    assert [*fixed_waits(source)] == lines


def test_no_page_is_looked_over_right_after_a_press():
    modules = (TESTS / "browser").rglob("*.py")

    found = {path.name: [*hasty_looks(path.read_text())] for path in modules}

    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("page.locator('a').click()\nfound += [violations(page), too_wide(page)]", [2]),
        ("page.keyboard.press('Enter')\nassert too_wide(page) == 0", [2]),
        ("page.locator('a').click()\npage.wait_for_url('**/mine/')\nassert violations(page) == []", []),
        ("with page.expect_navigation():\n    page.locator('a').click()\nassert violations(page) == []", []),
    ],
)
def test_each_hasty_look_is_seen(source, lines):
    assert [*hasty_looks(source)] == lines
