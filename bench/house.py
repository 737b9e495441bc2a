"""How readable the house is: rooms, names and lines, counted over the tree; tests/setup/test_house.py keeps them so.

    python bench/house.py

Prints modules a folder, URL modules an app, functions named by a bare participle or preposition, class names defined
twice in an app, template lines over 120 characters, classes that the comments of templates name and nobody defines,
includes without `only`, comprehensions and conditional expressions per 1,000 lines, and the files that name a plain
field of a session and of a deal.
"""

import ast
import functools
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("expo", "agenda", "deals")
LONGEST, MODULES = 120, 14
PREPOSITION = re.compile(
    "of|in|on|by|from|with|within|at|to|as|for|between|behind|without|around|along|above|below|under|before|after|beside"
    "|into|against|apart|inside|until|since|upon|near"
)
PARTICIPLE = re.compile(
    ".*ed|.*ing|told|said|found|kept|known|made|held|shown|spelt|drawn|written|seen|meant|stood|put|cut|given|taken"
    "|chosen|spoken|grown|gone|left|led|begun|sent|lost|brought|bought|thought|hidden|owed|built|worded"
)
# They end like participles, and are nouns or verbs.
NOUN = re.compile("heading|listing|landing|seed|feed|embed|need|string|thing|ceiling|bring")
FIELDS = {"session": ("agenda", "stream_url"), "deal": ("deals", "park")}
COMMENT = re.compile(r"\{#(.*?)#\}|\{% comment\b[^%]*%\}(.*?)\{% endcomment %\}", re.DOTALL)
# `rates.LandingNumbers`, `DealFilter`, and what stands behind a variable's name: `board: Board`.
PLACED = re.compile(r"\b((?:[a-z_]\w*\.)+)([A-Z][a-z]\w*)")
BARE = re.compile(r"(?<![\w.])(?:[A-Z][a-z]+){2,}\b|(?<=\w: )[A-Z][a-z]+\b(?!')")
# Classes of Django and of crispy forms that no module of the apps imports.
FOREIGN = {
    "BoundField",
    "ButtonHolder",
    "Div",
    "Fieldset",
    "FormActions",
    "Page",
    "Paginator",
    "StrictButton",
    "Submit",
}
# Forms and their widgets are laid out in one context; of a release, a variable is named “only”.
OPEN = ("templates/expo_forms/", "templates/admin/widgets/", "templates/agenda/desk/release.html")
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def main() -> None:
    rows = {
        f"folders with more than {MODULES} modules": crowded_folders(),
        "apps with more than one module of URLs": crowded_urls(),
        "functions named by a participle or preposition": badly_named(),
        "class names twice in an app": doubled_classes(),
        f"template lines over {LONGEST} characters": long_template_lines(),
        f"templates of more than {LONGEST} lines": long_templates(),
        "classes named in templates and not defined": unknown_template_classes(),
        "includes without “only”": open_includes(),
    }
    for what, found in rows.items():
        print(f"{what}: {len(found)}")
        print(*(f"    {one}" for one in found[:20]), sep="\n") if found else None
    lines = template_lines()
    print(f"of {lines} template lines: {100 * len(rows[f'template lines over {LONGEST} characters']) / lines:.1f} %")
    comprehensions, conditionals = per_thousand_lines()
    print(f"per 1,000 lines: {comprehensions:.1f} comprehensions, {conditionals:.1f} conditional expressions")
    for what, (app, field) in FIELDS.items():
        files = files_naming(app, field)
        print(f"files that name the plain field {field} of a {what}: {len(files)}")
        print(*(f"    {file}" for file in files), sep="\n")


