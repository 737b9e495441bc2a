"""Texts that exist in English and Chinese: which one is shown, and how a stand-in is marked."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from expo.db.lookups import any_field
from expo.db.text_fields import CharField
from expo.i18n.characters import printable

SUFFIXES = {"en": "en", "zh-hans": "zh"}
LANG = {"en": "en", "zh": "zh-Hans"}
OTHER = {"en": "zh", "zh": "en"}


@dataclass(frozen=True)
class Text:
    """A text and, where it stands in for the missing one, the `lang` to mark it with (otherwise empty)."""

    value: str
    lang: str

    def __str__(self) -> str:
        return self.value


def language_suffix(language: str | None = None) -> str:
    """`en` or `zh`: the ending of the fields that hold texts in this language (default: the active one)."""
    return SUFFIXES.get(language or get_language() or "en", "en")


def localised_text(row: Any, field: str, language: str | None = None) -> Text:
    """The text of `field` in the language; the other language's, marked, where that one is missing."""
    wanted = language_suffix(language)
    other = OTHER[wanted]
    if value := printable(getattr(row, f"{field}_{wanted}")):
        return Text(value, "")
    value = printable(getattr(row, f"{field}_{other}"))
    if not value:
        return Text("", "")
    return Text(value, LANG[other])


def contains_words(words: str, *fields: str) -> Q:
    """The condition that one of the fields contains the words, in either language and script."""
    both: list[str] = []
    for field in fields:
        both += [f"{field}_en", f"{field}_zh"]
    return any_field(both, "says", words)


def any_language_constraint(model: str, field: str) -> models.CheckConstraint:
    """The constraint that `field` is filled in at least one language; named `<model>_has_a_<field>`."""
    return models.CheckConstraint(
        condition=~Q(**{f"{field}_en": "", f"{field}_zh": ""}),
        name=f"{model}_has_a_{field}",
        violation_error_code=f"{field}_en",
        violation_error_message=_("Fill this in in English or in Chinese, better in both."),
    )


class Named(models.Model):
    """A row with a name in English and Chinese, either of which may be missing."""

    name_en = CharField(_("name (English)"), max_length=200, blank=True)
    name_zh = CharField(_("name (Chinese)"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return localised_text(self, "name").value
