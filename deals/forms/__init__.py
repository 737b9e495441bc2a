"""The forms of the deal desk."""

from .amending import carried_over
from .batches import BatchForm
from .landing import FundsForm, LandingFilter, LimitsForm, SnapshotForm, StageForm, UnitForm
from .rates import RateForm, RatesForm
from .signing import Problem, SigningForms
from .steps import StepForm, VersionForm, step_form, step_forms
from .terms import DealForm

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
    "carried_over",
    "step_form",
    "step_forms",
]
