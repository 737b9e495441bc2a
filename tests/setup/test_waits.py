"""No test waits for time: a machine a few times slower would fail it, and a quick one would sit idle."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent
PAUSES = {"sleep", "wait_for_timeout"}
SCRIPTED = "setTimeout("


def is_pause(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return getattr(node.func, "attr", getattr(node.func, "id", "")) in PAUSES
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and SCRIPTED in node.value


def fixed_waits(source: str) -> Iterator[int]:
    """Lines that pause for a time, in Python or in a script that is handed to the browser."""
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
        ("page.evaluate('new Promise((go) => setTimeout(go, 50))')", [1]),
        ("page.wait_for_url('**/mine/')", []),
        ("process.wait(timeout=15)", []),
    ],
)
def test_each_kind_of_fixed_wait_is_seen(source, lines):
    assert [*fixed_waits(source)] == lines
