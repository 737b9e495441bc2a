"""Who may do what at the desk: every group of staff against every kind of page and step."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from expo.setup.reference_data import load_groups
from tests.support.deal_factories import make_batch, make_deal
from tests.support.factories import make_edition

pytestmark = pytest.mark.django_db
CLERKS, REVIEWERS, PRESS = "Deal clerks", "Reviewers", "Press officers"
READERS, CHIEFS, EDITORS = "Ledger readers", "Administrators", "Data entry"
GROUPS = (CLERKS, REVIEWERS, PRESS, READERS, CHIEFS, EDITORS)
THE_DESK = {CLERKS, REVIEWERS, PRESS, READERS, CHIEFS}
DEAL, EDITION = "/desk/deals/2019-0001/", "/desk/2019/"

# What is done → by which groups; to all others the page does not exist.
TABLE = {
    f"GET {EDITION}": THE_DESK,
    f"GET {DEAL}": THE_DESK,
    f"GET {EDITION}next/verify/": THE_DESK,
    f"GET {EDITION}batches/": THE_DESK,
    f"GET {EDITION}record/": {CLERKS, CHIEFS},
    f"POST {EDITION}record/": {CLERKS, CHIEFS},
    f"GET {DEAL}amend/": {CLERKS, CHIEFS},
    f"POST {DEAL}amend/": {CLERKS, CHIEFS},
    f"POST {DEAL}reopen/": {CLERKS, CHIEFS},
    f"POST {DEAL}verify/": {REVIEWERS, CHIEFS},
    f"POST {DEAL}return/": {REVIEWERS, CHIEFS},
    f"POST {DEAL}draw/": {REVIEWERS, CHIEFS},
    f"POST {DEAL}convert/": {REVIEWERS, CHIEFS},
    f"POST {DEAL}tell-apart/": {REVIEWERS, CHIEFS},
    f"POST {DEAL}announce/": {PRESS, CHIEFS},
    f"POST {DEAL}embargo/": {PRESS, CHIEFS},
    f"POST {DEAL}lift/": {PRESS, CHIEFS},
    f"POST {DEAL}withdraw/": {PRESS, CHIEFS},
    f"POST {DEAL}supersede/": {PRESS, CHIEFS},
    f"POST {EDITION}batches/1/verify/": {REVIEWERS, CHIEFS},
    f"POST {EDITION}batches/1/announce/": {PRESS, CHIEFS},
    f"POST {EDITION}batches/1/withdraw/": {PRESS, CHIEFS},
    f"GET {EDITION}landing/": THE_DESK,
    f"GET {EDITION}landing/list.csv": THE_DESK,
    f"GET {EDITION}landing/list.xlsx": THE_DESK,
    f"GET {EDITION}list.csv": THE_DESK,
    f"GET {EDITION}list.xlsx": THE_DESK,
    f"GET {EDITION}landing/rates/": THE_DESK,
    f"GET {EDITION}landing/P0001/": THE_DESK,
    f"GET {EDITION}landing/P0001/stage/": {CLERKS, CHIEFS},
    f"POST {EDITION}landing/P0001/funds/": {CLERKS, CHIEFS},
    f"POST {EDITION}landing/P0001/unit/": {CLERKS, CHIEFS},
    f"POST {EDITION}landing/limits/": {PRESS, CHIEFS},
    f"POST {EDITION}landing/cohort/": {PRESS, CHIEFS},
    "GET /desk/rates/": {REVIEWERS, CHIEFS},
    "POST /desk/rates/": {REVIEWERS, CHIEFS},
    "POST /desk/rates/import/": {REVIEWERS, CHIEFS},
}


@pytest.fixture
def ledger_of_2019():
    load_groups()
    edition = make_edition(slug="2019")
    make_deal(edition=edition)
    make_batch(edition, until="submitted")


def member_of(group: str) -> Client:
    user = User.objects.create_user("member")
    user.groups.set([Group.objects.get(name=group)])
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("group", GROUPS)
def test_what_a_group_may_not_do_does_not_exist_for_it(ledger_of_2019, group):
    client = member_of(group)

    found = {done: answered(client, done) for done in TABLE}

    assert {done for done, status in found.items() if status != 404} == {
        done for done, groups in TABLE.items() if group in groups
    }
    assert not {status for status in found.values() if status in (403, 500)}


def answered(client: Client, done: str) -> int:
    method, path = done.split()
    return client.generic(method, path).status_code
