"""One style sheet and one script per site, joined from component files: no build step, no import chains.

A folder `<app>/static_src/<name>.css/` or `<name>.js/` is an app's part of the static file `<name>.css` or `<name>.js`.
Its component files are joined by app, as the settings list them, and then by name. Where another order is needed, one
app's folder says so in `order.txt`: a line for a file, `components/*` for the others of a folder, `*` for all others.
`../<other name>/<file>` there joins what another bundle has too.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

FOLDER = "static_src"
ORDER = "order.txt"
COMMENT = re.compile(r"[ \n]*/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Bundle:
    """One static file, and the folders of the apps that bring parts of it."""

    name: str

    @property
    def folders(self) -> list[Path]:
        return [folder / self.name for folder in source_folders() if (folder / self.name).is_dir()]

    def component_files(self) -> list[Path]:
        """The component files in the order in which they are joined."""
        lines = self.order_lines()
        places: dict[Path, int] = {}
        for folder in self.folders:
            for path in sorted(folder.rglob(f"*{Path(self.name).suffix}")):
                places[path] = self.place(path.relative_to(folder), lines)
        for path, line in shared_files(lines):
            places[path] = lines.index(line)
        return sorted(places, key=places.__getitem__)

    def order_lines(self) -> list[str]:
        orders = [folder / ORDER for folder in self.folders if (folder / ORDER).is_file()]
        if not orders:
            return ["*"]
        if len(orders) > 1:
            raise ImproperlyConfigured(f"The order of {self.name} is said twice: {orders}")
        lines = orders[0].read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line and not line.startswith("#")]

    def place(self, file: PurePath, lines: list[str]) -> int:
        """The number of the line that names a file, or else its folder, or else all others."""
        for line in (file.as_posix(), f"{file.parent}/*", "*"):
            if line in lines:
                return lines.index(line)
        raise ImproperlyConfigured(f"{ORDER} of {self.name} has no place for {file}")

    def join(self) -> str:
        return "\n".join(read_component(path) for path in self.component_files()) + "\n"


def shared_files(lines: list[str]) -> Iterator[tuple[Path, str]]:
    """The files of other bundles that an order names, in whichever app they are."""
    for line in lines:
        if line.startswith("../"):
            yield from ((folder / line[3:], line) for folder in source_folders() if (folder / line[3:]).is_file())


def read_component(path: Path) -> str:
    """What a component file says; of a style sheet without its comments, which no phone needs."""
    text = path.read_text(encoding="utf-8").strip()
    if path.suffix == ".css":
        return COMMENT.sub("", text).lstrip()
    return text


def source_folders() -> list[Path]:
    folders = [Path(app.path) / FOLDER for app in apps.get_app_configs()]
    return [folder for folder in folders if folder.is_dir()]


def list_bundles() -> list[Bundle]:
    names = {path.name for folder in source_folders() for path in folder.iterdir() if path.is_dir()}
    return [Bundle(name) for name in sorted(names)]


class BundleFinder(BaseFinder):
    """Makes the bundles afresh each time static files are listed or looked up."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.folder = Path(settings.VAR_DIR) / "bundles"
        self.storage = FileSystemStorage(self.folder)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """A path, or where all are asked for a list of it."""
        bundle = Bundle(path)
        if bundle not in list_bundles():
            return []
        written = str(self.write(bundle))
        return [written] if find_all else written

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for bundle in list_bundles():
            self.write(bundle)
            yield bundle.name, self.storage

    def write(self, bundle: Bundle) -> Path:
        target = self.folder / bundle.name
        target.parent.mkdir(parents=True, exist_ok=True)
        # Another thread may read it meanwhile: it is there as a whole or not at all.
        fresh = target.with_name(f"{target.name}.{uuid.uuid4().hex}")
        fresh.write_text(bundle.join(), encoding="utf-8")
        fresh.replace(target)
        return target
