"""Many desks at once: nothing is lost, doubled or decided on what another is changing."""

import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from deals import ledger
from deals.ledger import hash_chain
from deals.models import Deal, Event
from expo.models import Organisation
from tests.deals.desk.test_desk import filled
from tests.support.deal_factories import make_batch, make_clerk, make_deal, make_draft, make_reviewer
from tests.support.factories import make_edition, make_organisation
from tests.support.threads import together

pytestmark = pytest.mark.django_db(transaction=True)
NEWCOMER = {"parties-1-name": "新来的公司", "parties-1-new": "on"}


@pytest.fixture
def press_record():
    """Sends the form from a browser of its own and says where it leads."""
    make_edition(slug="2019")
    make_organisation(name_en="Liangjiang")
    clerk = make_clerk()

    def press(form):
        client = Client()
        client.force_login(clerk)
        return client.post("/desk/2019/record/", form).headers.get("Location")

    return press


def test_one_form_sent_six_times_at_once_records_one_deal_and_one_organisation(press_record):
    form = filled(**NEWCOMER)

    answers = together(*[lambda: press_record(form)] * 6)

    assert set(answers) == {"/desk/deals/2019-0001/"}
    assert [model.objects.count() for model in (Deal, Event)] == [1, 1]
    assert Organisation.objects.filter(name_zh="新来的公司").count() == 1


def test_six_desks_at_once_get_six_numbers_without_a_gap_and_share_a_new_organisation(press_record):
    answers = together(*[lambda: press_record(filled(**NEWCOMER))] * 6)

    assert sorted(answers) == [f"/desk/deals/2019-000{number}/" for number in range(1, 7)]
    assert Organisation.objects.filter(name_zh="新来的公司").count() == 1
    assert list(hash_chain.find_breaks()) == []


def test_a_verification_never_crosses_an_amendment():
    deal, draft = make_deal(), make_draft()
    clerk, reviewers = make_clerk(), [make_reviewer() for _ in range(2)]

    together(
        lambda: ledger.verify(deal, version=1, by=reviewers[0]),
        lambda: ledger.amend(deal, draft, version=1, by=clerk, reason="A slip"),
        lambda: ledger.verify(deal, version=1, by=reviewers[1]),
    )

    deal.refresh_from_db()
    assert (deal.status, deal.version) == ("submitted", 2)
    assert Event.objects.filter(verb="verified").count() <= 1
    assert list(hash_chain.find_breaks()) == []


def test_reviewers_who_draw_at_once_draw_a_batch_down_exactly_and_never_below_nothing():
    edition = make_edition()
    batch, reviewers = make_batch(edition, projects=12, yuan=300_000_000), [make_reviewer() for _ in range(5)]
    deals = [make_deal(edition=edition) for _ in reviewers]

    answers = together(
        *(
            lambda deal=deal, by=by: ledger.draw(deal, batch=batch, version=1, by=by)
            for deal, by in zip(deals, reviewers, strict=True)
        )
    )

    batch.refresh_from_db()
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 2
    assert (batch.drawn_projects, batch.drawn_minor) == (3, batch.minor)
    assert Deal.objects.filter(batch=batch).count() == Event.objects.filter(verb="drawn").count() == 3
    assert list(hash_chain.find_breaks()) == []


def test_a_log_that_grows_while_it_is_walked_is_whole():
    clerk, drafts = make_clerk(), [make_draft() for _ in range(15)]
    done = threading.Event()

    def write():
        try:
            for draft in drafts:
                ledger.record(draft, key=uuid.uuid4(), by=clerk)
        finally:
            done.set()

    def walk():
        found = []
        while not done.is_set():
            found += hash_chain.find_breaks()
        return found

    assert together(write, walk) == [None, []]
