"""Projects, deals with their terms, rates and the log."""

from .batches import Batch
from .bulletins import Bulletin
from .ceremonies import StagePlace, WallState
from .deal import Deal, Project
from .definitions import Definition
from .desk import Draft, Scan
from .duplicates import Lookalike, MatchKey
from .events import ChainHead, Event
from .follow_up import Cohort, CohortMember, FollowUp, Funds, LandingSnapshot, StageLimit
from .imports import ColumnMapping, ImportedRow
from .rates import ExchangeRate
from .signing import Signatory
from .terms import Amount, Party, Terms
from .tokens import ApiToken, Sent

__all__ = [
    "Amount",
    "ApiToken",
    "Batch",
    "Bulletin",
    "ChainHead",
    "Cohort",
    "CohortMember",
    "ColumnMapping",
    "Deal",
    "Definition",
    "Draft",
    "Event",
    "ExchangeRate",
    "FollowUp",
    "Funds",
    "ImportedRow",
    "LandingSnapshot",
    "Lookalike",
    "MatchKey",
    "Party",
    "Project",
    "Scan",
    "Sent",
    "Signatory",
    "StageLimit",
    "StagePlace",
    "Terms",
    "WallState",
]
