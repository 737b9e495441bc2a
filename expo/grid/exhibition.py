"""The grids of exhibitors, stands and people: the columns of their lists, as cells."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from expo.grid.columns import (
    ChoiceCell,
    FlagCell,
    GridColumn,
    LinksCell,
    PersonCell,
    RowCell,
)
from expo.grid.kinds import GridKind
from expo.grid.organisation_cells import OrganisationCell, organisation_register
from expo.grid.stands import StandsCell
from expo.imports.lists.fields import (
    ChoiceColumn,
    FlagColumn,
    HallColumn,
    LineColumn,
    LinkColumn,
    ListColumn,
    TextColumn,
)
from expo.imports.lists.kinds.exhibitor_columns import PART, ResponsibleColumn
from expo.imports.lists.kinds.halls import STAND_FIELDS
from expo.imports.lists.kinds.people_columns import PERSON, PLACE, OfficeColumn
from expo.imports.lists.lookups.organisation_register import shared_names
from expo.imports.lists.lookups.references import References
from expo.imports.lists.lookups.stands import StandColumn, StandRegister
from expo.imports.lists.sheets.cells import fold_words
from expo.models import Attendance, Booth, Participation

# What no grid shows: an address that visitors follow, and pages that say so.
LEFT_OUT = ("slug", "sources")
# The first whose kind of field it is.
CELLS: tuple[tuple[type[ListColumn], type[GridColumn]], ...] = (
    (ChoiceColumn, ChoiceCell),
    (FlagColumn, FlagCell),
    (HallColumn, RowCell),
    (ResponsibleColumn, RowCell),
    (StandColumn, StandsCell),
    (LinkColumn, LinksCell),
    (OfficeColumn, OrganisationCell),
)
# Which organisation a new exhibitor is.
ORGANISATION = OfficeColumn(model=Participation, column="organisation", words="")
# Who is meant in a new row, where it is somebody entered before.
KNOWN_PERSON = LineColumn(model=Attendance, column="person", words="", heading=_("known person"))
STAND_REGISTER = "stand_register"


def list_cell(field: ListColumn, part: str = "") -> GridColumn:
    """A column of a list as one of a grid."""
    wide = isinstance(field, TextColumn)
    for kind, cell in CELLS:
        if isinstance(field, kind):
            return cell(field=field, part=part, wide=wide)
    return GridColumn(field=field, part=part, wide=wide)


def list_cells(fields: tuple[ListColumn, ...], part: str = "") -> tuple[GridColumn, ...]:
    return tuple(list_cell(field, part) for field in fields if field.key not in LEFT_OUT)


def read_stands(known: References) -> None:
    known.found[STAND_REGISTER] = {"all": StandRegister(known)}


def read_exhibitors(known: References) -> None:
    read_stands(known)
    read_offices(known)


def read_offices(known: References) -> None:
    known.shared_names = shared_names(organisation_register(known).stored.values())


def people_called(column: GridColumn, text: str, known: References) -> list[str]:
    """Of a name of a person those who bear it already, as they can be named."""
    if column.field.column not in ("name_zh", "name_en"):
        return []
    slugs = known.people_named.get(fold_words(text), set())
    return [f"{known.people[slug]} ({slug})" for slug in sorted(slugs)]


def name_of_organisation(row: Any) -> str:
    return str(row.organisation)


def name_of_stand(row: Any) -> str:
    return row.label


def name_of_person(row: Any) -> str:
    return str(row.person)


EXHIBITORS = GridKind(
    slug="exhibitors",
    title=_("Exhibitors"),
    heading=_("organisation"),
    model=Participation,
    columns=(OrganisationCell(field=ORGANISATION, new_only=True), *list_cells(PART)),
    name=name_of_organisation,
    joined=("organisation", "hall"),
    below={Booth.participations.through: "stands"},
    prepare=read_exhibitors,
    addable=True,
)
STANDS = GridKind(
    slug="stands",
    title=_("Stands"),
    heading=_("stand"),
    model=Booth,
    columns=list_cells(STAND_FIELDS),
    name=name_of_stand,
    joined=("hall",),
    below={},
    addable=True,
)
PEOPLE = GridKind(
    slug="people",
    title=_("People"),
    heading=_("person"),
    model=Attendance,
    columns=(
        PersonCell(field=KNOWN_PERSON, new_only=True, shown_with="person"),
        *list_cells(PERSON, "person"),
        *list_cells(PLACE),
    ),
    name=name_of_person,
    joined=("person", "organisation"),
    below={},
    prepare=read_offices,
    addable=True,
    made_parts=("person",),
    namesakes=people_called,
)
