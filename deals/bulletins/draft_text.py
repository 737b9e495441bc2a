"""The text of a draft: whole sentences, chosen by what there is to say; figures stand in them as `{name}`."""

from typing import Any, NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from deals.bulletins.figures import figure_values
from expo.i18n.bilingual import SUFFIXES

# What stands between two sentences.
GAPS = {"en": " ", "zh": ""}


def write_texts(figures: dict[str, Any]) -> dict[str, str]:
    """`title_en`, `title_zh`, `body_en` and `body_zh` of counted figures."""
    known = figure_values(figures)
    found = {}
    for code, tongue in SUFFIXES.items():
        with translation.override(code):
            found[f"title_{tongue}"] = draft_title(known)
            found[f"body_{tongue}"] = draft_body(known, GAPS[tongue])
    return found


def draft_body(known: dict[str, Any], gap: str) -> str:
    """The paragraphs in the active language; `gap` stands between two sentences."""
    paragraphs = [gap.join(sentences) for sentences in draft_paragraphs(known) if sentences]
    return "\n\n".join(paragraphs)


class PartialOpening(NamedTuple):
    """How a bulletin begins whose figures are only a part of what was stated: they are no totals."""

    title: str
    opening: str


def partial_opening(known: dict[str, Any]) -> PartialOpening | None:
    if "stated" in known and "amount" in known:
        return PartialOpening(
            _("{edition}: of {stated} stated, {projects} worth {amount} named in public"),
            _(
                "Of {stated} stated, {projects} worth {amount} had been named in public by {as_of}: {at_expo} at the "
                "expo and {outside} outside the venue. These are no totals of the expo."
            ),
        )
    if "stated" in known:
        return PartialOpening(
            _("{edition}: of {stated} stated, {projects} named in public"),
            _(
                "Of {stated} stated, {projects} had been named in public by {as_of}: {at_expo} at the expo and "
                "{outside} outside the venue. These are no totals of the expo."
            ),
        )
    if "stated_amount" in known:
        return PartialOpening(
            _("{edition}: of {stated_amount} stated, {amount} named in public"),
            _(
                "Of {stated_amount} stated, {amount} had been named in public by {as_of}, for {projects}: {at_expo} at "
                "the expo and {outside} outside the venue. These are no totals of the expo."
            ),
        )
    return None


def draft_title(known: dict[str, Any]) -> str:
    if part := partial_opening(known):
        return part.title
    if "amount" in known:
        return _("{edition}: {projects} worth {amount} signed")
    return _("{edition}: {projects} signed")


def draft_paragraphs(known: dict[str, Any]) -> list[list[str]]:
    return [
        [opening_sentence(known), *place_sentences(known)],
        [*area_sentences(known), *origin_sentences(known)],
        remark_sentences(known),
    ]


def opening_sentence(known: dict[str, Any]) -> str:
    if part := partial_opening(known):
        return part.opening
    if not known["projects"]:
        return _("By {as_of}, no signed project had been announced.")
    if "second" in known:
        return _(
            "By {as_of}, {projects} worth {amount} ({second}) had been signed: {at_expo} at the expo and {outside} "
            "outside the venue."
        )
    if "amount" in known:
        return _(
            "By {as_of}, {projects} worth {amount} had been signed: {at_expo} at the expo and {outside} outside "
            "the venue."
        )
    return _("By {as_of}, {projects} had been signed: {at_expo} at the expo and {outside} outside the venue.")


def place_sentences(known: dict[str, Any]) -> list[str]:
    if "amount_at_expo" not in known:
        return []
    return [_("Of the amount, {amount_at_expo} was signed at the expo and {amount_outside} outside the venue.")]


def area_sentences(known: dict[str, Any]) -> list[str]:
    if "areas" not in known or "amount" not in known:
        return []
    if partial_opening(known):
        return [_("Of what is named, the largest sums went into {areas}.")]
    return [_("The largest sums went into {areas}.")]


def origin_sentences(known: dict[str, Any]) -> list[str]:
    if "countries" not in known:
        return []
    if known["countries"] <= len(known["partners"]):
        return [_("Partners from outside the Chinese mainland came from {partners}.")]
    return [_("Partners from outside the Chinese mainland came from {countries}, among them {partners}.")]


def remark_sentences(known: dict[str, Any]) -> list[str]:
    """What the sum leaves out, and what is still to come."""
    found = []
    if "undisclosed" in known:
        found.append(_("The sum leaves out {undisclosed} whose amount is not disclosed."))
    if "rate_missing" in known:
        found.append(_("The sum leaves out {rate_missing} whose exchange rate is missing."))
    if "amount_not_itemised" in known:
        found.append(_("The list of {not_itemised}, worth {amount_not_itemised}, is still to come."))
    elif "not_itemised" in known:
        found.append(_("The list of {not_itemised} is still to come."))
    return found
