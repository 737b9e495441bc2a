"""What an import left out is mended afterwards, without bringing the file again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports.lists import reading
from expo.models import ImportedFile, Organisation
from expo.models.imports import RunState
from expo.spreadsheets.reading import UnreadableFile
from tests.support.factories import make_edition, make_region
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/organisations/"
HEAD = ["企业名称", "国家/地区", "机构类型"]
GOOD, DOUBTFUL, ANSWERED = ["甲云计算", "中国", None], ["乙云计算", None, "海马"], ["丙云计算", "中国", "鲸鱼"]


@pytest.fixture(autouse=True)
def edition():
    make_region(code="CN", name_en="China", name_zh="中国")
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return signed_in(make_editor())


def bring(client, *rows):
    return client.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook([HEAD, *rows]))})["Location"]


def names():
    return sorted(Organisation.objects.values_list("name_zh", flat=True))


def states():
    return list(ImportedFile.objects.order_by("pk").values_list("state", flat=True))


def has_content():
    return [bool(run.content) for run in ImportedFile.objects.order_by("pk")]


def test_rows_in_doubt_are_answered_after_the_good_ones_are_imported(client):
    page = bring(client, GOOD, DOUBTFUL, ANSWERED)
    client.post(f"{page}rows/")
    assert (names(), has_content()) == (["甲云计算"], [True])

    assert "Mend the 2 rows left out" in client.get(page).text
    answer = client.post(f"{page}rest/")
    assert [cell.row["value"] for cell in client.get(answer["Location"]).context["form"].all] == ["海马", "鲸鱼"]
    client.post(answer["Location"], {"cell-0": "company", "cell-1": "university"})
    client.post(f"{answer['Location']}rows/")
    assert names() == ["丙云计算", "乙云计算", "甲云计算"]
    assert (states(), has_content()) == ([RunState.DONE] * 2, [False, False])


def test_what_was_answered_before_the_import_is_not_asked_again(client):
    page = bring(client, GOOD, DOUBTFUL, ANSWERED)
    client.post(page, {"cell-0": "", "cell-1": "university"})
    client.post(f"{page}rows/")
    assert names() == ["丙云计算", "甲云计算"]

    new = client.post(f"{page}rest/")["Location"]
    assert [cell.row["value"] for cell in client.get(new).context["form"].all] == ["海马"]


def test_pressed_twice_there_is_one_new_run(client):
    page = bring(client, GOOD, DOUBTFUL)
    client.post(f"{page}rows/")

    first, second = (client.post(f"{page}rest/")["Location"] for _press in range(2))
    assert (first == second, first == page) == (True, False)
    assert states() == [RunState.DONE, RunState.LOOKED]


def test_what_was_answered_is_there_after_another_file_and_from_the_first_import(client):
    page = bring(client, GOOD, DOUBTFUL, ANSWERED)
    client.post(f"{page}rows/")
    new = client.post(f"{page}rest/")["Location"]
    client.post(new, {"cell-0": "", "cell-1": "university"})

    bring(client, ["丁云计算", "中国", None])
    bring(client, ["戊云计算", "中国", None])
    again = client.post(f"{page}rest/")["Location"]
    assert again == new
    assert [cell.row["value"] for cell in client.get(again).context["form"].all] == ["海马"]
    assert len(states()) == 3


def test_what_is_left_out_again_is_mended_from_the_second_import(client):
    page = bring(client, GOOD, DOUBTFUL, ANSWERED)
    client.post(f"{page}rows/")
    second = client.post(f"{page}rest/")["Location"]
    client.post(second, {"cell-0": "", "cell-1": "university"})
    client.post(f"{second}rows/")

    assert has_content() == [False, True]
    third = client.post(f"{second}rest/")["Location"]
    assert [cell.row["value"] for cell in client.get(third).context["form"].all] == ["海马"]


def test_a_file_that_is_not_read_any_more_is_told(client, monkeypatch):
    page = bring(client, GOOD, DOUBTFUL)
    client.post(f"{page}rows/")

    def refuse(*_args):
        raise UnreadableFile("It cannot be read.", code="unreadable")

    monkeypatch.setattr(reading, "read_list", refuse)
    assert "It cannot be read." in client.post(f"{page}rest/", follow=True).text
    assert states() == [RunState.DONE]


def test_a_file_of_which_nothing_is_left_out_is_not_kept(client):
    page = bring(client, GOOD)
    client.post(f"{page}rows/")

    assert has_content() == [False]
    assert client.post(f"{page}rest/")["Location"] == page
    assert states() == [RunState.DONE]


def test_an_undone_import_has_nothing_to_mend(client):
    page = bring(client, GOOD, DOUBTFUL)
    client.post(f"{page}rows/")
    client.post(f"{page}undo/")

    assert client.post(f"{page}rest/")["Location"] == page
    assert (states(), has_content()) == ([RunState.UNDONE], [False])
