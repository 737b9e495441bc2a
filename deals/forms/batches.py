"""A batch as a clerk enters it."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from deals.ledger.batches import BatchData
from deals.ledger.deal_data import LARGEST
from deals.models import Batch
from deals.models.terms import Place
from deals.money import Money, figures
from expo.db.text_fields import TypedField
from expo.i18n.languages import AsksAboutLanguages
from expo.models import Edition, Region
from expo.models.places import RegionKind

from .fields import read_amount

# What the form and a batch call by the same name.
COPIED = ("name_zh", "name_en", "projects", "place", "signed_on", "district")


class BatchForm(AsksAboutLanguages, forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name_zh = TypedField(label=_("Name (Chinese)"), max_length=250, required=False)
    name_en = TypedField(label=_("Name (English)"), max_length=250, required=False)
    projects = forms.IntegerField(
        label=_("Number of projects"),
        min_value=1,
        max_value=10_000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Write how many projects it holds, from 1 to 10,000.")
        ),
    )
    amount = TypedField(label=_("Amount; empty where none is stated"), required=False)
    place = forms.ChoiceField(
        label=_("Place"),
        choices=[("", "—"), *Place.choices],
        error_messages={"required": _("Choose whether it was signed at the expo or outside.")},
    )
    signed_on = forms.DateField(
        label=_("Signed on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Write the day on which it was signed.")},
    )
    district = forms.ModelChoiceField(
        label=_("Reported by"), queryset=Region.objects.exclude(kind=RegionKind.COUNTRY), required=False
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    @staticmethod
    def initial_of(batch: Batch) -> dict[str, Any]:
        """What the form shows of a batch that is to be amended."""
        values = {name: getattr(batch, name) for name in COPIED} | {"amount": ""}
        if batch.minor:
            values["amount"] = figures(Money(batch.minor, batch.currency))
        return values

    def clean_amount(self) -> Money | None:
        currency = self.edition.reporting_currency
        money = read_amount(self.cleaned_data["amount"], currency)
        if money and money.currency != currency:
            raise ValidationError(_("Write the amount of a batch in the reporting currency."))
        if money and money.minor > LARGEST:
            raise ValidationError(_("This amount is too large for one deal: check its unit."))
        return money

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not data.get("name_en") and not data.get("name_zh"):
            self.add_error("name_zh", _("Name the batch in Chinese or in English, better in both."))
        return data

    def draft(self) -> BatchData:
        """The form's contents as the ledger takes them. Call it on a valid form only."""
        minor = None
        if self.cleaned_data["amount"]:
            minor = self.cleaned_data["amount"].minor
        copied = {name: self.cleaned_data[name] for name in COPIED}
        return BatchData(edition=self.edition, minor=minor, **copied)
