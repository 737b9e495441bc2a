"""The grids of exhibitors, stands and people: the columns of their lists, as cells."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from expo.grid.columns import (
    REGISTER,
    ChoiceCell,
    FlagCell,
    GridColumn,
    LinksCell,
    OrganisationCell,
    RowCell,
)
from expo.grid.kinds import GridKind
from expo.grid.stands import StandsCell
from expo.imports.lists.fields import ChoiceColumn, FlagColumn, HallColumn, LinkColumn, ListColumn, TextColumn
from expo.imports.lists.kinds.exhibitor_columns import PART, ResponsibleColumn
from expo.imports.lists.kinds.halls import STAND_FIELDS
from expo.imports.lists.kinds.people_columns import PERSON, PLACE, OfficeColumn
from expo.imports.lists.lookups.organisation_register import OrganisationRegister, shared_names
from expo.imports.lists.lookups.references import References
from expo.imports.lists.lookups.stands import StandColumn, StandRegister
from expo.models import Attendance, Booth, Participation

# What no grid shows: an address that visitors follow, and pages that say so.
LEFT_OUT = ("slug", "sources")
CELLS: dict[type[ListColumn], type[GridColumn]] = {
    ChoiceColumn: ChoiceCell,
    FlagColumn: FlagCell,
    HallColumn: RowCell,
    ResponsibleColumn: RowCell,
    LinkColumn: LinksCell,
    StandColumn: StandsCell,
    OfficeColumn: OrganisationCell,
}
STAND_REGISTER = "stand_register"


def list_cells(fields: tuple[ListColumn, ...], part: str = "", wide: type[ListColumn] = TextColumn) -> Any:
    """The columns of a list as those of a grid."""
    cells = []
    for field in fields:
        if field.key not in LEFT_OUT:
            kind = CELLS.get(type(field), GridColumn)
            cells.append(kind(field=field, part=part, wide=isinstance(field, wide)))
    return tuple(cells)


def read_stands(known: References) -> None:
    known.found[STAND_REGISTER] = {"all": StandRegister(known)}


def read_offices(known: References) -> None:
    register = OrganisationRegister()
    known.found[REGISTER] = {"all": register}
    known.shared_names = shared_names(register.stored.values())


def name_of_organisation(row: Any) -> str:
    return str(row.organisation)


def name_of_person(row: Any) -> str:
    return str(row.person)


EXHIBITORS = GridKind(
    slug="exhibitors",
    title=_("Exhibitors"),
    heading=_("organisation"),
    model=Participation,
    columns=list_cells(PART),
    name=name_of_organisation,
    joined=("organisation", "hall"),
    below={Booth.participations.through: "stands"},
    prepare=read_stands,
)
STANDS = GridKind(
    slug="stands",
    title=_("Stands"),
    heading=_("stand"),
    model=Booth,
    columns=list_cells(STAND_FIELDS),
    joined=("hall",),
    below={},
)
PEOPLE = GridKind(
    slug="people",
    title=_("People"),
    heading=_("person"),
    model=Attendance,
    columns=(*list_cells(PERSON, "person"), *list_cells(PLACE)),
    name=name_of_person,
    joined=("person", "organisation"),
    below={},
    prepare=read_offices,
)
