"""The columns of lists of exhibits and launches that lead to other rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields import LineColumn
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem


@dataclass(frozen=True, kw_only=True)
class ExhibitorColumn(LineColumn):
    """The exhibitor, by its address; which one a name means, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("An exhibitor of this edition, by name.")

    def stored(self, row: Any, known: References) -> Any:
        if row.participation_id is None:
            return ""
        return known.exhibitors_by_key[row.participation_id].slug

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.participation = known.exhibitors[value]

    def named_rows(self, known: References) -> Mapping[str, Any]:
        return known.exhibitors


@dataclass(frozen=True, kw_only=True)
class NamedColumn(LineColumn):
    """One row of those that References keeps by slug in `source`."""

    source: str = ""
    hint: ClassVar[LazyText] = _("One of those entered before, by name.")

    def parse(self, text: str, known: References) -> Any:
        slugs = known.slugs_named(text, getattr(known, self.source))
        if len(slugs) > 1:
            raise CellProblem(_("Only one can be named here."))
        return slugs[0]

    def stored(self, row: Any, known: References) -> Any:
        for slug, each in getattr(known, self.source).items():
            if each.pk == getattr(row, f"{self.column}_id"):
                return slug
        return ""

    def assign(self, row: Any, value: Any, known: References) -> None:
        setattr(row, self.column, getattr(known, self.source)[value])

    def named_rows(self, known: References) -> Mapping[str, Any]:
        return getattr(known, self.source)


@dataclass(frozen=True, kw_only=True)
class BoothColumn(LineColumn):
    """The stand where it is shown, by its label; which one a cell means, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("A stand that is entered, like N1-A01.")

    def stored(self, row: Any, known: References) -> Any:
        return known.names_of_links("booth", booth_labels).get(row.booth_id, "")

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.booth = known.booths[value]


def booth_labels(known: References) -> dict[int, str]:
    return {booth.pk: label for label, booth in known.booths.items()}
