"""The deals' part of the demo: those of 2019 that pages name, and 530 invented ones that add up to its total."""

from django.db import transaction

from deals.demo import facts, rehearsal


@transaction.atomic
def load(scale: int = 1) -> None:
    """Record what is missing, after the parts of expo and agenda. A second call changes nothing."""
    facts.load()
    rehearsal.load(scale)
