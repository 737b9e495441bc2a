"""The map and the other papers: every file, function, folder, layer and link that they name is there."""

import ast
import importlib.util
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
PAPERS = ("docs/architecture.md", "CONTRIBUTING.md")
LINKING = (*PAPERS, "README.md", "CHANGELOG.md")
APPS = ("agenda", "deals", "expo")
# `path/to/file.py`, `path/to/folder/`, `path/to/file.py: name`. What begins with a slash is an address of the site.
ENDING = r"/|\.(?:py|html|css|js|json|md|po|toml|yaml|lock)|\.ci/run"
REFERENCE = re.compile(rf"`((?:\.?\w[\w.-]*/)*(?:\.?\w[\w.-]*)?(?:{ENDING}))(?:: ([\w.]+))?`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)|<img [^>]*src=\"([^\"]+)\"")
FENCE = re.compile(r"```text\n(.*?)```", re.DOTALL)
HAN = re.compile(r"[一-鿿]+")
LARGEST_PICTURE = 60_000
KINDS_OF_CHANGE = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


def text_of(paper: str) -> str:
    return (ROOT / paper).read_text(encoding="utf-8")


def section(title: str) -> str:
    return text_of("docs/architecture.md").split(f"\n## {title}\n")[1].split("\n## ")[0]


def names_in(file: Path) -> set[str]:
    """What a module defines: functions, classes with their members, settings; and constraints by their names."""
    if file.suffix != ".py":
        return set(re.findall(r"\w+", file.read_text(encoding="utf-8")))
    tree = ast.parse(file.read_text(encoding="utf-8"))
    named = (keyword.value for node in ast.walk(tree) if isinstance(node, ast.Call) for keyword in node.keywords)
    return {*members(tree, ""), *(node.value for node in named if isinstance(node, ast.Constant))}


def members(body: ast.Module | ast.ClassDef, above: str) -> Iterator[str]:
    for node in body.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield above + node.name
        if isinstance(node, ast.ClassDef):
            yield from members(node, f"{above}{node.name}.")
        for target in assigned(node):
            yield above + target


