"""`manage.py country_names`: what countries are called, from the Unicode CLDR."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale
from babel.core import get_global
from django.core.management.base import BaseCommand

from expo.data import DATA, read_data
from expo.i18n.countries import name_key

# Those of whom delegations have come, and their neighbours'; English and Chinese first.
LANGUAGES = (
    *("en", "en_GB", "zh_Hans", "zh_Hant", "zh_Hant_HK", "de", "fr", "es", "pt", "pt_PT", "it", "ru", "ja", "ko", "ar"),
    *("nl", "sv", "nb", "da", "fi", "pl", "cs", "sk", "hu", "ro", "bg", "sr", "sr_Latn", "hr", "sl", "el", "tr", "uk"),
    *("he", "fa", "hi", "th", "vi", "id", "ms", "kk", "uz", "mn", "et", "lv", "lt", "ka"),
)
FILE = DATA / "country_names.json"


class Command(BaseCommand):
    help = "Writes expo/data/country_names.json anew, with the names that Babel has of the Unicode CLDR."

    def handle(self, **_options: Any) -> None:
        FILE.write_text(country_names_json(), encoding="utf-8")


def country_names_json() -> str:
    """The file: every name of every country and region known here, once however many languages spell it so."""
    by_language = [Locale.parse(language).territories for language in LANGUAGES]
    codes = [code for code, *_names in read_data("regions")["countries"]]
    lines = [f"  {quote_json(code)}: {quote_json(country_spellings(code, by_language))}" for code in codes]
    about = "Names of countries and regions in many languages, and their codes of three letters. Unicode CLDR."
    return f'{{\n "about": {quote_json(about)},\n "names": {{\n' + ",\n".join(lines) + "\n }\n}\n"


def country_spellings(code: str, by_language: Sequence[Mapping[str, str]]) -> list[str]:
    found = {}
    for names in reversed(by_language):
        if name := names.get(code):
            found[name_key(name)] = name
    return [*reversed(found.values()), *three_letter_codes(code)]


def three_letter_codes(code: str) -> list[str]:
    aliases = get_global("territory_aliases").items()
    codes = []
    for old, new in aliases:
        if len(old) == 3 and old.isalpha() and list(new) == [code]:
            codes.append(old)
    return codes


def quote_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
