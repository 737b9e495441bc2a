"""A kind of thing that visitors find, as an app declares it: what is public of it, and which writes may change that.

To add one, write a function that yields `SearchObject`s and a `SearchKind` beside it, and name it in `EXPO_SEARCH`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import ManyToManyField, QuerySet
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.module_loading import import_string

from expo.i18n.lazy_text import LazyText

# The key of all things of a kind at once.
ALL_ROWS = 0
# What a part is that is too long to be told; its words find the thing all the same.
TEXT = "text"
Rows = TypeVar("Rows", bound=QuerySet)
# A language's text in both: (English, Chinese); one of them may be missing.
Pair = tuple[str, str]


@dataclass(frozen=True)
class Watch:
    """Which things of a kind a written row may change: their keys, as SQL over `{row}`.

    `inserts`: whether a new row alone can; not where nothing can refer to it yet. `columns`: those that entries are
    made of, where a change of others is none of theirs; empty: any. `names`: of a row that is never hidden, those
    whose change makes an entry say something else, and shows or hides nothing: the old entry is found meanwhile.
    `adds`: whether a row can only show more by what it is, and hide something only by what it was.
    """

    keys: str
    inserts: bool = True
    columns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    adds: bool = False

    def reading(self, *columns: str, names: tuple[str, ...] = ()) -> "Watch":
        return replace(self, columns=columns, names=names)

    def joined(self, other: "Watch") -> "Watch":
        """Both of a table, that read columns and no names."""
        columns = tuple(dict.fromkeys(self.columns + other.columns))
        keys = f"{self.keys} UNION {other.keys}"
        return Watch(keys, self.inserts or other.inserts, columns, adds=self.adds and other.adds)

    @property
    def read(self) -> tuple[str, ...]:
        """The columns of which a change is noted; none where that of any is."""
        return self.columns + self.names


NAMES = ("name_en", "name_zh")
OWN = Watch("SELECT {row}.id")
EVERY = Watch(f"SELECT {ALL_ROWS}")
RENAMED = Watch(f"SELECT {ALL_ROWS}", inserts=False)
# What addresses tell of an edition, and whether it is shown.
OF_EDITION = RENAMED.reading("slug", "published")


def watched_name(field: ManyToManyField, shown: str) -> Watch:
    """Of the rows that others bear in a field of several. `shown`: which bearers alone, as SQL over `bearer`."""
    keys = (
        f"SELECT bearer.id FROM {field.m2m_db_table()} AS borne JOIN {field.model._meta.db_table} AS bearer "  # noqa: S608
        f"ON bearer.id = borne.{field.m2m_column_name()} "
        f"WHERE borne.{field.m2m_reverse_name()} = {{row}}.id AND {shown}"
    )
    return Watch(keys, inserts=False).reading(names=NAMES)


@dataclass(frozen=True)
class SearchPart:
    """Something that belongs to a thing and by which it is found: `what` is told where that is why (`PARTS`)."""

    what: str
    text: Pair


@dataclass(frozen=True)
class SearchObject:
    """A public thing. `key`: of its row; `url`: in whatever language is active; `names`: what else it is called."""

    edition: int
    key: int
    url: str
    title: Pair
    names: Collection[str] = ()
    pinyin: str = ""
    parts: Collection[SearchPart] = ()
    about: Collection[Pair] = ()
    place: int | None = None


@dataclass(frozen=True)
class SearchKind:
    """`slug`: in addresses; `code`: its rank among kinds, from 1 to 63, which no other has; `label`: of several.

    `objects`: those that are public, of these keys or of all; `watched`: by the labels of models; `due_later`: of these
    keys, those that the clock shows, each with the moment.
    """

    slug: str
    code: int
    label: LazyText
    objects: Callable[[Collection[int] | None], Iterable[SearchObject]]
    watched: Mapping[str, Watch]
    due_later: Callable[[Collection[int] | None], Iterable[tuple[int, Any]]] = field(default=lambda keys: ())


@cache
def search_kinds() -> dict[str, SearchKind]:
    """Those of every app by their slugs, in the order in which they rank."""
    kinds = [kind for path in settings.EXPO_SEARCH for kind in import_string(path)]
    return {kind.slug: kind for kind in sorted(kinds, key=kind_code)}


def kind_code(kind: SearchKind) -> int:
    return kind.code


def rows_with_keys(rows: Rows, keys: Collection[int] | None, field: str = "pk") -> Rows:
    """Those whose field is one of the keys; all where there are none to keep to."""
    if keys is None:
        return rows
    return rows.filter(**{f"{field}__in": keys})


def text_pair(row: Any, name: str) -> Pair:
    """Of the fields `<name>_en` and `<name>_zh`."""
    return getattr(row, f"{name}_en"), getattr(row, f"{name}_zh")


def spoken_pair(text: Callable[[], Any]) -> Pair:
    """What is made of the active language, in both."""
    texts = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            texts.append(str(text()))
    return texts[0], texts[1]


def address_after_language(url: str) -> str:
    """`/2019/…` of `/en/2019/…`."""
    return "/" + url.removeprefix(get_script_prefix()).partition("/")[2]


def text_parts(what: str, *pairs: Pair) -> list[SearchPart]:
    """Those that say something."""
    parts = []
    for pair in pairs:
        if any(pair):
            parts.append(SearchPart(what, pair))
    return parts
