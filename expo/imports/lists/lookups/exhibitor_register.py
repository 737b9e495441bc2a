"""The exhibitors of an edition, as lists name them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from expo.imports.lists.answers import Answers
from expo.imports.lists.lookups.organisation_register import OrganisationRegister
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import split_languages
from expo.models import Edition, Organisation, Participation
from expo.models.exhibition import EXHIBITING


def participations(edition: Edition) -> Iterable[Participation]:
    return Participation.objects.filter(edition=edition).select_related("hall")


class ExhibitorRegister:
    """The exhibitors of the edition, by address and by whatever lists call their organisations."""

    def __init__(self, known: References, answers: Answers) -> None:
        self.known, self.answers = known, answers
        self.register = OrganisationRegister()
        self.there: dict[int, Participation] = {}
        for each in participations(known.edition):
            if each.kind in EXHIBITING:
                self.there[each.organisation_id] = each
            known.exhibitors[each.slug] = each
            known.exhibitors_by_key[each.pk] = each

    def find(self, text: str, line: ListedLine, field: str) -> Participation:
        """Raises CellProblem where the edition has no such exhibitor."""
        if text in self.known.exhibitors:
            return self.known.exhibitors[text]
        names = {f"name_{language}": part for language, part in split_languages(text).items()}
        named = ListedLine(line.sheet, line.number, line.found, dict(names))
        organisation = self.organisation(named, line.pick(field, self.answers))
        found = organisation and self.there.get(organisation.pk)
        if not found:
            raise CellProblem(_("“%(found)s” is no exhibitor of this edition."), found=text)
        return found

    def organisation(self, named: ListedLine, picked: str) -> Organisation | None:
        """What was picked answers for the name that it was asked of, and for no other name of the cell."""
        try:
            return self.register.find(named, "")
        except CellProblem as problem:
            if picked not in [choice.value for choice in problem.choices]:
                raise
        return self.register.find(named, picked)
