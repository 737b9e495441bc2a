"""The forms of the deal desk."""

from .amending import carried_over, initial_of, parties_of, placed_in
from .parties import PartyForm, PartyFormSet
from .steps import StepForm, VersionForm, step_form, step_forms
from .terms import DealForm

__all__ = [
    "DealForm",
    "PartyForm",
    "PartyFormSet",
    "StepForm",
    "VersionForm",
    "carried_over",
    "initial_of",
    "parties_of",
    "placed_in",
    "step_form",
    "step_forms",
]
