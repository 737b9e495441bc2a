"""What stands in a child template outside its blocks is never run: nothing but what it extends and loads may."""

import re

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
TAG = re.compile(r"{%-?\s*(\w+).*?%}")


def outside_blocks(text: str) -> list[str]:
    """The names of the tags that stand in no block."""
    found, depth = [], 0
    for name in TAG.findall(re.sub(r"{#.*?#}", "", text)):
        depth -= name == "endblock"
        if depth == 0 and name not in ("block", "endblock"):
            found.append(name)
        depth += name == "block"
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_child_template_does_nothing_outside_its_blocks(path):
    text = path.read_text(encoding="utf-8")

    if "{% extends" in text:
        assert set(outside_blocks(text)) <= {"extends", "load"}
