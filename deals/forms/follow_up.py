"""What becomes of projects, as it is reported at the desk."""

import uuid
from abc import abstractmethod
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deals.follow_up import FundsData, StageData, count_reports
from deals.follow_up.followed_projects import USUAL
from deals.ledger import organisation_lookup
from deals.ledger.deal_data import LARGEST
from deals.models import FollowUp, Funds, Project
from deals.models.follow_up import Report, Stage
from deals.money import Money, figures, parse
from expo.db.text_fields import TypedField
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

    def __init__(
        self, data: Any = None, files: Any = None, *, project: Project, replaces: Report | None = None
    ) -> None:
        initial = {"seen": count_reports(project)}
        if replaces:
            initial |= self.of_row(replaces)
        super().__init__(data, files, initial=initial)
        self.project, self.replaces = project, replaces
        if not replaces:
            del self.fields["void"]

    @staticmethod
    @abstractmethod
    def of_row(row: Any) -> dict[str, Any]:
        """What the form of the correction of a row shows."""

    @abstractmethod
    def draft(self) -> Any:
        """The report as `follow_up` takes it. Call it on a valid form only."""

    def show_again(self) -> None:
        """After a refusal: what was typed stays, and the next press is made on what is shown beside it now."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen")] = str(count_reports(self.project))
        self.data = data

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
        super().clean()
        data = self.cleaned_data
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
