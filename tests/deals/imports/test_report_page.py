"""What the page of a run says of a list of deals, in the reader's language."""

import pytest
from django.utils.translation import override

from deals import ledger
from deals.desk.imports import DEAL_IMPORT
from deals.imports.runs import import_user
from deals.models import Deal
from expo.models import ImportedFile
from tests.deals.imports.lists import ROW, import_rows
from tests.support.deal_factories import make_edition, make_reviewer

HIDDEN = {"hidden_rows_read": [3, 4], "hidden_sheets_left_out": ["旧", "草稿"]}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["2 hidden rows were read too.", "Hidden sheets were left out: 旧, 草稿"]),
        ("zh-hans", ["2个隐藏行也已读取。", "未读取隐藏的工作表： 旧, 草稿"]),
    ],
)
def test_what_of_a_file_is_hidden_stands_beside_its_state(language, told):
    with override(language):
        assert (DEAL_IMPORT.notes(HIDDEN), DEAL_IMPORT.notes({})) == (told, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "1 deal is withdrawn. Those that somebody has verified stay."),
        ("zh-hans", "已撤回1笔签约。 已核验的签约予以保留。"),
    ],
)
def test_an_undo_says_what_was_withdrawn_and_that_the_rest_stays(language, told):
    edition = make_edition(slug="2019", city_zh="重庆")
    import_rows(edition, *([name, *ROW[1:3], 100, *ROW[4:]] for name in ("甲项目", "乙项目")))
    ledger.verify(Deal.objects.order_by("sequence")[0], version=1, by=make_reviewer())

    with override(language):
        assert DEAL_IMPORT.undo(ImportedFile.objects.get(), import_user()) == told
