"""The forms of the deal desk."""

from .amending import carried_over
from .batches import BatchForm
from .rates import RateForm, RatesForm
from .signing import Problem, SigningForms
from .steps import StepForm, VersionForm, step_form, step_forms
from .terms import DealForm

__all__ = [
    "BatchForm",
    "DealForm",
    "Problem",
    "RateForm",
    "RatesForm",
    "SigningForms",
    "StepForm",
    "VersionForm",
    "carried_over",
    "step_form",
    "step_forms",
]
