"""What a Python file refers to: by imports, by dotted names, by the site's addresses, by the names of commands."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.contrib.admin import ModelAdmin, site
from django.urls import Resolver404, ResolverMatch, resolve

DOTTED = re.compile(r"(?:agenda|deals|expo|tests)(?:\.\w+)+")
# Stands in an address for what a test puts into it; a number is a slug, too.
ANYTHING = "1"


@dataclass(frozen=True)
class References:
    """Dotted names of modules and of what is in them, addresses as they are asked for, and commands of manage.py."""

    dotted: frozenset[str]
    addresses: frozenset[str]
    commands: frozenset[str]

    def modules(self) -> Iterator[str]:
        """All that may be the name of a module: what is imported from one may be one, too, or be in one."""
        yield from self.dotted
        for name in self.dotted & admin_modules().keys():
            yield admin_modules()[name]
        for address in self.addresses:
            yield from view_modules(address)


@cache
def references(path: Path) -> References:
    tree = ast.parse(path.read_text())
    texts = set(read_texts(tree))
    dotted = set(imported_names(tree))
    for text in texts:
        if DOTTED.fullmatch(text):
            dotted |= {text, text.rpartition(".")[0]}
    return References(
        dotted=frozenset(dotted),
        addresses=frozenset(text for text in texts if text.startswith("/")),
        commands=frozenset(called_commands(tree)),
    )


def imported_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def read_texts(tree: ast.AST) -> Iterator[str]:
    """The strings of a file, those with something put into them as wholes."""
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else ANYTHING for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


def called_commands(tree: ast.AST) -> Iterator[str]:
    """First arguments of `call_command`, and what stands after "manage.py" in a list."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "call_command":
            yield from constants(node.args[:1])
        elif isinstance(node, ast.List | ast.Tuple):
            words = list(constants(node.elts))
            yield from (after for before, after in pairwise(words) if before == "manage.py")


def constants(nodes: list[ast.expr]) -> Iterator[str]:
    return (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@cache
def admin_modules() -> dict[str, str]:
    """By labels of models, as `agenda.session`, the modules of what data entry shows them by."""
    return {model._meta.label_lower: type(shown).__module__ for model, shown in site._registry.items()}


@cache
def view_modules(address: str) -> tuple[str, ...]:
    """The module of the view that answers an address, and with it that of the class where it is an admin's."""
    try:
        found = resolve(re.split("[?#]", address)[0])
    except Resolver404:
        return ()
    return (module_of_view(found),)


def module_of_view(found: ResolverMatch) -> str:
    admin = getattr(found.func, "model_admin", None)
    if isinstance(admin, ModelAdmin):
        return type(admin).__module__
    return getattr(found.func, "view_class", found.func).__module__
