"""The cell of an organisation, by whatever it is called."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from expo.grid.columns import GridColumn
from expo.grid.entries import RowEntries
from expo.imports.lists.lookups.organisation_register import OrganisationRegister, office_label
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import split_languages
from expo.imports.lists.sheets.tables import TableLine
from expo.spreadsheets.cells import Row

# Where a kind keeps the register of organisations.
REGISTER = "organisation_register"


class OrganisationCell(GridColumn):
    """An organisation by any of its names; one that nobody knows is not made here."""

    def text(self, row: Any, known: References) -> str:
        organisation = getattr(self.owner(row), self.field.column)
        if organisation is None:
            return ""
        return office_label(organisation, known.shared_names)

    def put(self, entries: RowEntries, value: Any, known: References) -> None:
        register = organisation_register(known)
        if value in labelled_organisations(known):
            # As the grid shows it, whatever signs are in the name.
            entries.set(self.entry_name, str(labelled_organisations(known)[value].pk))
            return
        names = {f"name_{language}": part for language, part in split_languages(value).items()}
        try:
            found = register.find(ListedLine("", 0, TableLine(Row(0, []), ()), dict(names)), "")
        except CellProblem as problem:
            raise typable_choices(problem, register, known) from problem
        if found is None:
            raise CellProblem(_("No organisation is known as “%(found)s”: add it first."), found=value)
        entries.set(self.entry_name, str(found.pk))


def typable_choices(problem: CellProblem, register: OrganisationRegister, known: References) -> CellProblem:
    """The same doubt with its organisations as a cell takes them, without the new one that no cell makes."""
    choices = []
    for row in register.stored.values():
        label = office_label(row, known.shared_names)
        choices += [Choice(each.value, label) for each in problem.choices if each.value == f"#{row.pk}"]
    return CellProblem(problem.sentence, choices, **problem.params)


def organisation_register(known: References) -> OrganisationRegister:
    """Loaded when it is asked for first: most cells name no organisation."""
    kept = known.found.setdefault(REGISTER, {})
    if "all" not in kept:
        kept["all"] = OrganisationRegister()
    return kept["all"]


def labelled_organisations(known: References) -> dict[str, Any]:
    """Those that are merged into no other, by what the grid calls them."""
    kept = known.found.setdefault(REGISTER, {})
    if "labels" not in kept:
        rows = [row for row in organisation_register(known).stored.values() if row.merged_into_id is None]
        kept["labels"] = {office_label(row, known.shared_names): row for row in rows}
    return kept["labels"]
