"""What a card says: of nothing but this module the process that draws it needs to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """What is drawn: the title; above it the edition; below it days and place, and the page's address."""

    title: str
    edition: str
    days: str
    place: str
    address: str
    note: str = ""
