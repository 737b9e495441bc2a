"""The forms of the deal desk."""

import datetime as dt
import uuid
from dataclasses import replace
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deals import parties
from deals.drafts import AmountDraft, DealDraft, PartyDraft
from deals.models import Amount, Deal, Terms
from deals.models.deal import ProjectKind
from deals.models.terms import Basis, Instrument, PartyRole, Place, Shown, Side
from deals.money import Money, figures, parse
from expo.models import Edition, Organisation, Region, TechnologyArea
from expo.models.places import RegionKind

# What was signed five years before the expo, or is under embargo for longer than one, is a slip of the keyboard.
A_YEAR = dt.timedelta(days=366)
ECHO = '<amount-echo src="{% url "desk:amount" %}" currency="{{ edition.reporting_currency }}">'
YES_NO_SHOWN = [(Shown.PUBLIC, Shown.PUBLIC.label), (Shown.HIDDEN, Shown.HIDDEN.label)]


def ceremonies(edition: Edition) -> Any:
    """The signing ceremonies a deal may belong to; without a Python import of the agenda."""
    return Terms._meta.get_field("ceremony").related_model.objects.filter(edition=edition, kind="signing")


class PartyForm(forms.Form):
    """One row of the parties: who, on which side, as what."""

    name = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=PartyRole.choices, required=False)
    shown = forms.ChoiceField(label=_("Its name is"), choices=YES_NO_SHOWN, required=False)
    new = forms.BooleanField(label=_("Record it as a new organisation"), required=False)

    def __init__(self, *args: Any, placed: dict[str, Region] | None = None, **kwargs: Any) -> None:
        """`placed`: the regions by which this deal's parties that nobody named are shown, by their names."""
        super().__init__(*args, **kwargs)
        self.placed = placed or {}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if name := data.get("name", "").strip():
            data["region"] = self.placed.get(name)
            data["organisation"] = None if data["region"] else self.organisation(name, new=data.get("new", False))
        return data

    def organisation(self, name: str, *, new: bool) -> Organisation | None:
        try:
            found = parties.find(name)
        except ValidationError as error:
            self.add_error("name", error)
            return None
        if found is None and not new:
            self.unknown = True
            self.add_error("name", _("No organisation is called so. Correct the name, or record it as a new one."))
        return found

    def draft(self) -> PartyDraft:
        data = self.cleaned_data
        organisation = None if data["region"] else data["organisation"] or parties.find_or_create(data["name"])
        return PartyDraft(
            side=data["side"] or Side.A,
            role=data["role"] or PartyRole.PARTNER,
            organisation=organisation,
            region=data["region"],
            shown=data["shown"] or Shown.PUBLIC,
        )


class BasePartyFormSet(forms.BaseFormSet):
    """The rows of the parties; empty rows count for nothing."""

    def filled(self) -> list[PartyForm]:
        return [form for form in self.forms if form.cleaned_data.get("name")]

    def clean(self) -> None:
        if any(self.errors):
            return
        filled = [form.cleaned_data for form in self.filled()]
        if len(filled) < 2 or len({row["side"] for row in filled}) < 2:
            raise ValidationError(_("A deal has at least two parties, on two sides."))
        known = [row["organisation"] for row in filled if row["organisation"]]
        if len(set(known)) < len(known):
            raise ValidationError(_("The same organisation stands on this deal twice."))

    def drafts(self) -> tuple[PartyDraft, ...]:
        return tuple(form.draft() for form in self.filled())


PartyFormSet = forms.formset_factory(
    PartyForm, BasePartyFormSet, extra=2, max_num=50, validate_max=True, absolute_max=60
)


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


class StepForm(forms.Form):
    """A step on a deal: which version was in view, and why where a reason is due."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


def parties_of(terms: Terms) -> list[dict[str, Any]]:
    """What the rows of parties show of terms that are to be amended."""
    return [
        {"name": str(party.organisation or party.region), "side": party.side, "role": party.role, "shown": party.shown}
        for party in terms.parties.select_related("organisation", "region")
    ]


def placed_in(terms: Terms) -> dict[str, Region]:
    """The regions of the parties that nobody named, by their names in both languages."""
    regions = [party.region for party in terms.parties.select_related("region") if party.region]
    return {name: region for region in regions for name in (region.name_en, region.name_zh) if name}


def carried_over(draft: DealDraft, terms: Terms) -> DealDraft:
    """The amended draft with what the form does not ask: notes, further amounts, how the amount was written."""
    before = [amount_draft(amount) for amount in terms.amounts.all()]
    headline = next((amount for amount in before if amount.headline), None)
    amounts = draft.amounts
    if headline and amounts and untouched(amounts[0], headline):
        amounts = (replace(amounts[0], as_written=headline.as_written),)
    further = tuple(amount for amount in before if not amount.headline) if amounts else ()
    return replace(draft, amounts=amounts + further, note_en=terms.note_en, note_zh=terms.note_zh)


def amount_draft(amount: Amount) -> AmountDraft:
    return AmountDraft(Money(amount.minor, amount.currency), amount.basis, amount.as_written, amount.headline)


def untouched(amount: AmountDraft, before: AmountDraft) -> bool:
    """Whether the box still held what `initial_of` had put there."""
    return amount.money == before.money and amount.as_written == figures(before.money)


def initial_of(terms: Terms, deal: Deal) -> dict[str, Any]:
    """What the form shows of terms that are to be amended."""
    amount = next((amount for amount in terms.amounts.all() if amount.headline), None)
    copied = ("name_en", "name_zh", "instrument", "signed_on", "place", "primary_area", "ceremony", "destination")
    also = ("park", "contract_number", "name_shown", "amount_shown", "embargo_until")
    return {name: getattr(terms, name) for name in copied + also} | {
        "kind": deal.project.kind,
        "areas": [area.pk for area in terms.areas.all()],
        "amount": figures(Money(amount.minor, amount.currency)) if amount else "",
        "undisclosed": amount is None,
        "basis": amount.basis if amount else Basis.INVESTMENT,
    }
