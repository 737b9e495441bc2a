"""Fields that lead to other rows: a region, a hall, any number of areas, scenarios or stands."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from expo.imports.lists.fields.base import ListColumn
from expo.imports.lists.lookups.references import References


@dataclass(frozen=True, kw_only=True)
class RegionColumn(ListColumn):
    """By its code, ISO 3166-1 or GB/T 2260."""

    def parse(self, text: str, known: References) -> Any:
        return known.region(text)

    def stored(self, row: Any, known: References) -> Any:
        return known.region_codes.get(row.region_id, "")

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.region = known.regions[value]


@dataclass(frozen=True, kw_only=True)
class HallColumn(ListColumn):
    """By its code."""

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

    def parse(self, text: str, known: References) -> Any:
        return known.slugs_named(text, getattr(known, self.source))

    def stored(self, row: Model, known: References) -> Any:
        names = known.names_of_links(self.key, self.linked_names)
        linked = known.stored_links(self.model, self.column).get(row.pk, ())
        return sorted(names[key] for key in linked)

    def linked_names(self, known: References) -> dict[int, str]:
        """What values call the rows that may be linked, by key."""
        rows = getattr(known, self.source)
        return {row.pk: slug for slug, row in rows.items()}

    def assign(self, row: Model, value: Any, known: References) -> None:
        """Nothing of the row itself changes."""

    def linked_keys(self, value: Any, known: References) -> set[int]:
        rows = getattr(known, self.source)
        return {rows[slug].pk for slug in value}

    def combine(self, standing: Any, value: Any) -> Any:
        return sorted({*(standing or []), *value})

    def columns(self) -> tuple[str, ...]:
        return ()
