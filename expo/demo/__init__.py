"""The demo's data: the 2019 expo as published, and a rehearsal edition that is invented from end to end."""

from django.db import transaction

from expo.demo import facts, rehearsal
from expo.setup import reference_data


@transaction.atomic
def load(scale: int = 1) -> None:
    """Load what is missing of both editions, the rehearsal at `scale` times its size. A second call changes nothing."""
    reference_data.load_reference_rows()
    facts.load()
    rehearsal.load(scale)
