"""Many clients at once with one key: one deal, whoever comes first."""

import pytest

from deals.ledger import hash_chain
from deals.models import Deal, Event, Sent
from expo.models import Organisation
from tests.support.api import Office, signing
from tests.support.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_key_from_eight_clients_at_once_records_one_deal_and_tells_all_the_same():
    office = Office()

    answers = together(*[lambda: office.send(key="a-key")] * 8)

    assert sorted(one.status_code for one in answers) == [200] * 7 + [201]
    assert len({one.content for one in answers}) == 1
    assert [model.objects.count() for model in (Deal, Event, Sent, Organisation)] == [1, 1, 1, 2]


def test_eight_keys_at_once_get_eight_numbers_without_a_gap_and_share_new_organisations():
    office = Office()

    answers = together(*[lambda n=n: office.send(signing(title_en=f"Works {n}"), key=f"key-{n}") for n in range(8)])

    assert sorted(one.json()["number"] for one in answers) == [f"2019-000{n}" for n in range(1, 9)]
    assert Organisation.objects.count() == 2
    assert list(hash_chain.find_breaks()) == []


def test_other_contents_that_race_for_a_key_record_one_of_them():
    office = Office()

    answers = together(*[lambda n=n: office.send(signing(title_en=f"Works {n}"), key="a-key") for n in range(8)])

    assert sorted(one.status_code for one in answers) == [201] + [422] * 7
    assert Deal.objects.count() == 1
