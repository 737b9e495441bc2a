"""Organisation and title in one cell: offered at the column's question, parted where the cell shows where, or asked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports.lists.problems import CellProblem
from expo.imports.lists.sheets.joint_cells import office_and_title
from expo.models import Attendance, ImportedFile
from tests.support.factories import make_edition, make_organisation
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

START = "/desk/lists/2019/people/"
NAMES = {"江畔样品科技有限公司", "重庆", "重庆大学", "siemens"}


@pytest.mark.parametrize(
    ("cell", "organisation", "title"),
    [
        ("江畔公司，董事长", "江畔公司", "董事长"),
        ("江畔公司,首席智能官", "江畔公司", "首席智能官"),
        ("江畔公司/董事长、总裁", "江畔公司", "董事长、总裁"),
        ("江畔公司、董事长、总裁", "江畔公司", "董事长、总裁"),
        ("江畔公司、董事長", "江畔公司", "董事長"),
        ("江畔公司\n董事长", "江畔公司", "董事长"),
        ("Example Works Co., Ltd., General Manager", "Example Works Co., Ltd.", "General Manager"),
        ("Example Works | Vice President, Sales", "Example Works", "Vice President, Sales"),
        ("江畔样品科技有限公司董事长", "江畔样品科技有限公司", "董事长"),
        ("江畔樣品科技有限公司董事長", "江畔樣品科技有限公司", "董事長"),
        ("重庆大学教授", "重庆大学", "教授"),
        ("重庆大学副校长、首席科学家", "重庆大学", "副校长、首席科学家"),
        ("Siemens CEO", "Siemens", "CEO"),
        ("重庆大学", "重庆大学", ""),
    ],
)
def test_a_cell_is_parted_where_it_shows_where(cell, organisation, title):
    assert office_and_title(cell, NAMES, mended=False) == (organisation, title)


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("董事长，江畔公司", ["董事长 | 江畔公司", "江畔公司 | 董事长"]),
        ("江畔公司、巴山公司、总裁", ["江畔公司 | 巴山公司、总裁", "江畔公司、巴山公司 | 总裁"]),
        ("江畔公司，巴山公司", ["江畔公司 | 巴山公司"]),
        ("巴山公司董事长", ["巴山公司 | 董事长"]),
        ("巴山集團有限公司董事", ["巴山集團有限公司 | 董事"]),
        ("重庆软件园主任", ["重庆 | 软件园主任"]),
        ("Siemens Energy CEO", ["Siemens | Energy CEO"]),
        ("董事长", []),
    ],
)
def test_what_may_be_parted_otherwise_is_asked_about(cell, choices):
    with pytest.raises(CellProblem) as asked:
        office_and_title(cell, NAMES, mended=False)

    assert [choice.value for choice in asked.value.choices] == choices
    for choice in choices:
        assert " | ".join(office_and_title(choice, NAMES, mended=True)) == choice


@pytest.mark.django_db
def test_what_the_column_means_is_said_once_for_the_office_and_the_look_shows_two_fields():
    make_edition(slug="2019")
    make_organisation(name_zh="江畔样品科技有限公司", name_en="")
    client = signed_in(make_editor())
    head = ["姓名", "称谓", "单位及职务"]
    page = bring(client, head, ["王小江", None, "江畔样品科技有限公司董事长"], ["李小渝", None, "巴山公司董事长"])
    assert '<details id="questions" open>' in client.get(page).text
    client.post(page, {"column-2": "organisation_title"})
    (good,) = ImportedFile.objects.get().report["accepted"]
    assert {name: each["new"] for name, each in good["fields"].items() if name in ("organisation", "title_zh")} == {
        "organisation": "江畔样品科技有限公司",
        "title_zh": "董事长",
    }
    client.post(page, {"cell-0": "巴山公司 | 董事长"})
    client.post(f"{page}rows/")
    rows = Attendance.objects.select_related("organisation").order_by("pk")
    assert [(row.organisation.name_zh, row.title_zh) for row in rows] == [
        ("江畔样品科技有限公司", "董事长"),
        ("巴山公司", "董事长"),
    ]

    bring(client, head, ["陈小川", None, "江畔样品科技有限公司，总经理"])
    (again,) = ImportedFile.objects.latest("pk").report["accepted"]
    assert again["fields"]["title_zh"]["new"] == "总经理"


def bring(client, *rows):
    return client.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook(rows))})["Location"]
