"""What a step costs: so many statements, its own transaction's two among them, whatever else the ledger holds."""

import uuid

import pytest

from deals import ledger
from tests.support.deal_factories import make_clerk, make_deal, make_draft, make_press, make_reviewer, make_verified
from tests.support.factories import make_area, make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 3])
def edition(request):
    edition = make_edition()
    for _ in range(request.param):
        make_deal(edition=edition, name_en=f"{uuid.uuid4()}", name_zh="", amounts=())
    return edition


def with_permissions(user):
    """Asked once in a request, before any step."""
    user.get_all_permissions()
    return user


@pytest.mark.parametrize("areas", [1, 3])
def test_recording(edition, areas, django_assert_num_queries):
    draft = make_draft(edition, primary_area=make_area(), areas=tuple(make_area() for _ in range(areas)))
    clerk = with_permissions(make_clerk())

    with django_assert_num_queries(14):
        ledger.record(draft, key=uuid.uuid4(), by=clerk)


def test_verifying(edition, django_assert_num_queries):
    deal, reviewer = make_deal(edition=edition), with_permissions(make_reviewer())

    with django_assert_num_queries(12):
        ledger.verify(deal, version=1, by=reviewer)


def test_announcing(edition, django_assert_num_queries):
    deal, press = make_verified(edition=edition), with_permissions(make_press())

    with django_assert_num_queries(10):
        ledger.announce(deal, version=1, by=press)
