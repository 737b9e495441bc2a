"""Which tests a change asks for: those that import what has changed, name it, or ask for a page that it makes.

From what has changed a way leads to tests by imports, and beside them by dotted names in strings, by settings that
name a module and the modules that read these, by templates and their tags, by addresses and by names of commands.
"""

import ast
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import grimp

from tests.support.references import DOTTED, read_texts, references

ROOT = Path(__file__).resolve().parents[2]
APPS = ("agenda", "deals", "expo")
SETTINGS = ("expo.settings", "expo.app_parts")
# Modules of tests; where fewer are picked, those count too that are of what stands on the change, and so on.
ENOUGH = 6
# So many at most of what only stands on the change, those first that refer to little else.
MOST = 16
# What Django itself goes through for every page.
EVERY_PAGE = ("MIDDLEWARE", "ROOT_URLCONF", "TEMPLATES", "INSTALLED_APPS", "STORAGES")


def git(*arguments: str) -> list[str]:
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.splitlines()


def changed_files() -> list[str]:
    """What differs from the last commit; where nothing does, what the branch has changed since it left main."""
    uncommitted = [*git("diff", "--name-only", "HEAD"), *git("ls-files", "--others", "--exclude-standard")]
    return uncommitted or git("diff", "--name-only", "main...HEAD")


@dataclass(frozen=True)
class Choice:
    """Which tests are picked, and what a run of them does not tell.

    paths: of modules of tests; left_out: how many more are at a remove; behind_all: changed files that act on every
    page; in_browser: those that only a browser tries.
    """

    paths: list[str]
    left_out: int
    behind_all: list[str]
    in_browser: list[str]

    def sentences(self) -> list[str]:
        said = [f"Picked by what has changed: {len(self.paths)} of {len(test_modules())} modules of tests."]
        if self.left_out:
            said.append(f"{self.left_out} more try what stands on it at a remove: --fast.")
        if self.behind_all:
            said.append(f"Behind every page, and tried whole by all tests only: {', '.join(self.behind_all)}.")
        if self.in_browser:
            said.append(f"Tried in a browser, -m browser tests/browser: {', '.join(self.in_browser)}.")
        return said


def pick_tests(changed: Iterable[str]) -> Choice:
    """Those in a browser ask for pages by steps, and are never picked."""
    changed = list(changed)
    near = {name for path in changed for name in modules_behind(path)}
    picked = tests_naming(changed) | tests_of(near)
    left_out = 0
    while len(picked) < ENOUGH and (further := users(near) - near):
        near |= further
        added = sorted(tests_of(near) - picked, key=lambda path: (remoteness(path, near), path))
        left_out = max(0, len(picked) + len(added) - MOST)
        picked |= set(added[: MOST - len(picked)])
    behind_all = files_behind_all(changed)
    if behind_all and not picked:
        picked = set(test_modules())
    in_browser = [path for path in changed if path.endswith((".js", ".css"))]
    return Choice(sorted(str(path.relative_to(ROOT)) for path in picked), left_out, behind_all, in_browser)


def remoteness(path: Path, near: set[str]) -> float:
    """Of the apps' modules that a test refers to, the share that is not near the change: from 0 to 1."""
    named = {name for name in references(path).modules() if (ROOT / name.replace(".", "/")).with_suffix(".py").exists()}
    return len(named - near) / max(1, len(named))


def tests_of(modules: set[str]) -> set[Path]:
    """Modules of tests that refer to one of these modules, bear its name, or run the command that is one."""
    commands = {name.rpartition(".")[2] for name in modules if ".management.commands." in name}
    return {path for path in test_modules() if refers(path, modules, commands)}


def refers(path: Path, modules: set[str], commands: set[str]) -> bool:
    found = references(path)
    if found.commands & commands or not modules.isdisjoint((module_name(path), namesake(path))):
        return True
    return not modules.isdisjoint(found.modules())


