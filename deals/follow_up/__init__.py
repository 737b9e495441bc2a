"""What becomes of signed projects (履约): the only doors by which it is reported, corrected and published."""

from .cohorts import fix_cohort, forecast_cohort
from .report_data import FundsData, StageData
from .reports import assign_unit, count_reports, record_funds, record_stage, set_stage_limits
from .snapshots import cohort_numbers, is_reproducible, publish_snapshot

__all__ = [
    "FundsData",
    "StageData",
    "assign_unit",
    "cohort_numbers",
    "count_reports",
    "fix_cohort",
    "forecast_cohort",
    "is_reproducible",
    "publish_snapshot",
    "record_funds",
    "record_stage",
    "set_stage_limits",
]
