"""The forms of the deal desk."""

from .amendment import carry_over_unasked
from .batches import BatchForm
from .follow_up import FundsForm, LimitsForm, SnapshotForm, StageForm, UnitForm
from .landing_filter import LandingFilter
from .rates import RateForm, RatesForm
from .signing import Problem, SigningForms
from .terms import DealForm
from .transitions import StepForm, VersionForm, step_form, step_forms

__all__ = [
    "BatchForm",
    "DealForm",
    "FundsForm",
    "LandingFilter",
    "LimitsForm",
    "Problem",
    "RateForm",
    "RatesForm",
    "SigningForms",
    "SnapshotForm",
    "StageForm",
    "StepForm",
    "UnitForm",
    "VersionForm",
    "carry_over_unasked",
    "step_form",
    "step_forms",
]
