"""The desk's lists as files: what they show, in their order, to those who may read them, and no formula."""

import csv
import io

import openpyxl
import pytest

from deals.models import Terms
from tests.support.deal_factories import make_clerk, make_deal, make_reviewer
from tests.support.factories import make_edition
from tests.support.staff import a_superuser, signed_in

pytestmark = pytest.mark.django_db
LIST = "/desk/2019/list"


@pytest.fixture
def edition():
    return make_edition(slug="2019")


def rows_of(response):
    if "csv" in response["Content-Type"]:
        assert response.content.startswith(b"\xef\xbb\xbf")
        return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    heads, *rows = openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    return [{head: "" if cell is None else str(cell) for head, cell in zip(heads, row, strict=True)} for row in rows]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_leaves_as_it_is_shown_newest_first(edition, form):
    first, second = make_deal(edition=edition, name_en="=1+1"), make_deal(edition=edition, name_en="Second")
    response = signed_in(make_clerk()).get(f"{LIST}.{form}")
    rows = rows_of(response)

    assert [row["deal"] for row in rows] == [second.number, first.number]
    assert [row["name_en"] for row in rows] == ["Second", "'=1+1"]
    assert {row["status"] for row in rows} == {"submitted"}
    assert [row["currency"] for row in rows] == ["CNY", "CNY"]
    assert [int(row["amount_minor"]) > 0 for row in rows] == [True, True]
    assert "no-store" in response["Cache-Control"]
    assert f'filename="deals-2019.{form}"' in response["Content-Disposition"]


def test_a_reviewer_finds_no_amount_that_is_to_be_typed_again(edition):
    edition.retype_above = 0
    edition.save()
    make_deal(edition=edition)
    masked, plain = (rows_of(signed_in(user).get(f"{LIST}.csv"))[0] for user in (make_reviewer(), make_clerk()))

    assert (masked["amount_minor"], masked["currency"], masked["amount_note"]) == ("", "", "to be typed again")
    assert (int(plain["amount_minor"]) > 0, plain["amount_note"]) == (True, "")


@pytest.mark.parametrize("deals", [1, 3])
def test_a_file_costs_the_same_queries_for_any_number_of_deals(edition, deals, django_assert_num_queries):
    for _ in range(deals):
        make_deal(edition=edition)
    client = a_superuser()
    client.get(f"{LIST}.csv")

    with django_assert_num_queries(7):
        assert len(rows_of(client.get(f"{LIST}.csv"))) == deals
    assert Terms.objects.count() == deals