def assigned(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [name.id for target in targets for name in ast.walk(target or ast.Pass()) if isinstance(name, ast.Name)]


def gone(text: str) -> list[str]:
    """The files, folders and names that a text speaks of and that there are not."""
    return [
        f"{path}: {name}" if name else path
        for path, name in REFERENCE.findall(text)
        if not (ROOT / path).exists() or (name and name not in names_in(ROOT / path))
    ]


@pytest.mark.parametrize("paper", PAPERS)
def test_every_file_and_function_that_is_named_is_there(paper):
    text = text_of(paper)

    assert (gone(text), bool(REFERENCE.search(text))) == ([], True)


@pytest.mark.parametrize(
    ("written", "missing"),
    [
        ("`agenda/urls.py`", []),
        ("`agenda/schedule/`", []),
        ("`.ci/run`", []),
        ("`agenda/urls.py: DESK`", []),
        ("`deals/models/terms.py: TermsQuerySet.public`", []),
        ("`deals/models/terms.py: nobody_verifies_what_they_entered`", []),
        ("`/desk/agenda/`, `en/`, `12.5亿`, `schedule.xml`", ["en/"]),
        ("`agenda/nowhere.py`", ["agenda/nowhere.py"]),
        ("`nowhere/`", ["nowhere/"]),
        ("`agenda/urls.py: nowhere`", ["agenda/urls.py: nowhere"]),
        ("`deals/models/terms.py: Terms.public`", ["deals/models/terms.py: Terms.public"]),
        ("`templates/base.html: nowhere_at_all`", ["templates/base.html: nowhere_at_all"]),
    ],
)
def test_what_is_not_there_is_noticed(written, missing):
    assert gone(written) == missing


def folders_with_files() -> set[str]:
    """Those that hold a file themselves, of the apps and of the templates."""
    files = (file for top in (*APPS, "templates") for file in (ROOT / top).rglob("*") if file.is_file())
    return {str(file.parent.relative_to(ROOT)) for file in files if "__pycache__" not in file.parts}


def folders_of_the_tree() -> dict[str, str]:
    """What the tree says of each folder."""
    above: list[str] = []
    found = {}
    for line in FENCE.search(section("The tree"))[1].splitlines():
        name, said = re.fullmatch(r" *(\S+)(?: +(.*))?", line).groups()
        above[(len(line) - len(line.lstrip())) // 2 :] = [name.rstrip("/")]
        found["/".join(above)] = said or ""
    return found


def test_every_folder_has_its_line_in_the_tree():
    lines = folders_of_the_tree()
    covered = {str(Path(*Path(line).parts[:depth])) for line in lines for depth in range(1, 9)}

    assert (folders_with_files() - covered, {line for line in lines if not (ROOT / line).is_dir()}) == (set(), set())
    assert [line for line, said in lines.items() if len(said) < 5] == []


def test_the_layers_are_those_of_the_import_contracts():
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    laid_down = {contract.get("containers", ["the three apps"])[0]: contract["layers"] for contract in contracts}
    written: dict[str, list[str]] = {}
    for line in FENCE.search(section("Who may import whom"))[1].splitlines():
        layer = re.split(r"\s{2,}", line.strip())[0]
        if line.startswith(" "):
            written[list(written)[-1]].append(layer)
        else:
            written[layer] = []

    assert written == laid_down


def rows_of_table(text: str) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return [row for row in rows if not set(row[0]) <= {"-"} and row[0] not in ("to change", "word")]


def test_the_glossary_has_thirty_words_each_in_the_chinese_of_the_interface():
    rows = rows_of_table(section("Thirty words"))
    interface = text_of("expo/locale/zh_Hans/LC_MESSAGES/django.po")

    assert (len(rows), len({row[0] for row in rows}), len({row[1] for row in rows})) == (30, 30, 30)
    assert [row[1] for row in rows if not (HAN.fullmatch(row[1]) and row[1] in interface)] == []


def test_each_of_the_likeliest_changes_leads_to_a_file():
    rows = rows_of_table(section("To change X, open Y"))

    assert len(rows) >= 12
    assert [row[0] for row in rows if not REFERENCE.search(row[1])] == []


def test_the_changelog_has_its_form_and_its_newest_version_is_the_project_s():
    lines = [line for line in text_of("CHANGELOG.md").splitlines() if line.startswith("#")]
    versions = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    released = [re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})", version) for version in versions[1:]]

    assert (lines[0], versions[0], all(released)) == ("# Changelog", "[Unreleased]", True)
    assert released[0][1] == tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert [each[2] for each in released] == sorted((each[2] for each in released), reverse=True)
    assert {line for line in lines if line.startswith("### ")} <= {f"### {kind}" for kind in KINDS_OF_CHANGE}


@pytest.mark.parametrize("paper", LINKING)
def test_every_link_to_a_file_leads_to_one(paper):
    links = [link or picture for link, picture in LINK.findall(text_of(paper))]

    assert [link for link in links if not ((ROOT / paper).parent / link).exists()] == []


def test_the_readme_leads_to_the_map_and_to_the_guide_for_contributors():
    links = {link for link, _picture in LINK.findall(text_of("README.md"))}

    assert links >= {"docs/architecture.md", "CONTRIBUTING.md", "CHANGELOG.md"}


def pictures_taken() -> set[str]:
    """What the script that takes them writes."""
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    script = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = script
    spec.loader.exec_module(script)
    return {
        f"docs/pictures/{picture.name}-{language}.webp"
        for picture in script.PICTURES
        for language in script.LANGUAGES.values()
    }


def test_the_readme_shows_each_picture_and_none_is_large():
    shown = {link or picture for link, picture in LINK.findall(text_of("README.md"))}
    pictures = {str(file.relative_to(ROOT)): file.stat().st_size for file in (ROOT / "docs" / "pictures").iterdir()}

    assert {name for name in shown if name.startswith("docs/pictures/")} == pictures.keys() == pictures_taken()
    assert [name for name, size in pictures.items() if size > LARGEST_PICTURE] == []
