"""The contests of the rehearsal, as the demo loads them at one of its moments."""

import pytest

from agenda.demo import contests
from expo.demo import clock
from expo.models import Edition
from expo.setup.reference_data import load_groups
from tests.support.factories import make_attendance, make_edition, make_person


def load_rehearsal(monkeypatch: pytest.MonkeyPatch, moment: str) -> Edition:
    """Its edition, with experts enough for the juries."""
    monkeypatch.setenv(clock.LOADED_FOR, moment)
    load_groups()
    edition = make_edition(slug=clock.SLUG, identifier="R1", rehearsal=True)
    for number in range(30):
        make_attendance(edition=edition, person=make_person(slug=f"expert-{number:02d}"))
    clock.set_moment(moment)
    contests.load()
    return edition
