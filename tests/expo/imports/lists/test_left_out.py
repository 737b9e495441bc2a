"""What a list leaves out: each reason once on its page, with the rows that it is of; each row in the file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports.lists.page_rows import places_text, rows_by_reason
from expo.models import ImportedFile
from tests.support.factories import make_edition
from tests.support.reading import texts
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

START = "/desk/lists/2019/delegations/"
HEAD = ["代表团名称", "抵达日期"]


def rows(*numbers, sheet=""):
    return [{"sheet": sheet, "row": number} for number in numbers]


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        (rows(7), "7"),
        (rows(5, 3, 4, 2), "2–5"),
        (rows(2, 3, 9, 11, 12), "2–3, 9, 11–12"),
        (rows(4, sheet="乙") + rows(2, 3, sheet="甲"), "乙 4, 甲 2–3"),
        (rows(*range(2, 200, 2)), ", ".join(map(str, range(2, 42, 2))) + ", …"),
    ],
)
def test_rows_that_follow_each_other_are_told_as_one_stretch(listed, told):
    assert places_text(listed) == told


def test_reasons_stand_in_the_order_of_their_first_rows():
    why, other = {"en": "why", "zh": "因"}, {"en": "other", "zh": "别"}
    listed = [row | {"reason": reason} for row, reason in zip(rows(2, 3, 4), (why, other, why), strict=True)]

    assert rows_by_reason(listed) == [("2, 4", 2, "why"), ("3", 1, "other")]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "told"), [("en", "400 rows: 2–401"), ("zh-hans", "400行：2–401")])
def test_many_rows_of_one_reason_are_one_line_of_the_page_and_rows_of_the_file(language, told):
    make_edition(slug="2019")
    client = signed_in(make_editor())
    client.cookies["staff_language"] = language
    listed = [[f"第{number}代表团", "某天"] for number in range(400)]
    client.post(START, {"file": SimpleUploadedFile("l.xlsx", workbook([HEAD, *listed]))}).getvalue()
    page = f"{START}{ImportedFile.objects.get().pk}/"
    left_out = client.get(f"{page}left-out.csv").content.decode("utf-8-sig").splitlines()

    assert [" ".join(each.split()) for each in texts(client.get(page), "th") if "401" in each] == [told]
    assert len(left_out) == 401