def tracked(pattern: str) -> list[str]:
    return subprocess.run(
        ["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()


def modules() -> list[str]:
    """Paths of the apps' modules, without migrations."""
    return [path for path in tracked("*.py") if path.startswith(APPS) and "/migrations/" not in path]


def crowded_folders() -> list[str]:
    """But for commands, which Django looks for in one flat folder, and README.md lists."""
    parted = [path for path in modules() if not path.endswith("__init__.py") and "/management/commands/" not in path]
    counted = Counter(str(Path(path).parent) for path in parted)
    return [f"{folder}: {number}" for folder, number in sorted(counted.items()) if number > MODULES]


def crowded_urls() -> list[str]:
    counted = Counter(path.partition("/")[0] for path in modules() if re.search(r"(^|[/_])urls\.py$", path))
    return [f"{app}: {number}" for app, number in counted.items() if number > 1]


def badly_named() -> list[str]:
    return [
        f"{path}:{node.lineno} {node.name}"
        for path, node in definitions(ast.FunctionDef)
        if "/templatetags/" not in path and not path.endswith("/migration_names.py") and is_bad_name(node.name)
    ]


def is_bad_name(name: str) -> bool:
    """Whether a function's name begins with a preposition, or is a participle and nothing more."""
    first, _, rest = name.strip("_").partition("_")
    if NOUN.fullmatch(first):
        return False
    return bool(PREPOSITION.fullmatch(first) or (not rest and PARTICIPLE.fullmatch(first)))


def doubled_classes() -> list[str]:
    places = defaultdict(list)
    for path, node in definitions(ast.ClassDef):
        if node.name != "Command":  # Django's name for each command
            places[path.partition("/")[0], node.name].append(path)
    return [f"{app} {name}: {', '.join(paths)}" for (app, name), paths in places.items() if len(paths) > 1]


def definitions(kind: type[ast.FunctionDef] | type[ast.ClassDef]) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Each definition of this kind on the level of a module, with the module's path."""
    for path in modules():
        for node in parse_module(path).body:
            if isinstance(node, kind):
                yield path, node


def long_template_lines() -> list[str]:
    return [
        f"{path}:{number}"
        for path in tracked("templates/*.html")
        for number, line in enumerate((ROOT / path).read_text().splitlines(), start=1)
        if len(line) > LONGEST
    ]


def long_templates() -> list[str]:
    counted = {path: len((ROOT / path).read_text().splitlines()) for path in tracked("*.html")}
    return [f"{path}: {lines}" for path, lines in counted.items() if lines > LONGEST]


def open_includes() -> list[str]:
    return [
        f"{path} {tag}"
        for path in tracked("templates/*.html")
        if not path.startswith(OPEN)
        for tag in re.findall(r"{% include .*?%}", (ROOT / path).read_text())
        if not tag.endswith(" only %}")
    ]


def unknown_template_classes() -> list[str]:
    """What the comments of templates call a class, and no module of that name defines or no app knows."""
    defined, known = class_places(), FOREIGN | names_of_modules()
    return [
        f"{path} {name}"
        for path in tracked("templates/*.html")
        for comment in COMMENT.finditer((ROOT / path).read_text())
        for name in unknown_classes(comment[1] or comment[2], defined, known)
    ]


def unknown_classes(comment: str, defined: set[str], known: set[str]) -> list[str]:
    """`defined`: classes by every end of their modules' paths; `known`: names of classes, which may be plural here."""
    placed = [place + name for place, name in PLACED.findall(comment) if place + name not in defined]
    bare = BARE.findall(PLACED.sub("", comment))
    return placed + [name for name in bare if not {name, name.removesuffix("s"), name.removesuffix("es")} & known]


def class_places() -> set[str]:
    """Each class by every end of its module's path, and of its package's where that has it too."""
    found = set()
    for path in modules():
        parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
        for name in names_of_module(path, imports=path.endswith("__init__.py")):
            found |= {".".join([*parts[at:], name]) for at in range(len(parts))}
    return found


def names_of_modules() -> set[str]:
    return {name for path in modules() for name in names_of_module(path, imports=True)}


def names_of_module(path: str, *, imports: bool) -> Iterator[str]:
    """Of the classes that a module defines and the names that it sets, and of those that it imports."""
    for node in parse_module(path).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif imports and isinstance(node, ast.Import | ast.ImportFrom):
            yield from (each.asname or each.name for each in node.names)


@functools.cache
def parse_module(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text())


def template_lines() -> int:
    return sum(len((ROOT / path).read_text().splitlines()) for path in tracked("templates/*.html"))


def per_thousand_lines() -> tuple[float, float]:
    """Comprehensions and conditional expressions per 1,000 lines of the apps."""
    lines, kinds = 0, Counter()
    for path in modules():
        text = (ROOT / path).read_text()
        lines += len(text.splitlines())
        for node in ast.walk(parse_module(path)):
            kinds["comprehension"] += isinstance(node, COMPREHENSIONS)
            kinds["conditional"] += isinstance(node, ast.IfExp)
    return 1000 * kinds["comprehension"] / lines, 1000 * kinds["conditional"] / lines


def files_naming(app: str, field: str) -> list[str]:
    """What has to be touched for such a field: migrations and translations are written by commands.

    The demo need not fill it, and names its own things alike.
    """
    listed = [*(path for path in modules() if "/demo/" not in path), *tracked("templates/*.html")]
    return [path for path in listed if re.search(rf"\b{field}(_en|_zh)?\b", (ROOT / path).read_text())]


if __name__ == "__main__":
    main()
