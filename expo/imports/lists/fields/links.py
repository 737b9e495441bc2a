"""Fields that lead to other rows: a region, a hall, any number of areas, scenarios or stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields.base import ListColumn
from expo.imports.lists.lookups.links import LinkTable, link_table
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.sheets.cells import split_list
from expo.models import Edition


@dataclass(frozen=True, kw_only=True)
class RegionColumn(ListColumn):
    """By its code, ISO 3166-1 or GB/T 2260."""

    hint: ClassVar[LazyText] = _("A country, province or district, by its name or code.")

    def example(self, edition: Edition) -> str:
        return gettext("China")

    def parse(self, text: str, known: References) -> Any:
        return known.region(text)

    def stored(self, row: Any, known: References) -> Any:
        return known.region_codes.get(row.region_id, "")

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.region = known.regions[value]

    def named_rows(self, known: References) -> Mapping[str, Any]:
        return known.regions


@dataclass(frozen=True, kw_only=True)
class HallColumn(ListColumn):
    """By its code."""

    hint: ClassVar[LazyText] = _("A hall, by its code or name.")

    def parse(self, text: str, known: References) -> Any:
        return known.hall(text).code

    def stored(self, row: Any, known: References) -> Any:
        if row.hall_id is None:
            return ""
        return row.hall.code

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.hall = known.hall(value)


@dataclass(frozen=True, kw_only=True)
class LinkColumn(ListColumn):
    """Any number of rows, as a sorted list; `source`: where References keeps them by slug.

    The links themselves are made when the row has its key: `expo.imports.lists.writing`.
    """

    source: str = ""
    hint: ClassVar[LazyText] = _("Any number of them, by name, with semicolons between.")

    def parse(self, text: str, known: References) -> Any:
        return known.slugs_named(text, getattr(known, self.source))

    def stored(self, row: Model, known: References) -> Any:
        names = known.names_of_links(self.key, self.linked_names)
        linked = known.stored_links(self.key, self.table()).get(row.pk, ())
        return sorted(names[key] for key in linked)

    def table(self) -> LinkTable:
        return link_table(self.model, self.column)

    def linked_names(self, known: References) -> dict[int, str]:
        """What values call the rows that may be linked, by key."""
        rows = getattr(known, self.source)
        return {row.pk: slug for slug, row in rows.items()}

    def assign(self, row: Model, value: Any, known: References) -> None:
        """Nothing of the row itself changes."""

    def named_rows(self, known: References) -> Mapping[str, Any]:
        return getattr(known, self.source, {})

    def linked_keys(self, value: Any, known: References) -> list[int]:
        rows = getattr(known, self.source)
        return [rows[slug].pk for slug in value]

    def combine(self, standing: Any, value: Any) -> Any:
        return sorted({*(standing or []), *value})

    def columns(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class SourcesColumn(LinkColumn):
    """The pages that say so, by their keys, addresses or titles."""

    hint: ClassVar[LazyText] = _("The page that says so, by its address or title, entered before.")
    source: str = "sources"
    column: str = "sources"
    words: str = "来源 资料来源 出处 信息来源 sources =source"

    def parse(self, text: str, known: References) -> Any:
        called: dict[str, str] = {}
        for key, row in known.sources.items():
            called |= {key: key, row.url: key, row.title: key}
        if text in called:
            return [called[text]]
        keys = set()
        for part in split_list(text):
            if part not in called:
                raise CellProblem(_("“%(found)s” is no source known here: enter it first."), found=part)
            keys.add(called[part])
        return sorted(keys)
