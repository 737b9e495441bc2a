"""Bulletins (通报): counted from a definition, written by templates in both languages, edited, frozen, provable.

Every number comes from `deals.totals`; a text holds it as `{name}`, so that nobody can print another one by hand.
"""

from .diff import compare_bulletins
from .figures import count_figures, figure_sequences
from .pin import bulletin_pin
from .placeholders import Piece, fill_text, text_pieces
from .proof import Proof, prove
from .text_check import text_problems
from .transitions import count_again, edit, freeze, write_draft

__all__ = [
    "Piece",
    "Proof",
    "bulletin_pin",
    "compare_bulletins",
    "count_again",
    "count_figures",
    "edit",
    "figure_sequences",
    "fill_text",
    "freeze",
    "prove",
    "text_pieces",
    "text_problems",
    "write_draft",
]
