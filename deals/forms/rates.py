"""An exchange rate, and a CSV of them, as they are entered at the desk."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from deals import exchange_rates
from deals.models import ExchangeRate
from deals.money.currencies import check_currency_in_use
from expo.db.text_fields import TypedField

LARGEST_FILE = 500_000


class RateForm(forms.ModelForm):
    class Meta:
        model = ExchangeRate
        fields = ["base", "quote", "on", "rate", "source"]
        widgets = {"on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_base(self) -> str:
        return check_currency_code(self.cleaned_data["base"])

    def clean_quote(self) -> str:
        return check_currency_code(self.cleaned_data["quote"])


def check_currency_code(typed: str) -> str:
    """The code in capitals. A slip such as USB would be a rate that no amount ever finds."""
    check_currency_in_use(code := typed.upper())
    return code


class RatesForm(forms.Form):
    """A CSV, as a file or as text; `lines` holds what was read of it."""

    file = forms.FileField(label=_("CSV file"), required=False)
    text = TypedField(
        label=_("or its lines"), required=False, widget=forms.Textarea(attrs={"rows": 6}), max_length=LARGEST_FILE
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > LARGEST_FILE:
            raise ValidationError(_("This file is too large."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(_("Save the file as UTF-8 and send it again.")) from error

    def clean(self) -> dict:
        super().clean()
        data = self.cleaned_data
        if not self.errors:
            data["text"] = data.get("file") or data.get("text") or ""
            self.lines = exchange_rates.read_lines(data["text"])
        return data
