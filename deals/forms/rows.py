"""Rows that a deal may have any number of, beside its parties: further amounts, and who stands on the stage."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from deals.ledger.deal_data import AmountData, SignatoryData
from deals.models.signing import SignatoryRole
from deals.models.terms import Basis
from deals.money import parse
from expo.db.text_fields import TypedField
from expo.models import Edition

PARTIES_OFFERED = 12


class FilledRows(forms.BaseFormSet):
    """Rows of which the empty ones count for nothing. `first` names the field without which a row is empty."""

    first = "name"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        # Partner systems and old pages send no such rows: then there are none.
        self.absent = data is not None and f"{kwargs['prefix']}-TOTAL_FORMS" not in data
        if self.absent:
            data = None
        super().__init__(data, **kwargs)

    def is_valid(self) -> bool:
        return self.absent or super().is_valid()

    def drafts(self) -> tuple[Any, ...]:
        if self.absent:
            return ()
        return tuple(form.draft() for form in self.forms if form.cleaned_data.get(self.first))


class AmountForm(forms.Form):
    """A further amount on another basis: it is recorded beside the headline and never added to it."""

    text = TypedField(label=_("Further amount"), required=False)
    basis = forms.ChoiceField(label=_("Basis"), choices=Basis.choices, initial=Basis.FOREIGN, required=False)

    def __init__(self, *args: Any, edition: Edition, dollar: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.dollar = edition, dollar
        self.fields["text"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if text := data.get("text", "").strip():
            try:
                data["money"] = parse(text, currency=self.edition.reporting_currency, dollar=self.dollar or None)
            except ValidationError as error:
                self.add_error("text", error)
        return data

    def draft(self) -> AmountData:
        data = self.cleaned_data
        return AmountData(
            data["money"], data["basis"] or Basis.FOREIGN, as_written=data["text"].strip(), headline=False
        )


class BaseAmountFormSet(FilledRows):
    first = "text"


class SignatoryForm(forms.Form):
    """Somebody on the stage; the order of the rows is the order of the stage."""

    name = TypedField(label=_("Name"), max_length=200, required=False)
    role = forms.ChoiceField(
        label=_("Role"), choices=SignatoryRole.choices, initial=SignatoryRole.SIGNATORY, required=False
    )
    party = forms.TypedChoiceField(label=_("For"), coerce=int, empty_value=None, required=False, choices=[("", "—")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[int | str, Any]] = [("", "—")]
        for number in range(1, PARTIES_OFFERED + 1):
            choices.append((number, _("Party %(number)s") % {"number": number}))
        cast(forms.ChoiceField, self.fields["party"]).choices = choices
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def draft(self) -> SignatoryData:
        """`party`: the number of the row of the party, from 1."""
        data = self.cleaned_data
        return SignatoryData(
            name=data["name"].strip(), role=data["role"] or SignatoryRole.SIGNATORY, party=data["party"]
        )


AmountFormSet = forms.formset_factory(
    AmountForm, BaseAmountFormSet, extra=1, max_num=10, validate_max=True, absolute_max=20
)
SignatoryFormSet = forms.formset_factory(
    SignatoryForm, FilledRows, extra=2, max_num=60, validate_max=True, absolute_max=80
)
