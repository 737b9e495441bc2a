"""What a card says is in its own address, signed: nobody can have this site draw words of theirs."""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

LONGEST_TITLE = 120
SIGNER = Signer(sep=".", salt="expo.share_cards")


class UnknownCard(Exception):
    """No page of this site names a card of this address."""


@dataclass(frozen=True)
class CardWords:
    """The page's title in its language, and the path at which it stands; no two pages have the same."""

    language: str
    path: str
    title: str


def card_name(words: CardWords) -> str:
    """As it stands in the address of the card: only letters, digits, `-`, `_` and `.`."""
    title = words.title
    if len(title) > LONGEST_TITLE:
        title = title[: LONGEST_TITLE - 1] + "…"
    return SIGNER.sign_object([words.language, words.path, title], compress=True)


def read_card_name(name: str) -> CardWords:
    """Raise UnknownCard where this site has not signed it."""
    try:
        return CardWords(*SIGNER.unsign_object(name))
    except BadSignature as error:
        raise UnknownCard from error