def namesake(path: Path) -> str:
    """What `tests/expo/accounts/test_body_limits.py` is of: `expo.accounts.body_limits`."""
    *folders, test = path.relative_to(ROOT / "tests").with_suffix("").parts
    return ".".join([*folders, test.removeprefix("test_")])


def tests_naming(changed: list[str]) -> set[Path]:
    """Of a file that is no code, the tests that name it; of a conftest.py, all below its folder."""
    found: set[Path] = set()
    for path in changed:
        name = Path(path).name
        if name == "conftest.py":
            found |= {each for each in test_modules() if each.is_relative_to((ROOT / path).parent)}
        elif Path(path).suffix in (".js", ".css", ".po", ".json", ".lock", ".toml", ".sh"):
            found |= {ROOT / each for each in git("grep", "-lF", name, "--", "tests/*test_*.py")} & set(test_modules())
    return found


@cache
def test_modules() -> list[Path]:
    paths = (ROOT / "tests").rglob("test_*.py")
    return [path for path in paths if path.parent.name not in ("browser", "chaos")]


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
    found = {module_name(ROOT / path) for path in files_naming(name, *(f"{app}/*.py" for app in APPS))}
    including = {path.partition("templates/")[2] for path in files_naming(name, "*.html")}
    return found.union(*(template_users(other, seen) for other in including - seen))


def files_naming(name: str, *patterns: str) -> list[str]:
    return git("grep", "-lF", f'"{name}', "--", *patterns)


def users(modules: set[str]) -> set[str]:
    """The modules that stand on one of these; the map of addresses stands on all, and leads nowhere."""
    found: set[str] = set()
    for name in modules:
        found |= importers(name) | namers(name) | readers(name)
        if ".templatetags." in name:
            found |= tag_users(name.rpartition(".")[2])
    return {name for name in found if name not in SETTINGS and not name.endswith(".urls")}


def importers(name: str) -> set[str]:
    graph = import_graph()
    within = graph.find_modules_that_directly_import(name) if name in graph.modules else set()
    return within | {each for each, path in supports().items() if name in references(path).dotted}


@cache
def import_graph() -> grimp.ImportGraph:
    return grimp.build_graph(*APPS, cache_dir=str(ROOT / ".import_linter_cache"))


@cache
def supports() -> dict[str, Path]:
    """What tests share, by its dotted name."""
    paths = (ROOT / "tests").rglob("*.py")
    return {module_name(path): path for path in paths if not path.name.startswith(("test_", "__init__"))}


def namers(name: str) -> set[str]:
    """The modules of the apps that name this one, or what is in it, in a string."""
    paths = git("grep", "-lE", rf'"{name}(\.\w+)?"', "--", *(f"{app}/*.py" for app in APPS))
    return {module_name(ROOT / path) for path in paths}


def readers(name: str) -> set[str]:
    """The modules that read a setting which names this one."""
    found: set[str] = set()
    for setting, named in settings_naming().items():
        if name in named:
            found |= {module_name(ROOT / path) for path in git("grep", "-lw", setting, "--", "*.py")}
    return {each for each in found if each.partition(".")[0] in APPS}


@cache
def settings_naming() -> dict[str, set[str]]:
    """Of each setting, the modules that its strings name."""
    found = {}
    for module in SETTINGS:
        for node in ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text()).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                names = {text for text in read_texts(node) if DOTTED.fullmatch(text)}
                found[node.targets[0].id] = names | {name.rpartition(".")[0] for name in names}
    return found


def tag_users(library: str) -> set[str]:
    """The modules that render a template which loads a library of tags."""
    loading = git("grep", "-lE", rf"\{{% load [a-z_ ]*\<{library}\>", "--", "*.html")
    return {name for path in loading for name in template_users(path.partition("templates/")[2], set())}


def files_behind_all(changed: Iterable[str]) -> list[str]:
    """Of the changed files those that act on every page, as a setting that Django reads or the map of addresses."""
    behind = {name for setting in EVERY_PAGE for name in settings_naming().get(setting, ())} | set(SETTINGS)
    return [path for path in changed if path.endswith("urls.py") or module_name(ROOT / path) in behind]
