"""What the columns of districts' lists are called, in Chinese and in English."""

import json
from functools import partial
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.i18n.kept_texts import both_translations
from expo.spreadsheets.labels import Vocabulary

UNUSED = "-"
FIELDS = {
    "title": _("Project name"),
    "title_zh": _("Project name (Chinese)"),
    "title_en": _("Project name (English)"),
    "total": _("Amount"),
    "contract": _("Contract value"),
    "domestic": _("Domestic capital"),
    "foreign": _("Foreign capital"),
    "intent": _("Annualised intent"),
    "unit": _("Unit of the amount"),
    "currency": _("Currency"),
    "capital": _("Domestic or foreign"),
    "place": _("Place of signing"),
    "date": _("Signed on"),
    "instrument": _("Instrument"),
    "kind": _("Kind of project"),
    "areas": _("Technology areas"),
    "country": _("Country of the investor"),
    "host": _("Party A"),
    "investor": _("Party B"),
    "parties": _("Parties, in one cell"),
    "destination": _("Destination"),
    "park": _("Park"),
    "contract_number": _("Contract number"),
    "serial": pgettext_lazy("column", "Running number"),
    "note": _("Note"),
}
NO_FIELD = _("something else")
AMOUNTS = ("total", "contract", "domestic", "foreign", "intent")
TITLES = {"title", "title_zh", "title_en"}
# The first of each takes in all the others.
FAMILIES = (("parties", "host", "investor"), AMOUNTS, ("title", "title_zh", "title_en"))
# What the words and the points mean, `Vocabulary` says; blanks part the words. Of several endings the longest counts.
FILE = Path(__file__).with_name("vocabulary.json")
WORDS = Vocabulary(
    {name: words.split() for name, words in json.loads(FILE.read_text()).items()},
    families=FAMILIES,
    strict=frozenset(AMOUNTS),
    slight=frozenset({UNUSED, "serial", "note"}),
)


def field_names(asked: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The first two of the fields that a column may mean, in both languages."""
    names = {}
    for key, field in zip(("one", "other"), asked, strict=False):
        names[key] = both_translations(partial(str, FIELDS.get(field, NO_FIELD)))
    return names
