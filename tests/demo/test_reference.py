"""What every installation has: regions, technology areas, groups."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db.models import Count

from expo.models import Region, TechnologyArea
from expo.setup import reference_data
from tests.support.factories import make_region

pytestmark = pytest.mark.django_db


def test_loading_adds_all_regions_each_where_it_lies():
    call_command("load_reference", verbosity=0)

    assert dict(Region.objects.values_list("kind").annotate(Count("pk"))) == {
        "country": 249,
        "province": 31,
        "district": 38,
    }
    yubei = Region.objects.get(code="500112")
    assert (yubei.name_zh, yubei.parent.name_zh, yubei.parent.parent.name_zh) == ("渝北区", "重庆", "中国")


def test_loading_adds_twelve_technology_areas_and_says_which_are_strategic():
    reference_data.load_reference_rows()

    assert TechnologyArea.objects.count() == 12
    assert set(TechnologyArea.objects.filter(strategic=False).values_list("slug", flat=True)) == {
        "blockchain",
        "smart-cities",
        "virtual-reality",
    }


def test_loading_again_changes_nothing_that_staff_have_changed():
    reference_data.load_reference_rows()
    Region.objects.filter(code="SG").update(name_en="Lion City")
    TechnologyArea.objects.filter(slug="5g").update(name_zh="第五代")

    reference_data.load_reference_rows()

    assert Region.objects.get(code="SG").name_en == "Lion City"
    assert TechnologyArea.objects.get(slug="5g").name_zh == "第五代"
    assert (Region.objects.count(), TechnologyArea.objects.count()) == (318, 12)


def test_loading_adds_only_what_is_missing():
    china = make_region(code="CN")

    reference_data.load_reference_rows()

    assert Region.objects.get(code="500000").parent == china


@pytest.mark.parametrize(
    ("group", "may", "may_not"),
    [
        ("Data entry", "change_session", "record_deal"),
        ("Deal clerks", "record_deal", "verify_deal"),
        ("Reviewers", "verify_deal", "record_deal"),
        ("Press officers", "announce_deal", "verify_deal"),
        ("Administrators", "change_user", "change_deal"),
    ],
)
def test_each_group_may_do_its_own_work_and_not_the_others(group, may, may_not):
    reference_data.load_reference_rows()

    granted = set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))
    assert may in granted
    assert may_not not in granted


def test_groups_follow_the_code():
    reference_data.load_reference_rows()
    clerks = Group.objects.get(name="Deal clerks")
    clerks.permissions.clear()

    reference_data.load_reference_rows()

    assert set(clerks.permissions.values_list("codename", flat=True)) == {
        "follow_up_project",
        "record_deal",
        "view_ledger",
    }


def test_a_permission_that_nobody_knows_is_an_error():
    with pytest.raises(LookupError):
        reference_data.find_permissions(["deals.view_ledger", "deals.sing_deal"])
