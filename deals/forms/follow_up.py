"""What becomes of projects, as it is reported at the desk; and what the list of them is filtered by."""

import uuid
from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deals.follow_up import FundsData, StageData, count_reports
from deals.follow_up.followed_projects import USUAL, FollowedProject
from deals.follow_up.stages import STANDINGS
from deals.ledger import organisation_lookup
from deals.ledger.deal_data import LARGEST
from deals.models import FollowUp, Funds, Project
from deals.models.follow_up import Report, Stage
from deals.money import Money, figures, parse
from expo.db.text_fields import TypedField
from expo.exhibition.facets import Option
from expo.forms.list_filters import QueryForm, choice_field, search_field
from expo.i18n.bilingual import localised_text
from expo.i18n.languages import AsksAboutLanguages
from expo.models import Organisation


def day_field(label: Any, required: Any) -> forms.DateField:
    """A day, and the sentence that asks for it where it is missing."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages={"required": required})


class ReportForm(forms.Form):
    """A report on evidence; with `replaces`, the correction of that row, which has a reason."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    evidence = TypedField(
        label=gettext_lazy("Evidence"),
        max_length=1000,
        help_text=gettext_lazy("Like the number of a licence."),
        error_messages={"required": gettext_lazy("Name the evidence, like the number of a licence.")},
    )
    file = forms.FileField(label=gettext_lazy("Scan of it: PDF, JPEG or PNG"), required=False)
    reason = TypedField(label=gettext_lazy("Reason"), max_length=500, required=False)
    void = forms.BooleanField(label=gettext_lazy("This report only takes the earlier one back"), required=False)

    def __init__(self, *args: Any, project: Project, replaces: Report | None = None, **kwargs: Any) -> None:
        initial = {"seen": count_reports(project)}
        if replaces:
            initial |= self.of_row(replaces)
        super().__init__(*args, initial=initial, **kwargs)
        self.project, self.replaces = project, replaces
        if not replaces:
            del self.fields["void"]

    def show_again(self) -> None:
        """After a refusal: what was typed stays, and the next press is made on what is shown beside it now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = str(count_reports(self.project))

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "evidence": data["evidence"],
            "file": data["file"],
            "reason": data["reason"],
            "on": data["on"],
            "replaces": self.replaces,
            "void": data.get("void", False),
            "project": self.project,
        }


class StageForm(ReportForm):
    prefix = "stage"
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        choices=[("", "—"), *Stage.choices],
        error_messages={"required": gettext_lazy("Choose the stage that was reached.")},
    )
    on = day_field(gettext_lazy("Reached on"), gettext_lazy("Write the day on which it was reached."))
    field_order = ["key", "seen", "stage", "on", "evidence"]

    @staticmethod
    def of_row(row: FollowUp) -> dict[str, Any]:
        return {"stage": row.stage, "on": row.on, "evidence": row.evidence}

    def draft(self) -> StageData:
        return StageData(stage=self.cleaned_data["stage"], **self.told())


class FundsForm(ReportForm):
    prefix = "funds"
    amount = TypedField(
        label=gettext_lazy("Amount that arrived"),
        max_length=60,
        error_messages={"required": gettext_lazy("Write how much arrived.")},
    )
    on = day_field(gettext_lazy("Arrived on"), gettext_lazy("Write the day on which it arrived."))
    field_order = ["key", "seen", "amount", "on", "evidence"]

    @staticmethod
    def of_row(row: Funds) -> dict[str, Any]:
        amount = figures(Money(row.minor, row.currency))
        return {"amount": amount, "on": row.arrived_on, "evidence": row.evidence}

    def clean_amount(self) -> Money:
        money = parse(self.cleaned_data["amount"].strip(), currency=self.project.edition.reporting_currency)
        if money.minor > LARGEST:
            raise ValidationError(_("This amount is too large for one deal: check its unit."))
        return money

    def draft(self) -> FundsData:
        return FundsData(money=self.cleaned_data["amount"], **self.told())


class UnitForm(forms.Form):
    """The responsible unit, by the name of an organisation; empty takes it away."""

    name = TypedField(label=gettext_lazy("Responsible unit"), max_length=200, required=False)
    chosen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["unit"] = None
        name = data.get("name", "").strip()
        if name:
            data["unit"] = self.called(name, data.get("chosen"))
        return data

    def called(self, name: str, chosen: int | None) -> Organisation:
        found = organisation_lookup.find_picked(name, chosen) or organisation_lookup.find_organisation(name)
        if found is None:
            raise ValidationError({"name": _("No organisation is called so.")})
        return found


class LimitsForm(forms.Form):
    """In how many days each stage is due."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage in USUAL:
            self.fields[stage.value] = forms.IntegerField(label=stage.label, min_value=1, max_value=5000)


