"""What every page brings along stays small: the budgets of the interface, in bytes as a browser gets them."""

import gzip
import re
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from expo.web import asset_bundles

# Beside the first sheet, plans of halls, the table of a day, a visitor's own visit, and the wall and the screens at the
# doors need one.
BUDGETS = {
    "site.css": 12_000,
    "plan.css": 2_500,
    "timetable.css": 2_500,
    "visit.css": 2_500,
    "site.js": 15_000,
    "screens.css": 2_500,
}


@pytest.mark.parametrize("name", BUDGETS)
def test_a_bundle_keeps_its_budget(name):
    sent = gzip.compress(asset_bundles.Bundle(name).join().encode(), 9)

    assert len(sent) <= BUDGETS[name]


COMMENT_OR_BRACKETS = re.compile(r"/\*.*?\*/|\((?:[^()]|\([^()]*\))*\)", re.DOTALL)
OF_A_SCREEN = re.compile(r"@|\.door|\.wall|expo-door|expo-wall")


def test_the_sheet_of_the_screens_styles_nothing_that_another_page_shows():
    sheet = COMMENT_OR_BRACKETS.sub("", asset_bundles.Bundle("screens.css").join())
    selectors = [part.strip() for rule in re.findall(r"([^{};]+)\{", sheet) for part in rule.split(",")]

    assert [found for found in selectors if not OF_A_SCREEN.match(found)] == []


@pytest.fixture
def bundle(tmp_path, monkeypatch):
    """A bundle of two apps; called with what each app's folder holds, by the names of its files."""

    def write(*apps):
        for number, files in enumerate(apps):
            for name, text in files.items():
                path = tmp_path / str(number) / "static_src" / "site.css" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        configs = [SimpleNamespace(path=tmp_path / str(number)) for number in range(len(apps))]
        monkeypatch.setattr(asset_bundles.apps, "get_app_configs", lambda: configs)
        return asset_bundles.Bundle("site.css")

    return write


def test_files_of_all_apps_stand_by_app_and_by_name(bundle):
    assert bundle({"b.css": "b{}", "a.css": "a{}"}, {"0.css": "i{}", "read.txt": "no"}).join() == "a{}\nb{}\ni{}\n"


def test_the_order_names_files_and_folders_of_every_app(bundle):
    shared = {
        "order.txt": "# first\nlayers.css\n\nparts/*\nparts/b.css\n*\n",
        "layers.css": "l{}",
        "parts/b.css": "b{}",
    }
    own = {"parts/z.css": "z{}", "else/a.css": "a{}"}

    assert bundle(shared, own).join() == "l{}\nz{}\nb{}\na{}\n"


@pytest.mark.parametrize(
    "apps",
    [
        ({"order.txt": "a.css\n", "a.css": "a{}"}, {"b.css": "b{}"}),
        ({"order.txt": "*\n", "a.css": "a{}"}, {"order.txt": "*\n"}),
    ],
    ids=["a file without a place", "two orders"],
)
def test_an_order_that_does_not_settle_the_place_of_each_file_is_an_error(bundle, apps):
    with pytest.raises(ImproperlyConfigured):
        bundle(*apps).join()


def test_comments_stay_behind_and_rules_do_not(bundle):
    sheet = "/* What it is. */\n@layer a {\n  /* Why;\n  so. */\n  b { c: d; } /* e */\n}\n"

    assert bundle({"a.css": sheet}).join() == "@layer a {\n  b { c: d; }\n}\n"


def test_every_line_of_an_order_names_something():
    lines = []
    for made in asset_bundles.list_bundles():
        files = [path.relative_to(folder) for folder in made.folders for path in folder.rglob("*.*s")]
        names = {"*", *(path.as_posix() for path in files), *(f"{path.parent}/*" for path in files)}
        names.update(line for _path, line in asset_bundles.shared_files(made.order_lines()))
        lines += [(made.name, line) for line in made.order_lines() if line not in names]

    assert lines == []


def test_the_forum_and_the_grid_read_the_clipboard_by_one_parser():
    bundles = {made.name: made for made in asset_bundles.list_bundles()}
    files = [bundles[name].component_files() for name in ("forum.js", "grid.js")]
    (shared,) = set(files[0]) & set(files[1])

    assert shared.name == "clipboard-cells.js"
    assert [bundles[name].join().count("function parseCells(") for name in ("forum.js", "grid.js")] == [1, 1]


def test_components_are_named_by_words_alone():
    files = [path for made in asset_bundles.list_bundles() for path in made.component_files()]

    assert [path for path in files if not re.fullmatch(r"[a-z]+(-[a-z]+)*\.(css|js)", path.name)] == []
    assert all(len(path.read_text().splitlines()) <= 150 for path in files)


def test_every_style_sheet_says_in_its_first_line_what_it_is():
    files = [path for made in asset_bundles.list_bundles() for path in made.component_files() if path.suffix == ".css"]

    assert [path for path in files if not path.read_text().startswith("/* ")] == []
