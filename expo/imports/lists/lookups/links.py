"""The links of many rows at once: which there are, and those that there shall be."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from expo.db.columns import related_model
from expo.models import Edition
from expo.recovery.deletions import AT_ONCE
from expo.recovery.snapshots import every_row, stored_fields

# By row's key the keys that it is linked with, in their order where they have one.
Keys = dict[int, list[int]]


@dataclass(frozen=True)
class LinkTable:
    """The table between a model and another; `near`, `far`: its columns that name the rows of either.

    `always`: what all links hold, where the table keeps others too; `condition`: which of them are known of.
    `rank`: the column by whose numbers the table orders all links of a row, those of one number by their keys.
    """

    through: Any
    near: str
    far: str
    always: tuple[tuple[str, Any], ...] = ()
    condition: Q | None = None
    rank: str = ""

    def links(self) -> QuerySet:
        return (
            every_row(self.through)
            .filter(self.condition or Q(), **dict(self.always), **{f"{self.far}__isnull": False})
            .order_by(*self.order)
        )

    @property
    def order(self) -> list[str]:
        return [*filter(None, [self.rank]), "pk"]

    def stored_links(self, rows: Iterable[int]) -> Keys:
        """By two or more queries that do not depend on how many links there are."""
        found: Keys = defaultdict(list)
        for batch in key_batches(rows):
            links = self.links().filter(**{f"{self.near}__in": batch})
            for near, far in links.values_list(self.near, self.far):
                found[near].append(far)
        return found

    def links_of_edition(self, edition: Edition) -> Keys:
        """Of all rows of an edition, by one query."""
        found: Keys = defaultdict(list)
        path = f"{self.near.removesuffix('_id')}__edition"
        for near, far in self.links().filter(**{path: edition}).values_list(self.near, self.far):
            found[near].append(far)
        return found

    def led_to(self, keys: Iterable[Any]) -> Iterable[tuple[type[Model], int]]:
        """The rows that links lead to, by what `stored_links` says of them."""
        column = next(each for each in stored_fields(self.through) if each.attname == self.far)
        for key in keys:
            yield related_model(column), key

    def write(self, wanted: Mapping[int, Collection[int]]) -> None:
        """Link each row with just these, and in this order where links have one."""
        there = self.stored_links(wanted)
        self.remove_links(there, wanted)
        new = []
        for near, keys in wanted.items():
            for far in keys:
                if far not in there.get(near, ()):
                    new.append(self.through(**dict(self.always), **{self.near: near, self.far: far}))
        every_row(self.through).bulk_create(new, batch_size=AT_ONCE)
        if self.rank:
            self.put_in_order(wanted)

    def remove_links(self, there: Keys, wanted: Mapping[int, Collection[int]]) -> None:
        gone: Keys = defaultdict(list)
        for near, keys in wanted.items():
            for far in set(there.get(near, ())).difference(keys):
                gone[far].append(near)
        for far, rows in gone.items():
            for batch in key_batches(rows):
                self.links().filter(**{self.far: far, f"{self.near}__in": batch}).delete()

    def put_in_order(self, wanted: Mapping[int, Collection[int]]) -> None:
        """Give the links of each row, in this order, the places that they have among its others."""
        moved: list[Any] = []
        for batch in key_batches(near for near, keys in wanted.items() if len(keys) > 1):
            own = set(self.links().filter(**{f"{self.near}__in": batch}).values_list("pk", flat=True))
            rows: dict[int, list[Any]] = defaultdict(list)
            for link in every_row(self.through).filter(**{f"{self.near}__in": batch}).order_by(*self.order):
                rows[getattr(link, self.near)].append(link)
            for near, links in rows.items():
                moved += self.rank_links(links, own, list(wanted[near]))
        every_row(self.through).bulk_update(moved, [self.rank], batch_size=AT_ONCE)

    def rank_links(self, links: list[Any], own: set[int], keys: list[int]) -> list[Any]:
        """Those of a row's links that must have another number, with it. `own`: keys of those that `keys` order."""
        places = [at for at, link in enumerate(links) if link.pk in own]
        named = [links[at] for at in places]
        in_order = sorted(named, key=lambda link: keys.index(getattr(link, self.far)))
        if in_order == named:
            return []
        for at, link in zip(places, in_order, strict=True):
            links[at] = link
        lowest = min(getattr(link, self.rank) for link in named)
        return [*self.renumber(links, own, lowest)]

    def renumber(self, links: list[Any], own: set[int], lowest: int) -> Iterator[Any]:
        number = key = 0
        for link in links:
            stood = getattr(link, self.rank)
            least = lowest if link.pk in own else stood
            number, key = max(least, number + (link.pk < key)), link.pk
            if number != stood:
                setattr(link, self.rank, number)
                yield link


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
