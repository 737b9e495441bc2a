"""A form that is older than what somebody saved meanwhile never overwrites it unseen, whatever else is wrong in it."""

import pytest

from deals import ledger
from deals.models import Batch, Deal
from tests.deals.desk.test_desk import filled
from tests.support.deal_factories import make_batch, make_clerk, make_deal, make_draft, make_reviewer
from tests.support.factories import make_edition, make_organisation
from tests.support.staff import filled as sent_from

pytestmark = pytest.mark.django_db
DEAL, AMEND = "/desk/deals/2019-0001/", "/desk/deals/2019-0001/amend/"


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def desk(client, edition):
    make_organisation(name_en="Liangjiang")
    make_organisation(name_zh="示例科技")
    client.force_login(make_clerk())
    return client


def test_a_mistake_in_a_stale_amendment_does_not_make_it_fresh(desk):
    desk.post("/desk/2019/record/", filled())
    desk.post(AMEND, filled(amount="13亿", version="1", reason="A slip"))

    mistaken = desk.post(AMEND, filled(amount="1.4b", version="1", reason="Another"))
    corrected = desk.post(AMEND, sent_from(mistaken, amount="14亿"))
    again = desk.post(AMEND, sent_from(corrected))

    assert (mistaken.status_code, corrected.status_code, again.status_code) == (422, 422, 302)
    assert next(row.field for row in corrected.context["three"]) == "Amount"
    assert Deal.objects.get().version == 3


def test_a_mistake_in_a_stale_form_of_a_batch_does_not_make_it_fresh(desk, edition):
    make_batch(edition, until="submitted")
    address = "/desk/2019/batches/1/amend/"
    form = sent_from(desk.get(address), reason="List", projects="15")
    desk.post(address, form)

    mistaken = desk.post(address, form | {"projects": "none"})
    corrected = desk.post(address, sent_from(mistaken, projects="16"))

    assert (mistaken.status_code, corrected.status_code) == (422, 422)
    assert "newer version of this batch" in corrected.text
    assert Batch.objects.get().projects == 15


def test_a_mistake_in_a_step_on_an_older_version_still_shows_what_changed_meanwhile(client, edition):
    deal = make_deal(edition=edition)
    ledger.amend(deal, make_draft(edition, name_zh="新名称"), version=1, by=make_clerk(), reason="A slip")
    client.force_login(make_reviewer())

    answer = client.post(f"{DEAL}verify/", {"version": "1", "retyped": "1.2b"})

    assert answer.status_code == 409
    assert "新名称" in [row.said[1] for row in answer.context["meanwhile"]]
