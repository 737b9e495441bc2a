"""What the list of followed projects is filtered by."""

from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deals.follow_up.followed_projects import FollowedProject
from deals.follow_up.stages import STANDINGS
from deals.ledger import organisation_lookup
from expo.facets import Option, RowFacet, RowFacets
from expo.forms.list_filters import FacetForm
from expo.forms.query_fields import choice_field, search_field
from expo.i18n.bilingual import Text, localised_text

NO_UNIT = "none"


@dataclass(frozen=True)
class LandingRow:
    """A followed project, and which of the filters it passes."""

    project: FollowedProject
    fits: frozenset[str]


class LandingFilter(FacetForm):
    """Stage, responsible unit and what is overdue; each option tells how many projects it has in all."""

    q = search_field(gettext_lazy("Project"))
    stage = choice_field(gettext_lazy("Stage"))
    unit = choice_field(gettext_lazy("Responsible unit"))
    due = choice_field(gettext_lazy("Due"))
    everything = {
        "stage": gettext_lazy("all stages"),
        "unit": gettext_lazy("all units"),
    }

    def facets_of(self, projects: list[FollowedProject]) -> RowFacets[LandingRow]:
        rows = [LandingRow(project, passed_filters(project, self.asked)) for project in projects]
        return RowFacets(rows, FACETS, self.asked)

    def offer(self, wanted: dict[str, str]) -> None:
        super().offer({})
        overdue = sum(row.project.overdue > 0 for row in cast(RowFacets[LandingRow], self.facets).rows)
        self.choice("due").offer(_("due or not"), [Option("overdue", _("overdue"), overdue)])

    def projects(self) -> list[FollowedProject]:
        """Those that are left."""
        return [row.project for row in self.found()]


def passed_filters(project: FollowedProject, asked: dict[str, str]) -> frozenset[str]:
    """The names of those filters that leave the project."""
    words = organisation_lookup.fold_name(asked.get("q", ""))
    tests = {
        "q": words in search_text(project),
        "stage": project.progress.standing == asked.get("stage"),
        "unit": unit_key(project) == asked.get("unit"),
        "due": project.overdue > 0,
    }
    return frozenset(name for name, passes in tests.items() if passes)


def search_text(project: FollowedProject) -> str:
    terms = project.terms
    return organisation_lookup.fold_name(
        " ".join((project.project.code, terms.deal.number, terms.name_en, terms.name_zh))
    )


def unit_key(project: FollowedProject) -> str:
    return str(project.project.responsible_unit_id or NO_UNIT)


def row_stages(row: LandingRow) -> list[str]:
    return [row.project.progress.standing]


def stage_label(row: LandingRow, value: str) -> Text:
    return Text(str(STANDINGS[value]), "")


def stage_rank(option: Option) -> tuple:
    return (list(STANDINGS).index(option.value),)


def row_units(row: LandingRow) -> list[str]:
    return [unit_key(row.project)]


def unit_label(row: LandingRow, value: str) -> Text:
    unit = row.project.project.responsible_unit
    return localised_text(unit, "name") if unit else Text(_("none named yet"), "")


def unit_rank(option: Option) -> tuple:
    """By name, and last those that have none."""
    return (option.value == NO_UNIT, option.label)


FACETS = {
    "stage": RowFacet(row_stages, stage_label, stage_rank),
    "unit": RowFacet(row_units, unit_label, unit_rank),
}
