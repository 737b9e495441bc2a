"""The ledger: the only doors by which deals and batches enter it, change, and are told of in its log."""

from deals.duplicates.clearance import tell_apart

from .recording import KeyReused, amend, record
from .transitions import announce, convert, draw, embargo, give_back, lift, reopen, supersede, verify, withdraw
from .workflow import StaleVersion, StepRefusal

__all__ = [
    "KeyReused",
    "StaleVersion",
    "StepRefusal",
    "amend",
    "announce",
    "convert",
    "draw",
    "embargo",
    "give_back",
    "lift",
    "record",
    "reopen",
    "supersede",
    "tell_apart",
    "verify",
    "withdraw",
]
