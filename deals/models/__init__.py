"""Projects, deals with their terms, rates and the log."""

from .batches import Batch
from .deal import Deal, Project
from .desk import Draft, Scan
from .events import ChainHead, Event
from .lookalikes import Lookalike, MatchKey
from .rates import ExchangeRate
from .signing import Signatory
from .terms import Amount, Party, Terms

__all__ = [
    "Amount",
    "Batch",
    "ChainHead",
    "Deal",
    "Draft",
    "Event",
    "ExchangeRate",
    "Lookalike",
    "MatchKey",
    "Party",
    "Project",
    "Scan",
    "Signatory",
    "Terms",
]
