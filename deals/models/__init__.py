"""Projects, deals with their terms, rates and the log."""

from .deal import Deal, Project
from .events import ChainHead, Event
from .rates import ExchangeRate
from .terms import Amount, Party, Terms

__all__ = ["Amount", "ChainHead", "Deal", "Event", "ExchangeRate", "Party", "Project", "Terms"]
