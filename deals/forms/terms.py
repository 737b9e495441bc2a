"""A signing as a clerk enters it."""

import datetime as dt
import uuid
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deals.drafts import AmountDraft, DealDraft, PartyDraft
from deals.models import Terms
from deals.models.deal import ProjectKind
from deals.models.terms import Basis, Instrument, Place, Shown
from deals.money import Money, parse
from expo.models import Edition, Region, TechnologyArea
from expo.models.places import RegionKind

from .parties import YES_NO_SHOWN

# What was signed five years before the expo, or is under embargo for longer than one, is a slip of the keyboard.
A_YEAR = dt.timedelta(days=366)
ECHO = '<amount-echo src="{% url "desk:amount" %}" currency="{{ edition.reporting_currency }}">'


def ceremonies(edition: Edition) -> Any:
    """The signing ceremonies a deal may belong to; without a Python import of the agenda."""
    return Terms._meta.get_field("ceremony").related_model.objects.working().filter(edition=edition, kind="signing")


class DealForm(forms.Form):
    """A signing as a clerk enters it, without its parties."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name_zh = forms.CharField(label=_("Project name (Chinese)"), max_length=250, required=False)
    name_en = forms.CharField(label=_("Project name (English)"), max_length=250, required=False)
    amount = forms.CharField(
        label=_("Amount, as written"),
        required=False,
        help_text=_("12亿 · 3500万 · 1.2bn · USD 40m; without a currency: yuan."),
    )
    basis = forms.ChoiceField(label=_("Basis"), choices=Basis.choices, initial=Basis.INVESTMENT)
    undisclosed = forms.BooleanField(label=_("No amount is stated"), required=False)
    amount_shown = forms.ChoiceField(label=_("The amount is"), choices=Shown.choices, initial=Shown.PUBLIC)
    place = forms.ChoiceField(label=pgettext_lazy("place", "Signed"), choices=Place.choices, widget=forms.RadioSelect)
    ceremony = forms.ModelChoiceField(label=_("Signing ceremony"), queryset=None, required=False)
    signed_on = forms.DateField(label=_("Signed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    instrument = forms.ChoiceField(label=_("Instrument"), choices=[("", "—"), *Instrument.choices])
    kind = forms.ChoiceField(label=_("Kind of project"), choices=ProjectKind.choices, initial=ProjectKind.INVESTMENT)
    primary_area = forms.ModelChoiceField(
        label=_("Main technology area"), queryset=TechnologyArea.objects.all(), required=False
    )
    areas = forms.ModelMultipleChoiceField(
        label=_("Further technology areas"),
        queryset=TechnologyArea.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    destination = forms.ModelChoiceField(
        label=_("Destination"), queryset=Region.objects.exclude(kind=RegionKind.COUNTRY), required=False
    )
    park = forms.CharField(label=_("Park"), max_length=200, required=False)
    contract_number = forms.CharField(label=_("Contract number"), max_length=100, required=False)
    name_shown = forms.ChoiceField(label=_("The project's name is"), choices=YES_NO_SHOWN, initial=Shown.PUBLIC)
    embargo_until = forms.DateTimeField(
        label=_("Embargo until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.fields["ceremony"].queryset = ceremonies(edition)
        for name in ("amount", "name_zh", "name_en"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout(
            "key",
            Fieldset(
                _("Amount"),
                Div(HTML(ECHO), "amount", HTML("</amount-echo>"), "basis", css_class="row"),
                Div("undisclosed", "amount_shown", css_class="row"),
            ),
            Fieldset(_("Where and when"), "place", Div("ceremony", "signed_on", css_class="row")),
            Fieldset(
                _("Project"),
                Div("name_zh", "name_en", css_class="row"),
                Div("instrument", "kind", css_class="row"),
                Div("primary_area", "destination", css_class="row"),
                "areas",
                Div("park", "contract_number", css_class="row"),
                Div("name_shown", "embargo_until", css_class="row"),
            ),
        )
        return helper

    def clean_amount(self) -> Money | None:
        text = self.cleaned_data["amount"].strip()
        return parse(text, currency=self.edition.reporting_currency) if text else None

    def clean_signed_on(self) -> dt.date:
        day = self.cleaned_data["signed_on"]
        if day > max(self.edition.now().date(), self.edition.ends_on):
            raise ValidationError(_("This day lies in the future."))
        if day < self.edition.starts_on - 5 * A_YEAR:
            raise ValidationError(_("This day lies years before the expo: check the year."))
        return day

    def clean_embargo_until(self) -> dt.datetime | None:
        until = self.cleaned_data["embargo_until"]
        latest = max(self.edition.now().date(), self.edition.ends_on) + A_YEAR
        if until and not self.edition.starts_on - A_YEAR <= until.date() <= latest:
            raise ValidationError(_("An embargo ends within a year: check the year."))
        return until

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("name_en") and not data.get("name_zh"):
            self.add_error("name_zh", _("Name the project in Chinese or in English, better in both."))
        if "amount" in data and (data["amount"] is None) != data.get("undisclosed", False):
            self.add_error("amount", _("Write the amount, or tick that none is stated: one of the two."))
        if data.get("ceremony") and data.get("place") == Place.OUTSIDE:
            self.add_error("ceremony", _("A deal of a signing ceremony was signed at the expo."))
        return data

    def draft(self, party_drafts: tuple[PartyDraft, ...], **more: Any) -> DealDraft:
        """The form's contents as the ledger takes them. Call it on a valid form only."""
        data = self.cleaned_data
        copied = ("name_en", "name_zh", "instrument", "signed_on", "place", "primary_area", "ceremony", "destination")
        also = ("park", "contract_number", "kind", "name_shown", "amount_shown", "embargo_until")
        return DealDraft(
            edition=self.edition,
            parties=party_drafts,
            amounts=self.amount_drafts(),
            areas=tuple(data["areas"]),
            **{name: data[name] for name in copied + also},
            **more,
        )

    def amount_drafts(self) -> tuple[AmountDraft, ...]:
        data = self.cleaned_data
        if data["amount"] is None:
            return ()
        return (AmountDraft(data["amount"], data["basis"], as_written=self.data.get("amount", "").strip()),)
