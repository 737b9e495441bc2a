"""Fields that read the query string: what is searched for, and one of the options that are offered."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.facets import Option
from expo.i18n.bilingual import localised_text
from expo.i18n.lazy_text import LazyText
from expo.models import Region
from expo.models.places import RegionKind


class BilingualSelect(forms.Select):
    """A select whose options bear `lang` where their name stands in for the missing one.

    Written in Python: the templates of Django's own include two more for every option, and a page has fifty.
    """

    langs: dict[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if lang := self.langs.get(value):
            option["attrs"]["lang"] = lang
        return option

    def render(
        self, name: str, value: Any, attrs: dict | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        told = []
        for _group, options, _index in widget["optgroups"]:
            for option in options:
                told.append(f"<option{option_attributes(option)}>{conditional_escape(option['label'])}</option>")
        rows = "\n".join(told)
        return SafeString(f"<select{flatatt({'name': widget['name']} | widget['attrs'])}>\n{rows}\n</select>")


def option_attributes(option: dict[str, Any]) -> str:
    """As `flatatt`, which takes ten times as long for so few."""
    told, flags = "", ""
    for name, value in sorted({"value": option["value"], **option["attrs"]}.items()):
        if value is True:
            flags += f" {name}"
        elif value is not False and value is not None:
            told += f' {name}="{conditional_escape(value)}"'
    return told + flags


class QueryChoiceField(forms.ChoiceField):
    """One of the options offered; a value that is none of them counts as nothing chosen."""

    widget = BilingualSelect
    names: dict[str, str] = {}

    def validate(self, value: str) -> None:
        if value and not self.valid_value(value):
            message = _("“%(value)s” is not offered here, so nothing is filtered by it.")
            raise ValidationError(message, code="invalid_choice", params={"value": value})

    def offer(self, everything: str, options: Iterable[Option]) -> None:
        """Offer the options with their numbers, below `everything` for no filter."""
        choices, langs, names = [("", everything)], {}, {}
        for option in options:
            choices.append((option.value, option.text))
            langs[option.value], names[option.value] = option.lang, option.label
        self.choices = choices
        self.widget.langs, self.names = langs, names

    def name_of(self, value: str) -> tuple[str, str]:
        """What an option is called, without its number, and its language where that stands in."""
        return self.names.get(value, value), self.widget.langs.get(value, "")


class RegionField(QueryChoiceField):
    """A country that is offered, or a province or district of one, which its own page leads to."""

    def valid_value(self, value: str) -> bool:
        return super().valid_value(value) or self.offer_region(value)

    def offer_region(self, code: str) -> bool:
        """Whether there is such a region; then it stands among the choices, so that the page says what it lists."""
        region = Region.objects.exclude(kind=RegionKind.COUNTRY).filter(code=code).first()
        if region is None:
            return False
        name = localised_text(region, "name")
        self.choices = [*cast(list, self.choices), (code, name.value)]
        if name.lang:
            self.widget.langs = {**self.widget.langs, code: name.lang}
        return True


def search_field(label: LazyText) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs={"type": "search"}))


def choice_field(label: LazyText) -> QueryChoiceField:
    return QueryChoiceField(label=label, required=False)


def region_field() -> RegionField:
    return RegionField(label=gettext_lazy("Country or region"), required=False)
