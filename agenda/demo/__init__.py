"""The agenda's part of the demo: what is known of 2019; four invented days, with contests."""

from django.db import transaction

from agenda.demo import contests, facts, rehearsal


@transaction.atomic
def load(scale: int = 1) -> None:
    """Load what is missing, after expo's part; the rehearsal at `scale` times its size. A second call adds nothing."""
    facts.load()
    rehearsal.load(scale)
    contests.load()
