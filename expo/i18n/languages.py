"""Texts that are plainly of the other language than their field: told from what may stand there, and asked about."""

import hashlib
import re
from copy import copy
from typing import Any, cast

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from expo.mixins import MixedIntoModelForm, MixedIntoWidget

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# Addresses, and figures of bulletins, are of no language.
NEITHER = re.compile(r"https?://\S+|\{[a-z_]+\}")
WORD = re.compile(r"[^\W\d_]{2,}")


def is_misplaced(text: str, language: str) -> bool:
    """Whether a text for `en` is mostly Chinese, or one for `zh` is a phrase of another language.

    A brand beside its English name, or a name that is Latin in Chinese too (5G, IBM, Siemens AG), is in its place.
    """
    text = NEITHER.sub(" ", text)
    if language == "en":
        return is_chinese(text)
    return is_foreign_phrase(text)


def is_chinese(text: str) -> bool:
    """A Chinese character weighs as much as two letters."""
    characters = len(HAN.findall(text))
    return characters * 2 > sum(map(str.isalpha, text)) - characters


def is_foreign_phrase(text: str) -> bool:
    """Three words, or two of which one is written small; names of two words, and what is all capitals, are names."""
    if HAN.search(text):
        return False
    words = [word for word in WORD.findall(text) if not word.isupper()]
    return len(words) > 2 or (len(words) == 2 and any(len(word) > 2 and word.islower() for word in words))


def language_question(language: str) -> str:
    if language == "en":
        return _("This is Chinese, in a field for English. Correct it, or tick that it is to stay so.")
    return _("This is not Chinese, in a field for Chinese. Correct it, or tick that it is to stay so.")


def language_gaps(row: Any, field: str) -> list[str]:
    """What readers of one language would miss in a text: that it is not there, or is of the other language."""
    en, zh = getattr(row, f"{field}_en"), getattr(row, f"{field}_zh")
    gaps = []
    if not en:
        gaps.append(_("nothing in English"))
    elif is_misplaced(en, "en"):
        gaps.append(_("the English is Chinese"))
    if not zh:
        gaps.append(_("nothing in Chinese"))
    elif is_misplaced(zh, "zh"):
        gaps.append(_("the Chinese is English"))
    return gaps


class AsksAboutLanguages(MixedIntoModelForm):
    """Mixed into a form, before it: a text that is plainly of the other language comes back once with a question.

    Only what was typed now is asked about, and what was answered is not asked again until it is another text.
    """

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # a hook that Django names and the stubs leave out
        self.ask_about_languages()

    def ask_about_languages(self) -> None:
        for name, field in list(self.fields.items()):
            if not is_language_field(name, field):
                continue
            text, language = self.cleaned_data.get(name), name[-2:]
            if not text or not is_misplaced(text, language) or squeeze_spaces(text) == self.text_before(name):
                continue
            box = f"{self.add_prefix(name)}-as_typed"
            agreed = self.data.get(box) == text_digest(text)
            self.fields[name].widget = add_as_typed_box(self.fields[name].widget, box, text_digest(text), agreed=agreed)
            if not agreed:
                self.add_error(name, language_question(language))

    def text_before(self, name: str) -> str:
        return squeeze_spaces(str(self.get_initial_for_field(self.fields[name], name) or ""))


def is_language_field(name: str, field: forms.Field) -> bool:
    return name.endswith(("_en", "_zh")) and isinstance(field, forms.CharField) and not field.disabled


def squeeze_spaces(text: str) -> str:
    return " ".join(text.split())


def text_digest(text: str) -> str:
    """What an answer names, so that it is no answer about another text."""
    return hashlib.sha256(squeeze_spaces(text).encode()).hexdigest()[:16]


class AsTypedBox(MixedIntoWidget):
    """Mixed into a widget: the box that lets its text stay as it is, right below it."""

    box: tuple[str, str, bool]

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        name, value, agreed = self.box
        checked = ""
        if agreed:
            checked = " checked"
        return format_html(
            '{}<label class="as-typed"><input type="checkbox" name="{}" value="{}"{}> {}</label>',
            super().render(*args, **kwargs),
            name,
            value,
            SafeString(checked),
            _("It is to stay so"),
        )


def add_as_typed_box(widget: forms.Widget, name: str, value: str, *, agreed: bool) -> forms.Widget:
    """The widget with the box below it."""
    kind = type(widget)
    made = copy(widget)
    made.__class__ = type(kind.__name__, (AsTypedBox, kind), {})
    cast(AsTypedBox, made).box = name, value, agreed
    return made
