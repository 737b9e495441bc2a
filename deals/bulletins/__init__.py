"""Bulletins (通报): counted from a definition, written by templates in both languages, edited, frozen, provable.

Every number comes from `deals.totals`; a text holds it as `{name}`, so that nobody can print another one by hand.
"""

from .checking import faults
from .counting import count, listed, pin
from .differences import Difference, differences
from .filling import Piece, filled, pieces
from .proving import Proof, prove
from .steps import count_again, draft, edit, freeze

__all__ = [
    "Difference",
    "Piece",
    "Proof",
    "count",
    "count_again",
    "differences",
    "draft",
    "edit",
    "faults",
    "filled",
    "freeze",
    "listed",
    "pieces",
    "pin",
    "prove",
]
