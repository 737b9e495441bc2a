"""What of a hall is drawn: its outline, what stands in it, and the steps by which staff drew it."""

from .booths import Booth
from .features import HallFeature
from .hall_plans import HallPlan
from .plan_steps import PlanStep
from .venue_places import VenuePlace

__all__ = ["Booth", "HallFeature", "HallPlan", "PlanStep", "VenuePlace"]
