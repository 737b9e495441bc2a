"""The forms of the deal desk."""

from .amending import carried_over, initial_of, parties_of, placed_in
from .parties import PartyForm, PartyFormSet
from .steps import StepForm
from .terms import DealForm

__all__ = [
    "DealForm",
    "PartyForm",
    "PartyFormSet",
    "StepForm",
    "carried_over",
    "initial_of",
    "parties_of",
    "placed_in",
]
