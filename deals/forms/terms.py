"""A signing as a clerk enters it: its terms, without parties, further amounts and signatories."""

import datetime as dt
import uuid
from functools import cached_property
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deals.models.ceremonies import ceremony_rows
from deals.models.deal import ProjectKind
from deals.models.terms import Basis, Instrument, Place, Visibility
from deals.money import Money, compact
from deals.verification import amount_check
from expo.db.text_fields import TypedField
from expo.i18n.languages import AsksAboutLanguages
from expo.models import Edition, Region, TechnologyArea
from expo.models.edition import Dollar
from expo.models.places import RegionKind

from .fields import DayField, SeveralField, VenueTimeField, read_amount
from .layout import Fold
from .parties import YES_NO_SHOWN

# What was signed five years before the expo, or is under embargo for longer than one, is a slip of the keyboard.
A_YEAR = dt.timedelta(days=366)
AMOUNT, FURTHER, STAGE = (
    HTML(f'{{% include "deals/desk/form/{name}.html" with forms=forms edition=edition only %}}')
    for name in ("amount", "amounts", "signatories")
)


def signing_ceremonies(edition: Edition) -> Any:
    """The signing ceremonies a deal may belong to; without a Python import of the agenda."""
    return ceremony_rows().working().filter(edition=edition, kind="signing")


class DealForm(AsksAboutLanguages, forms.Form):
    # As they stand on the page: what is wrong is listed in this order. The dollar first: the amount asks for it.
    field_order: tuple[str, ...] = (
        "key",
        "dollar",
        "amount",
        "sure",
        "basis",
        "undisclosed",
        "place",
        "signed_on",
        "ceremony",
    )
    field_order += ("name_zh", "name_en", "instrument", "kind", "primary_area")

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    dollar = forms.ChoiceField(label=_("$ means"), choices=Dollar.choices, required=False)
    kind = forms.ChoiceField(label=_("Kind of project"), choices=ProjectKind.choices, initial=ProjectKind.INVESTMENT)
    instrument = forms.ChoiceField(
        label=_("Instrument"),
        choices=Instrument.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was signed.")},
    )
    name_zh = TypedField(label=_("Project name (Chinese)"), max_length=250, required=False)
    name_en = TypedField(label=_("Project name (English)"), max_length=250, required=False)
    amount = TypedField(
        label=_("Amount, as written"),
        required=False,
        help_text=_("12亿 · 3500万 · 1.2bn · USD 40m; without a currency: yuan."),
    )
    sure = forms.BooleanField(label=_("The unit is right: this is what was signed."), required=False)
    basis = forms.ChoiceField(label=_("Basis"), choices=Basis.choices, initial=Basis.INVESTMENT)
    undisclosed = forms.BooleanField(label=_("No amount is stated"), required=False)
    amount_shown = forms.ChoiceField(label=_("The amount is"), choices=Visibility.choices, initial=Visibility.PUBLIC)
    place = forms.ChoiceField(
        label=pgettext_lazy("place", "Signed"),
        choices=Place.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it was signed at the expo or outside.")},
    )
    ceremony: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Signing ceremony"), queryset=None, required=False
    )
    signed_on = DayField(
        label=_("Signed on"),
        help_text=_("8-26 is enough."),
        error_messages={"required": _("Write the day on which it was signed.")},
    )
    primary_area = forms.ModelChoiceField(
        label=_("Main technology area"), queryset=TechnologyArea.objects.all(), required=False
    )
    areas = SeveralField(
        label=_("Further technology areas"),
        queryset=TechnologyArea.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    destination = forms.ModelChoiceField(
        label=_("Destination"), queryset=Region.objects.exclude(kind=RegionKind.COUNTRY), required=False
    )
    park = TypedField(label=_("Park"), max_length=200, required=False)
    contract_number = TypedField(label=_("Contract number"), max_length=100, required=False)
    name_shown = forms.ChoiceField(label=_("The project's name is"), choices=YES_NO_SHOWN, initial=Visibility.PUBLIC)
    embargo_until = VenueTimeField(label=_("Embargo until"), required=False)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.slip: amount_check.Slip | None = None
        cast(forms.ModelChoiceField, self.fields["ceremony"]).queryset = signing_ceremonies(edition)
        cast(DayField, self.fields["signed_on"]).year = edition.starts_on.year
        self.fields["dollar"].initial = edition.dollar
        cast(VenueTimeField, self.fields["embargo_until"]).stands_at(edition)
        for field in self.fields.values():
            if isinstance(field, TypedField):
                field.widget.attrs["autocomplete"] = "off"
        for name in ("amount", "place", "name_zh", "name_en", "instrument", "signed_on"):
            self.fields[name].widget.attrs["data-main"] = True

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(
            "key",
            Fieldset(
                _("Amount"),
                AMOUNT,
                Div("basis", "dollar", css_class="row"),
                Div("undisclosed", css_class="row"),
                FURTHER,
                css_class="part-amount",
            ),
            Fieldset(
                _("Where and when"),
                "place",
                Div("signed_on", "ceremony", css_class="row"),
                css_class="part-place",
            ),
            Fieldset(
                _("Project"),
                Div("name_zh", "name_en", css_class="row"),
                "instrument",
                Div("kind", "primary_area", css_class="row"),
                css_class="part-project",
            ),
            Fold(_("Signatories and witnesses"), STAGE, css_id="stage"),
            Fold(
                _("Destination, further areas, contract number"),
                Div("destination", "park", "contract_number", css_class="row"),
                "areas",
                css_id="further",
            ),
            Fold(
                _("What the public sees, and from when"),
                Div("name_shown", "amount_shown", "embargo_until", css_class="row"),
                css_id="shown",
            ),
        )
        return helper

    def clean_amount(self) -> Money | None:
        dollar = self.cleaned_data.get("dollar") or None
        return read_amount(self.cleaned_data["amount"], self.edition.reporting_currency, dollar)

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
        super().clean()
        data = self.cleaned_data
        if not data.get("name_en") and not data.get("name_zh"):
            self.add_error("name_zh", _("Name the project in Chinese or in English, better in both."))
        if "amount" in data and (data["amount"] is None) != data.get("undisclosed", False):
            self.add_error("amount", _("Write the amount, or tick that none is stated: one of the two."))
        if data.get("ceremony") and data.get("place") == Place.OUTSIDE:
            self.add_error("ceremony", _("A deal of a signing ceremony was signed at the expo."))
        self.ask_about_slips(data)
        return data

    def ask_about_slips(self, data: dict[str, Any]) -> None:
        """An amount far from the usual must be confirmed; not one that stood here before, in terms to be amended."""
        money, kind, instrument = data.get("amount"), data.get("kind"), data.get("instrument")
        if not money or not kind or not instrument or self.data.get("amount") == self.initial.get("amount"):
            return
        self.slip = amount_check.find_slip(money, self.edition, kind, instrument)
        if self.slip and not data.get("sure"):
            self.add_error("amount", slip_sentence(self.slip))


def slip_sentence(slip: amount_check.Slip) -> str:
    usual = compact(slip.usual)
    if slip.meant is None:
        without = _("Deals of this kind are usually about %(usual)s. Check the unit, or confirm it.")
        return without % {"usual": usual}
    with_guess = _("Deals of this kind are usually about %(usual)s. Is %(meant)s meant? Check the unit, or confirm it.")
    return with_guess % {"usual": usual, "meant": compact(slip.meant)}
