"""The links of many rows at once: which there are, and those that there shall be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from expo.models import Edition
from expo.recovery.deletions import AT_ONCE
from expo.recovery.snapshots import every_row

# By row's key the keys that it is linked with.
Keys = dict[int, set[int]]


@dataclass(frozen=True)
class LinkTable:
    """The table between a model and another; `near`, `far`: its columns that name the rows of either.

    `always`: what all links hold, where the table keeps others too; `condition`: which of them are known of.
    """

    through: Any
    near: str
    far: str
    always: tuple[tuple[str, Any], ...] = ()
    condition: Q | None = None

    def links(self) -> QuerySet:
        return every_row(self.through).filter(
            self.condition or Q(), **dict(self.always), **{f"{self.far}__isnull": False}
        )

    def stored_links(self, rows: Iterable[int]) -> Keys:
        """By two or more queries that do not depend on how many links there are."""
        found: Keys = defaultdict(set)
        for batch in key_batches(rows):
            links = self.links().filter(**{f"{self.near}__in": batch})
            for near, far in links.values_list(self.near, self.far):
                found[near].add(far)
        return found

    def links_of_edition(self, edition: Edition) -> Keys:
        """Of all rows of an edition, by one query."""
        found: Keys = defaultdict(set)
        path = f"{self.near.removesuffix('_id')}__edition"
        for near, far in self.links().filter(**{path: edition}).values_list(self.near, self.far):
            found[near].add(far)
        return found

    def write(self, wanted: Mapping[int, set[int]]) -> None:
        """Link each row with just these."""
        there = self.stored_links(wanted)
        gone: Keys = defaultdict(set)
        new = []
        for near, keys in wanted.items():
            for far in there.get(near, set()) - keys:
                gone[far].add(near)
            for far in sorted(keys - there.get(near, set())):
                new.append(self.through(**dict(self.always), **{self.near: near, self.far: far}))
        for far, rows in gone.items():
            for batch in key_batches(rows):
                self.links().filter(**{self.far: far, f"{self.near}__in": batch}).delete()
        every_row(self.through).bulk_create(new, batch_size=AT_ONCE)


def link_table(model: type[Model], accessor: str) -> LinkTable:
    """Of a many-to-many relation, whichever of the two models declares it."""
    descriptor: Any = getattr(model, accessor)
    field = descriptor.field
    names = field.m2m_field_name(), field.m2m_reverse_field_name()
    if descriptor.reverse:
        names = names[::-1]
    near, far = (f"{name}_id" for name in names)
    return LinkTable(descriptor.through, near, far)


def key_batches(keys: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
