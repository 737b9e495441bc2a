"""What a partner system sends of a signing: its fields, and one form of them in which the same words are the same."""

import hashlib
from typing import Any

from django.utils.translation import gettext_lazy as _

from deals.models.terms import Basis, Instrument, PartyRole, Place, Side
from expo.api.fields import (
    ChoiceField,
    DayField,
    EitherField,
    FalseField,
    Field,
    ListField,
    NullField,
    RecordField,
    StringField,
    TrueField,
)
from expo.event_log.chain import canonical_json

VALUE = r"^([1-9][0-9]{0,16}(\.[0-9]{1,3})?|0\.([1-9][0-9]{0,2}|0[1-9][0-9]?|00[1-9]))$"
PARTY = RecordField(
    {
        "name": StringField(200, "Its name in English, as it signs."),
        "name_zh": StringField(
            200, "Its name in Chinese. Where both are given, this one tells which organisation it is."
        ),
        "side": ChoiceField(Side.values, "Parties of one side stand together; a deal has two sides or more."),
        "role": ChoiceField(PartyRole.values, "What it is in this deal; partner where it is left out."),
        "country": StringField(
            2,
            "ISO 3166-1 alpha-2. Without a name the party counts as one that nobody named, from this country.",
            r"^([A-Z]{2})?$",
            _("This must be a country's code of two capitals, like GB."),
        ),
        "region": StringField(
            100, "A province or district of China: its GB/T 2260 code or its name. Of other countries it is not kept."
        ),
    },
    required=["side"],
    one_of=["name", "name_zh", "country"],
)
OF_SUM: dict[str, Field] = {
    "basis": ChoiceField(Basis.values, "What the amount is."),
    "currency": StringField(3, "ISO 4217, like CNY.", r"^[A-Z]{3}$", _("This must be a currency's code, like CNY.")),
}
AMOUNT = EitherField(
    "undisclosed",
    there=RecordField(
        {
            "undisclosed": TrueField(
                "The amount is not disclosed. Of it nothing is kept, not even basis and currency."
            ),
            **OF_SUM,
            "value": NullField(),
        },
        required=["undisclosed"],
    ),
    absent=RecordField(
        {
            **OF_SUM,
            "undisclosed": FalseField("Or left out."),
            "value": StringField(
                21,
                "Whole units of the currency as a decimal string, never a number, with no more decimals than the "
                "currency has: 1250000000 or 1250000000.50.",
                VALUE,
                _("This must be a sum greater than zero in plain digits, like 1250000000.50, without sign or unit."),
            ),
        },
        required=["basis", "currency", "value"],
    ),
    about="The headline amount, or that it is not disclosed.",
)
SIGNING = RecordField(
    {
        "edition": StringField(
            50,
            "The short address of the edition that the token is for, like 2019.",
            "^[-a-zA-Z0-9_]{1,50}$",
            _("This must be an edition's short address, like 2019."),
        ),
        "title_en": StringField(250, "The project's name in English."),
        "title_zh": StringField(250, "The project's name in Chinese."),
        "place": ChoiceField(Place.values, "Whether it was signed at the expo or outside the venue."),
        "signed_on": DayField("The day of signing: at the venue, and not after today."),
        "instrument": ChoiceField(Instrument.values, "What was signed."),
        "areas": ListField(
            StringField(100), 12, about="Technology areas by short address or name; the first is the main one."
        ),
        "parties": ListField(PARTY, 50, 2, "Two or more, on two sides or more."),
        "amount": AMOUNT,
        "contract_no": StringField(100, "The number on the paper."),
        "as_typed": TrueField(
            "Texts are in the language of their fields, though they look otherwise, like a brand's name."
        ),
    },
    required=["edition", "place", "signed_on", "instrument", "parties", "amount"],
    one_of=["title_en", "title_zh"],
)


def normalise_contents(value: Any) -> Any:
    """Contents that say the same in one form: without spaces around words, nor fields that say nothing."""
    if isinstance(value, dict):
        kept = {name: normalise_contents(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in ("", [], None, False)}
    if isinstance(value, list):
        return list(map(normalise_contents, value))
    return collapse_spaces(value)


def collapse_spaces(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return " ".join(value.split())


def digest_contents(contents: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(contents).encode()).hexdigest()
