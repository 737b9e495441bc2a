"""A district's list in the browser: look, say what a column means, import, fix, import again without doubling, undo."""

import pytest

from deals.models import Deal
from tests.support.accessibility import too_wide, violations
from tests.support.deal_factories import make_clerk
from tests.support.factories import make_edition
from tests.support.workbooks import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.reads_apart]
START = "/desk/2019/imports/"
HEAD = ["项目名称", "谁来投", "招商单位", "标的（万元）", "是否会场签约", "签约时间"]
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019", city_zh="重庆")


def listed(second=120) -> bytes:
    rows = [
        ["芯片厂", "甲公司", "江北区政府", 5000, "是", "8月26日"],
        ["云平台", "乙公司", "江北区政府", second, "否", "2019.8.27"],
    ]
    return workbook([["2019年签约项目汇总表"], HEAD, *rows, ["合 计", None, None, 5120]], merge=["A1:F1"])


def bring(page, content: bytes) -> None:
    page.goto(START)
    page.locator("[name=file]").set_input_files({"name": "江北区.xlsx", "mimeType": KIND, "buffer": content})
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("heading", name="江北区.xlsx").wait_for()


def counted(page) -> list[str]:
    """Good rows, those recorded before, rows left out."""
    return page.locator("dl.standing dd").all_inner_texts()


def carry_out(page) -> None:
    page.get_by_role("button", name="Import the good rows").click()
    page.get_by_role("link", name="See what was imported").click()
    page.get_by_text("Imported.").wait_for()


def standing() -> list[str]:
    return list(Deal.objects.order_by("sequence").values_list("status", flat=True))


def test_a_clerk_imports_a_list_fixes_it_imports_it_again_and_undoes_it(log_in):
    page = log_in(make_clerk(), START, viewport={"width": 1280, "height": 900})
    bring(page, listed("约120"))
    assert counted(page) == ["0", "0", "3"]

    page.locator("[name=column-1]").select_option("investor")
    page.locator("[name=column-3]").select_option("total")
    page.get_by_role("button", name="Look again").click()
    page.get_by_text("“约” makes the amount inexact").wait_for()
    assert counted(page) == ["1", "0", "2"]
    carry_out(page)
    assert standing() == ["submitted"]

    bring(page, listed())
    assert counted(page) == ["2", "1", "1"]
    carry_out(page)
    assert standing() == ["submitted"] * 2

    page.get_by_role("button", name="Undo this import").click()
    page.get_by_text("1 deal is withdrawn.").wait_for()
    assert standing() == ["submitted", "withdrawn"]


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_an_import_have_no_axe_violations_and_fit(log_in, width):
    page = log_in(make_clerk(), START, viewport={"width": width, "height": 900})
    found = [*violations(page), too_wide(page)]

    bring(page, listed())
    found += [*violations(page), too_wide(page)]

    assert found == [0, 0]
