"""Boxes of data entry for amounts: typed as people write them, read back in figures and words, never in minor units."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.exhibition import amounts
from expo.mixins import MixedIntoModelForm
from expo.models.facts import Unit


class ReadBackInput(forms.TextInput):
    """A box below which stands how its contents read. `beside`: the boxes of the form that say what is counted."""

    template_name = "admin/widgets/read_back.html"

    def __init__(self, unit: str = Unit.MONEY, beside: tuple[str, ...] = ()) -> None:
        super().__init__({"class": "vTextField", "autocomplete": "off", "spellcheck": "false"})
        self.unit, self.beside, self.currency = unit, beside, ""
        self.lines: list[str] = []

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        more = {"unit": self.unit, "beside": " ".join(self.beside), "currency": self.currency, "lines": self.lines}
        return super().get_context(name, value, attrs) | more | {"source": reverse("admin:expo_statedfigure_read_back")}


class AmountField(forms.CharField):
    """An amount in the currency that the form names: its `clean` makes minor units of the text."""

    def __init__(self, *, beside: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(max_length=60, widget=ReadBackInput(beside=beside), required=False, **kwargs)


class TypedAmounts(MixedIntoModelForm):
    """Mixed into an EntryForm: its `amounts` are typed as people write them, in the currency of `currency_of`."""

    amounts: ClassVar[tuple[str, ...]] = ()
    # Each form says it: the currency of what was sent, else of the row.
    currency_of: Callable[[dict[str, Any]], str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.amounts:
            value, currency = getattr(self.instance, name), self.currency_of({})
            widget = self.fields[name].widget
            widget.currency = currency
            if isinstance(self.initial.get(name, value), int):
                shown = self.initial.get(name, value)
                self.initial[name] = amounts.format_value(shown, Unit.MONEY, currency)
                widget.lines = amounts.echo_value(shown, Unit.MONEY, currency)

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        for name in self.amounts:
            if name in cleaned:
                self.read_amount(name, cleaned)
        return cleaned

    def read_amount(self, name: str, cleaned: dict[str, Any]) -> None:
        currency, text = self.currency_of(cleaned), cleaned[name].strip()
        cleaned[name] = None
        if not text:
            return
        try:
            reading = amounts.read_figure(text, Unit.MONEY, currency)
            if reading.currency != currency or reading.qualifier:
                raise ValidationError(_("Write an exact amount in %(currency)s.") % {"currency": currency})
        except ValidationError as error:
            self.add_error(name, error)
        else:
            cleaned[name] = reading.value

    def written(self, name: str, value: Any) -> str | None:
        """How a history says a value of an amount."""
        if name in self.amounts and isinstance(value, int):
            return amounts.format_value(value, Unit.MONEY, self.currency_of({}))
        return None


def amount_reading(request: HttpRequest) -> HttpResponse:
    """How a box reads so far: figures, both languages and capitals; or the sentence that says why it does not."""
    asked = request.GET
    unit = asked.get("unit", "")
    if unit not in Unit.values:
        unit = Unit.MONEY
    context: dict[str, Any] = {}
    try:
        reading = amounts.read_figure(asked.get("text", "")[:100], unit, asked.get("currency", "")[:3].upper())
    except ValidationError as error:
        context["error"] = error.messages[0]
    else:
        qualifier = reading.qualifier or "exact"
        context["lines"] = []
        if reading.value:
            context["lines"] = amounts.echo_value(reading.value, unit, reading.currency, qualifier)
    return render(request, "admin/read_back.html", context)
