"""A deal that was recorded though it resembles another: marked everywhere staff see it, and cleared by a reviewer."""

import threading
import uuid

import pytest
from django.core.exceptions import ValidationError

from deals import ledger
from deals.duplicates import marks
from deals.duplicates.marks import LookalikeAnswers
from deals.ledger import hash_chain
from deals.models import Deal, Event, Lookalike
from tests.support.deal_factories import make_clerk, make_deal, make_draft, make_reviewer
from tests.support.threads import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked():
    """The second of two deals that look the same; the first is 2019-0001."""
    draft = make_draft()
    make_deal(draft)
    return make_deal(draft)


def cleared(deal, by=None, reason="The second of two plants"):
    return ledger.tell_apart(deal, version=deal.version, by=by or make_reviewer(), reason=reason)


def test_a_marked_deal_is_not_verified_before_it_is_cleared(marked):
    with pytest.raises(ValidationError, match="the same signing as 2019-0001"):
        ledger.verify(marked, version=1, by=make_reviewer())

    cleared(marked)

    assert ledger.verify(marked, version=1, by=make_reviewer()).status == "verified"


def test_what_resembles_only_a_withdrawn_deal_is_verified(marked):
    first = Deal.objects.get(sequence=1)
    ledger.withdraw(first, version=1, by=make_reviewer(is_superuser=True), reason="Typed twice")

    assert ledger.verify(marked, version=1, by=make_reviewer()).status == "verified"


def test_clearing_keeps_who_when_and_why_and_the_log_tells_it(marked):
    reviewer = make_reviewer(name="ruth")

    cleared(marked, by=reviewer)

    mark = Lookalike.objects.get()
    assert (mark.cleared_by, mark.cleared_because) == (reviewer, "The second of two plants")
    event = Event.objects.get(verb="cleared")
    assert (event.deal_number, event.told["another_than"]) == (marked.number, ["2019-0001"])
    assert list(hash_chain.find_breaks()) == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_nobody_clears_without_a_reason(marked, reason):
    with pytest.raises(ValidationError):
        cleared(marked, reason=reason)

    assert Lookalike.objects.open().count() == 1


def test_nobody_clears_what_they_entered_and_clerks_clear_nothing(marked):
    for who in (Deal.objects.get(pk=marked.pk).recorded_by, make_clerk()):
        with pytest.raises(ledger.StepRefusal):
            cleared(marked, by=who)


def test_the_queue_and_both_deals_lead_to_each_other(client, marked):
    client.force_login(make_reviewer())

    addresses = ("2019", "deals/2019-0001", "deals/2019-0002")
    pages = [" ".join(client.get(f"/desk/{address}/").text.split()) for address in addresses]

    assert 'resembles <a href="/desk/deals/2019-0001/">2019-0001</a>' in pages[0]
    assert '<a class="number" href="/desk/deals/2019-0002/">2019-0002</a> was recorded later' in pages[1]
    assert '<a class="number" href="/desk/deals/2019-0001/">2019-0001</a> was recorded before' in pages[2]


def test_a_reviewer_clears_the_mark_on_the_deal_s_page(client, marked):
    client.force_login(make_reviewer())

    answer = client.post("/desk/deals/2019-0002/tell-apart/", {"version": 1, "reason": "Another plant"}, follow=True)

    assert "Another plant" in answer.content.decode()
    assert "resembles" not in client.get("/desk/2019/").content.decode()


@pytest.mark.parametrize("deals", [1, 3])
def test_the_queue_costs_the_same_however_many_are_marked(client, deals, django_assert_max_num_queries):
    draft = make_draft()
    for _ in range(deals + 1):
        make_deal(draft)
    client.force_login(make_reviewer())

    with django_assert_max_num_queries(40):
        client.get("/desk/2019/")


def record_in_the_same_second(draft, desks=2):
    """Each desk looked before any of them recorded."""
    clerks = [make_clerk() for _ in range(desks)]
    calls = [
        lambda by=by: ledger.record(draft, key=uuid.uuid4(), by=by, answers=LookalikeAnswers(seen=0)) for by in clerks
    ]
    return together(*calls)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("desks", [2, 5])
def test_of_desks_that_record_one_signing_in_the_same_second_exactly_one_is_clean(desks):
    record_in_the_same_second(make_draft(), desks)

    clean = Deal.objects.filter(lookalikes=None)
    assert (Deal.objects.count(), clean.count()) == (desks, 1)
    assert clean.get().sequence == 1


@pytest.mark.django_db(transaction=True)
def test_looking_before_the_lock_would_leave_both_clean(monkeypatch):
    draft, gate, look = make_draft(), threading.Barrier(2), marks.lookalikes_to_mark
    seen_early = threading.local()

    def look_early(record):
        def recording(*args, **kwargs):
            seen_early.found = look(draft, LookalikeAnswers())
            gate.wait()
            return record(*args, **kwargs)

        return recording

    monkeypatch.setattr(marks, "lookalikes_to_mark", lambda *args: seen_early.found)
    monkeypatch.setattr(ledger, "record", look_early(ledger.record))

    record_in_the_same_second(draft)

    assert Deal.objects.filter(lookalikes=None).count() == 2
