"""Contests (赛事): what is entered, who judges it, and what came of it."""

from .attachments import EntryFile, EntryPicture
from .awards import Award
from .contest import Contest, Track
from .entries import Entry, RoundEntry
from .jury import Juror, Recusal
from .kinds import (
    Aggregate,
    ContestStatus,
    CutoffTies,
    EntryStatus,
    MissingScores,
    Normalisation,
    ObjectionStatus,
    RecusalKind,
    Stage,
)
from .late import LatePermission
from .log import ContestEvent, ContestLogEnd, ContestVerb
from .results import FrozenRanking, Objection, ResultRow
from .rounds import CARRIED, Criterion, Round
from .scoring import UNITS, Assignment, Score, ScoreChange
from .teams import Team, TeamMember

__all__ = [
    "CARRIED",
    "UNITS",
    "Aggregate",
    "Assignment",
    "Award",
    "Contest",
    "ContestEvent",
    "ContestLogEnd",
    "ContestStatus",
    "ContestVerb",
    "Criterion",
    "CutoffTies",
    "Entry",
    "EntryFile",
    "EntryPicture",
    "EntryStatus",
    "FrozenRanking",
    "Juror",
    "LatePermission",
    "MissingScores",
    "Normalisation",
    "Objection",
    "ObjectionStatus",
    "Recusal",
    "RecusalKind",
    "ResultRow",
    "Round",
    "RoundEntry",
    "Score",
    "ScoreChange",
    "Stage",
    "Team",
    "TeamMember",
    "Track",
]
