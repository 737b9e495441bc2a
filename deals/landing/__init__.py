"""What becomes of signed projects (履约): the only doors by which it is reported, corrected and published."""

from .cohorts import fix, forecast
from .drafts import FundsDraft, StageDraft
from .recording import assign, limit, record_funds, record_stage, rows_of
from .snapshots import numbers, recompute, snapshot

__all__ = [
    "FundsDraft",
    "StageDraft",
    "assign",
    "fix",
    "forecast",
    "limit",
    "numbers",
    "recompute",
    "record_funds",
    "record_stage",
    "rows_of",
    "snapshot",
]