class SnapshotForm(AsksAboutLanguages, forms.Form):
    as_of = day_field(gettext_lazy("As of"), gettext_lazy("Write the day as of which the rates count."))
    note_zh = TypedField(label=gettext_lazy("Note (Chinese)"), max_length=300, required=False)
    note_en = TypedField(label=gettext_lazy("Note (English)"), max_length=300, required=False)
    after = forms.IntegerField(widget=forms.HiddenInput)


class LandingFilter(QueryForm):
    """Stage, responsible unit and what is overdue; each option tells how many projects it has."""

    q = search_field(gettext_lazy("Project"))
    stage = choice_field(gettext_lazy("Stage"))
    unit = choice_field(gettext_lazy("Responsible unit"))
    due = choice_field(gettext_lazy("Due"))

    def __init__(self, query: QueryDict, rows: list[FollowedProject]) -> None:
        super().__init__(query)
        self.fields["stage"].offer(_("all stages"), standing_options(rows))
        self.fields["unit"].offer(_("all units"), unit_options(rows))
        overdue = sum(row.overdue > 0 for row in rows)
        self.fields["due"].offer(_("due or not"), [Option("overdue", _("overdue"), overdue)])

    def found(self, rows: list[FollowedProject]) -> list[FollowedProject]:
        wanted = self.wanted
        return [row for row in rows if is_wanted(row, wanted)]


def is_wanted(row: FollowedProject, wanted: dict[str, str]) -> bool:
    """`wanted`: by the filters' names."""
    if "q" in wanted and organisation_lookup.fold_name(wanted["q"]) not in search_text(row):
        return False
    if "stage" in wanted and row.progress.standing != wanted["stage"]:
        return False
    if "unit" in wanted and str(row.project.responsible_unit_id or "none") != wanted["unit"]:
        return False
    return "due" not in wanted or row.overdue > 0


def standing_options(rows: list[FollowedProject]) -> list[Option]:
    """The standings that there are, with how many projects stand so."""
    numbers = Counter(row.progress.standing for row in rows)
    options = []
    for value, label in STANDINGS.items():
        if numbers[value]:
            options.append(Option(value, str(label), numbers[value]))
    return options


def search_text(row: FollowedProject) -> str:
    return organisation_lookup.fold_name(
        " ".join((row.project.code, row.terms.deal.number, row.terms.name_en, row.terms.name_zh))
    )


def unit_options(rows: list[FollowedProject]) -> list[Option]:
    """The units with their projects, by name, and last how many have none."""
    numbers = Counter(row.project.responsible_unit_id for row in rows)
    units = {row.project.responsible_unit_id: row.project.responsible_unit for row in rows}
    units.pop(None, None)
    options = []
    for pk, unit in units.items():
        name = localised_text(unit, "name")
        options.append(Option(str(pk), name.value, numbers[pk], name.lang))
    options.sort(key=lambda option: option.label)
    if numbers[None]:
        options.append(Option("none", _("none named yet"), numbers[None]))
    return options
