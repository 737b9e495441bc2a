"""The forms of the deal desk."""

from .amending import carried_over
from .signing import Problem, SigningForms
from .steps import StepForm, VersionForm, step_form, step_forms
from .terms import DealForm

__all__ = [
    "DealForm",
    "Problem",
    "SigningForms",
    "StepForm",
    "VersionForm",
    "carried_over",
    "step_form",
    "step_forms",
]
