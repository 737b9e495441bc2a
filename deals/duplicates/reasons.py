"""Why two signings look alike, as short codes that are kept and as words that are shown."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

FACTOR = "factor-"


def reason_text(code: str) -> str:
    """A reason in the reader's language."""
    if code.startswith(FACTOR):
        return _("the amounts differ by a factor of %(factor)s") % {"factor": f"{int(code.removeprefix(FACTOR)):,}"}
    return reason_sentences()[code]


def reason_texts(codes: Iterable[str]) -> list[str]:
    return list(map(reason_text, codes))


def hide_amount_reasons(codes: Iterable[str]) -> list[str]:
    """Without those that tell how large an amount is, for who has to type it unseen."""
    return [code for code in codes if not code.startswith(FACTOR) and code not in ("amount", "worth", "figures")]


def reason_sentences() -> dict[str, str]:
    return {
        "parties": _("the same parties"),
        "parties-and-more": _("the same parties, and one more"),
        "parties-most": _("most of the parties are the same"),
        "party": _("one party is the same"),
        "party-similar": _("one party is similar"),
        "amount": _("the same amount"),
        "worth": _("the same amount in another currency"),
        "figures": _("the same figures in another currency"),
        "title": _("the same project name"),
        "title-similar": _("a similar project name"),
        "day": _("signed on the same day"),
        "days": _("signed within three days of each other"),
        "contract": _("the same contract number"),
    }
