"""A step on a deal: which version was in view, and what else the step asks."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals.models import Batch, Deal
from deals.money import Money
from expo.db.text_fields import TypedField
from expo.presence import require_value

from .fields import VenueTimeField, read_amount

A_YEAR = dt.timedelta(days=366)


class VersionForm(forms.Form):
    """What every step asks: the version in view. `name` is that of the step."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value"), _("This page was incomplete. Try again from here.")
        ),
    )

    def __init__(self, *args: Any, deal: Deal | None = None, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deal, self.name = deal, name

    @property
    def of_deal(self) -> Deal:
        """The deal of a step that needs one."""
        return require_value(self.deal)

    def show_version(self, number: int) -> None:
        """The next press is made on this version, whichever was sent."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(number)
        self.data = data


class StepForm(VersionForm):
    """A step with its reason; the ledger itself refuses an empty one."""

    reason = TypedField(label=_("Reason"), max_length=500, required=False)


class VerifyForm(VersionForm):
    retyped = TypedField(
        label=_("Amount, from the signed paper"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_retyped(self) -> Money | None:
        return read_amount(self.cleaned_data["retyped"], self.of_deal.edition.reporting_currency)


class EmbargoForm(VersionForm):
    until = VenueTimeField(label=_("Embargo until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(VenueTimeField, self.fields["until"]).stands_at(self.of_deal.edition)

    def clean_until(self) -> dt.datetime:
        until = self.cleaned_data["until"]
        if abs(until - timezone.now()) > A_YEAR:
            raise ValidationError(_("An embargo ends within a year: check the year."))
        return until


class SupersedeForm(StepForm):
    earlier = TypedField(label=_("Number of the earlier deal"), max_length=60)

    def clean_earlier(self) -> Deal:
        found = Deal.objects.numbered(self.cleaned_data["earlier"].strip()).first()
        if found is None:
            raise ValidationError(_("No deal has this number."))
        return found


class BatchField(forms.ModelChoiceField):
    """Batches by number and name."""

    def label_from_instance(self, obj: Batch) -> str:
        return f"{obj.number} · {obj}"


class DrawForm(VersionForm):
    """Which batch the deal is one of; empty: of none."""

    batch = BatchField(label=_("Batch"), queryset=Batch.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        batches = Batch.objects.of(self.of_deal.edition).exclude(status="withdrawn").select_related("edition")
        field = cast(BatchField, self.fields["batch"])
        field.queryset, field.initial = batches, self.of_deal.batch_id


FORMS = {
    "draw": DrawForm,
    "verify": VerifyForm,
    "give_back": StepForm,
    "tell_apart": StepForm,
    "withdraw": StepForm,
    "reopen": StepForm,
    "embargo": EmbargoForm,
    "supersede": SupersedeForm,
}


def step_form(name: str, deal: Deal, data: Any = None) -> VersionForm:
    """The form of a step, bound to what was sent; fields are named on the page by their step."""
    form = FORMS.get(name, VersionForm)
    return form(data, deal=deal, name=name, auto_id=f"id_{name}_%s", initial={"version": deal.version})


def step_forms(deal: Deal, names: set[str], taken: tuple[str, VersionForm] | None = None) -> dict[str, VersionForm]:
    """The forms of these steps; that of the step which was refused holds what was typed, and the latest version."""
    forms = {name: step_form(name, deal) for name in names}
    if taken and taken[0] in names:
        name, form = taken
        form.show_version(deal.version)
        forms[name] = form
    return forms
