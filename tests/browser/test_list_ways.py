"""The ways of lists on the start page of data entry: of one sort they stand below each other, on a phone as well."""

import pytest

from tests.support.accessibility import too_wide
from tests.support.factories import make_edition
from tests.support.staff import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEFTS = "all => [...new Set(all.map(each => Math.round(each.getBoundingClientRect().left)))]"


@pytest.mark.parametrize(("width", "columns"), [(1280, 3), (360, 1)])
def test_what_leads_out_of_lists_lines_up(log_in, width, columns):
    make_edition(slug="2019")
    page = log_in(make_editor(), "/admin/", viewport={"width": width, "height": 800})
    page.locator(".list-ways").wait_for()
    lefts = [page.locator(f".list-ways .{sort}").evaluate_all(LEFTS) for sort in ("typed", "out", "empty")]

    assert [len(each) for each in lefts] == [1, 1, 1]
    assert len({each[0] for each in lefts}) == columns
    assert too_wide(page) == 0
