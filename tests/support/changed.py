"""Which tests a change asks for: those that import what has changed, and those in a folder that bears its name."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
APPS = ("agenda", "deals", "expo")
# Modules of tests; where fewer are picked, those count too that import what imports the change, and so on.
ENOUGH = 6


def git(*arguments: str) -> list[str]:
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.splitlines()


def changed_files() -> list[str]:
    """What differs from the last commit; where nothing does, what the branch has changed since it left main."""
    uncommitted = [*git("diff", "--name-only", "HEAD"), *git("ls-files", "--others", "--exclude-standard")]
    return uncommitted or git("diff", "--name-only", "main...HEAD")


def pick_tests(changed: Iterable[str]) -> list[str]:
    """Paths of the modules of tests; those in a browser have no imports to go by, and are never picked."""
    near = {name for path in changed for name in modules_behind(path)}
    folders = {folder for name in near for folder in folders_named(name)}
    picked = tests_of(near, folders)
    while len(picked) < ENOUGH and (further := importers(near) - near):
        near |= further
        picked = tests_of(near, folders)
    return picked


def tests_of(modules: set[str], folders: set[Path]) -> list[str]:
    return sorted(
        str(path.relative_to(ROOT))
        for path in test_modules()
        if module_name(path) in modules or imported_names(path) & modules or path.parent in folders
    )


def test_modules() -> Iterator[Path]:
    paths = (ROOT / "tests").rglob("test_*.py")
    return (path for path in paths if path.parent.name not in ("browser", "chaos"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def modules_behind(path: str) -> set[str]:
    """A module is itself; a template is the modules that name it, or that name a template which does."""
    if path.endswith(".py"):
        return {module_name(ROOT / path)}
    folder, _, name = path.partition("templates/")
    return template_users(name, set()) if path.endswith(".html") and folder in ("", *(f"{a}/" for a in APPS)) else set()


def template_users(name: str, seen: set[str]) -> set[str]:
    """Dotted names of the modules that render the template, straight or inside others."""
    seen.add(name)
    users = {module_name(ROOT / path) for path in files_naming(name, *(f"{app}/*.py" for app in APPS))}
    including = {path.partition("templates/")[2] for path in files_naming(name, "*.html")}
    return users.union(*(template_users(other, seen) for other in including - seen))


def files_naming(name: str, *patterns: str) -> list[str]:
    return git("grep", "-lF", f'"{name}', "--", *patterns)


def importers(modules: set[str]) -> set[str]:
    """The modules of the apps that import one of these."""
    graph = import_graph()
    return {one for name in modules & graph.modules for one in graph.find_modules_that_directly_import(name)}


@cache
def import_graph() -> grimp.ImportGraph:
    return grimp.build_graph(*APPS, cache_dir=str(ROOT / ".import_linter_cache"))


@cache
def imported_names(path: Path) -> set[str]:
    """All that a module imports, by dotted names: of modules, and of what may be one."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def folders_named(name: str) -> Iterator[Path]:
    """`agenda.views.schedule` has its tests in tests/agenda/views and tests/agenda/schedule, where these are."""
    app, *parts = name.split(".")
    return (ROOT / "tests" / app / part for part in parts) if app in APPS else iter(())
