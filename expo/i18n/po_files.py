"""The texts of the interface and their translations, gathered and compiled without GNU gettext."""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "expo" / "locale"
SOURCES = ("expo", "agenda", "deals", "templates")
LOCALE = "zh_Hans"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Without dates and names, so that the file changes only where a text does.
HEADER = f"""\
msgid ""
msgstr ""
"Language: {LOCALE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


@dataclass(frozen=True)
class CatalogueTally:
    """How a catalogue stands after an update."""

    texts: int
    untranslated: int
    obsolete: int


def po_file(locale: str = LOCALE) -> Path:
    return LOCALES / locale / "LC_MESSAGES" / "django.po"


def source_files() -> Iterator[Path]:
    """What texts may stand in: the Python and the templates of the project, in a steady order."""
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
                yield path


def extractable_source(path: Path) -> bytes:
    """A file as Python that Babel can read: a template becomes its gettext calls amid Xs, line by line."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Indentation means nothing in a template and would be refused as Python.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).split("\n"))
    return text.encode()


def gather_texts() -> Catalog:
    """Every text that is marked for translation, with the files it stands in."""
    catalog = Catalog()
    for path in source_files():
        place = path.relative_to(ROOT).as_posix()
        found = extract(
            "python", io.BytesIO(extractable_source(path)), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
        )
        for line, message, comments, context in found:
            catalog.add(message, locations=[(place, line)], auto_comments=comments, context=context)
    return catalog


def read_translations(path: Path | None = None) -> Catalog:
    """The translations as they stand; none at all where the file is not there yet."""
    path = path or po_file()
    locale = path.parts[-3]
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def update_catalogue() -> CatalogueTally:
    """Bring the .po file up to date with the sources; a translation whose text is gone is set aside, not lost."""
    catalog = read_translations()
    revive_obsolete(catalog)
    catalog.update(gather_texts(), no_fuzzy_matching=True)
    for key, message in list(catalog.obsolete.items()):
        if not is_translated(message.string):
            del catalog.obsolete[key]
    write_atomically(po_file(), po_bytes(catalog))
    texts = [message for message in catalog if message.id]
    return CatalogueTally(
        len(texts), sum(not is_translated(message.string) for message in texts), len(catalog.obsolete)
    )


def revive_obsolete(catalog: Catalog) -> None:
    """Let the texts set aside take part again: one that came back finds its translation."""
    for message in list(catalog.obsolete.values()):
        catalog[message.id] = message
    catalog.obsolete.clear()


def po_bytes(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, omit_header=True, sort_by_file=True, include_lineno=False)
    return HEADER.encode() + buffer.getvalue()


def is_translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Plural texts carry a string for each form; all of them must be there."""
    if isinstance(string, list | tuple):
        return all(string)
    return bool(string)


def compile_all() -> list[Path]:
    """Compile each .po that is newer than its .mo; returns the files written."""
    return [compile_file(path) for path in stale_files()]


def stale_files() -> list[Path]:
    return list(filter(is_stale, sorted(LOCALES.rglob("*.po"))))


def is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns


def compile_file(path: Path) -> Path:
    buffer = io.BytesIO()
    write_mo(buffer, read_translations(path))
    return write_atomically(path.with_suffix(".mo"), buffer.getvalue())


def write_atomically(path: Path, contents: bytes) -> Path:
    """Put a file in place in one go: somebody may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(contents)
    fresh.replace(path)
    return path
