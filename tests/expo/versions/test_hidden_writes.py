"""What the public may not know of draws no mark: neither does anything wait for it, nor can it be told from a page."""

import pytest

from agenda.models import Session
from deals import ledger
from deals.models import Deal
from expo.versions import marks
from expo.versions.tables import WHOLE
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_batch, make_clerk, make_deal, make_draft, make_press, make_verified
from tests.support.factories import make_edition, make_organisation, make_person

pytestmark = pytest.mark.django_db


def drawn_by(write) -> set[str]:
    before = marks.read_marks()
    write()
    after = marks.read_marks()
    drawn = {table for table in before if before[table] != after[table]}
    # The factories invent regions, which are always public; by marks of whole tables only staff are answered.
    return {table for table in drawn if not table.startswith(WHOLE)} - {"expo_region"}


def test_an_unsigned_deal_draws_nothing_until_it_is_announced():
    edition = make_edition(slug="2019")
    drawn = {
        "recorded": drawn_by(lambda: make_deal(edition=edition)),
        "verified": drawn_by(lambda: make_verified(edition=edition)),
        "a new firm": drawn_by(lambda: make_organisation(name_en="New partner")),
        "a batch": drawn_by(lambda: make_batch(edition, until="verified")),
    }
    deal = Deal.objects.get(status="verified")

    drawn["announced"] = drawn_by(lambda: ledger.announce(deal, version=1, by=make_press()))

    assert {what: "deals_deal" in tables for what, tables in drawn.items()} == {
        "recorded": False,
        "verified": False,
        "a new firm": False,
        "a batch": False,
        "announced": True,
    }
    assert [drawn[what] for what in ("recorded", "verified", "a new firm", "a batch")] == [set()] * 4


def test_the_plan_draws_nothing_until_it_is_released():
    session = make_session(slug="opening")
    plan = Session.objects.working().get()

    def move():
        plan.name_en = "Moved in the plan"
        plan.save()
        Session.objects.working().update(order=7)
        plan.roles.create(person=make_person(), role="speaker")

    assert session
    assert drawn_by(move) == set()
    assert drawn_by(lambda: Session.objects.released().update(order=7)) == {"agenda_session"}


def test_a_correction_that_waits_leaves_the_marks_of_what_is_shown():
    edition = make_edition(slug="2019")
    deal = make_verified(edition=edition)
    ledger.announce(deal, version=1, by=make_press())
    waiting = make_draft(edition, name_en="Corrected")

    drawn = drawn_by(lambda: ledger.amend(deal, waiting, version=1, by=make_clerk(), reason="They asked"))

    assert {"deals_amount", "deals_party", "deals_terms_areas"} & drawn == set()
