"""What a partner system sends of a signing: its fields, and one form of them in which the same words are the same."""

import hashlib
from typing import Any

from django.utils.translation import gettext_lazy as _

from deals.chain import canonical
from deals.models.terms import Basis, Instrument, PartyRole, Place, Side
from expo.api.fields import Choice, Day, Either, Listing, No, Nothing, Record, Text, Yes

VALUE = r"^([1-9][0-9]{0,16}(\.[0-9]{1,3})?|0\.([1-9][0-9]{0,2}|0[1-9][0-9]?|00[1-9]))$"
PARTY = Record(
    {
        "name": Text(200, "Its name in English, as it signs."),
        "name_zh": Text(200, "Its name in Chinese. Where both are given, this one tells which organisation it is."),
        "side": Choice(Side.values, "Parties of one side stand together; a deal has two sides or more."),
        "role": Choice(PartyRole.values, "What it is in this deal; partner where it is left out."),
        "country": Text(
            2,
            "ISO 3166-1 alpha-2. Without a name the party counts as one that nobody named, from this country.",
            r"^([A-Z]{2})?$",
            _("This must be a country's code of two capitals, like GB."),
        ),
        "region": Text(
            100, "A province or district of China: its GB/T 2260 code or its name. Of other countries it is not kept."
        ),
    },
    required=["side"],
    one_of=["name", "name_zh", "country"],
)
OF_SUM = {
    "basis": Choice(Basis.values, "What the amount is."),
    "currency": Text(3, "ISO 4217, like CNY.", r"^[A-Z]{3}$", _("This must be a currency's code, like CNY.")),
}
AMOUNT = Either(
    "undisclosed",
    there=Record(
        {
            "undisclosed": Yes("The amount is not disclosed. Of it nothing is kept, not even basis and currency."),
            **OF_SUM,
            "value": Nothing(),
        },
        required=["undisclosed"],
    ),
    absent=Record(
        {
            **OF_SUM,
            "undisclosed": No("Or left out."),
            "value": Text(
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
SIGNING = Record(
    {
        "edition": Text(
            50,
            "The short address of the edition that the token is for, like 2019.",
            "^[-a-zA-Z0-9_]{1,50}$",
            _("This must be an edition's short address, like 2019."),
        ),
        "title_en": Text(250, "The project's name in English."),
        "title_zh": Text(250, "The project's name in Chinese."),
        "place": Choice(Place.values, "Whether it was signed at the expo or outside the venue."),
        "signed_on": Day("The day of signing: at the venue, and not after today."),
        "instrument": Choice(Instrument.values, "What was signed."),
        "areas": Listing(Text(100), 12, about="Technology areas by short address or name; the first is the main one."),
        "parties": Listing(PARTY, 50, 2, "Two or more, on two sides or more."),
        "amount": AMOUNT,
        "contract_no": Text(100, "The number on the paper."),
        "as_typed": Yes("Texts are in the language of their fields, though they look otherwise, like a brand's name."),
    },
    required=["edition", "place", "signed_on", "instrument", "parties", "amount"],
    one_of=["title_en", "title_zh"],
)


def plain(value: Any) -> Any:
    """Contents that say the same in one form: without spaces around words, nor fields that say nothing."""
    if isinstance(value, dict):
        kept = {name: plain(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in ("", [], None, False)}
    return [plain(item) for item in value] if isinstance(value, list) else spaced(value)


def spaced(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def digest(contents: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(contents).encode()).hexdigest()
