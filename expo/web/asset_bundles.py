"""One style sheet and one script per site, joined from component files: no build step, no import chains.

A folder named `<name>.css/` or `<name>.js/` below `expo/bundles/` becomes the static file `<name>.css` or
`<name>.js`: its files joined in the order of their names, sub-folders included. Names carry the order (`10-tokens`).
"""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCES = Path(__file__).parents[1] / "bundles"


def component_files(bundle: Path) -> list[Path]:
    """The component files of a bundle in the order in which they are joined."""
    return sorted(path for path in bundle.rglob(f"*{bundle.suffix}") if path.is_file())


def join_bundle(bundle: Path) -> str:
    return "\n".join(part.read_text(encoding="utf-8").strip() for part in component_files(bundle)) + "\n"


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
        source = SOURCES / path
        if not (source.is_dir() and source.parent == SOURCES):
            return []
        written = str(self.write(source))
        return [written] if find_all else written

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for source in sorted(SOURCES.iterdir()):
            self.write(source)
            yield source.name, self.storage

    def write(self, source: Path) -> Path:
        target = self.folder / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        # Another thread may read it meanwhile: it is there as a whole or not at all.
        fresh = target.with_name(f"{target.name}.{uuid.uuid4().hex}")
        fresh.write_text(join_bundle(source), encoding="utf-8")
        fresh.replace(target)
        return target
