"""Looking at a long list is told of row by row; it goes on where the page is closed, and leads on at its end."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports.lists import plans
from expo.models import ImportedFile
from expo.views.lists import long_looks
from tests.support.factories import make_edition
from tests.support.reading import links, texts
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]
START = "/desk/lists/2019/organisations/"
HEAD = ["企业名称", "机构类型"]
FIRMS = [[f"重庆{number}云计算有限公司", None] for number in range(3)]


@pytest.fixture(autouse=True)
def edition(monkeypatch):
    monkeypatch.setattr(long_looks, "LOOKED_AT_FROM", 4)
    monkeypatch.setattr(plans, "AT_ONCE", 2)
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return signed_in(make_editor())


def send(client, *rows):
    return client.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook([HEAD, *rows]))})


def test_rows_are_told_as_they_are_looked_at_and_the_page_leads_to_what_they_change(client):
    answer = send(client, *FIRMS, ["未名", "海马"])
    page = answer.getvalue().decode()
    run = ImportedFile.objects.get()

    assert [line in page for line in ("0 of 4 rows", "2 of 4 rows", "4 of 4 rows")] == [True] * 3
    assert f'<a href="{START}{run.pk}/">See what the file would change</a>' in page
    assert texts(client.get(f"{START}{run.pk}/"), "dd") == ["3", "0", "0", "1", "0"]


def test_answers_to_a_long_list_are_told_as_well(client):
    send(client, *FIRMS, ["未名", "海马"]).getvalue()
    run = ImportedFile.objects.get()

    page = client.post(f"{START}{run.pk}/", {"cell-0": "company"}).getvalue().decode()

    assert "4 of 4 rows" in page
    assert f'<a href="{START}{run.pk}/">See what the file would change</a>' in page
    assert texts(client.get(f"{START}{run.pk}/"), "dd") == ["4", "0", "0", "0", "0"]


def test_a_page_that_is_closed_meanwhile_leaves_what_was_looked_at_where_files_are_brought(client):
    answer = send(client, *FIRMS, ["未名", None])
    parts = iter(answer)
    while "0 of 4 rows" not in next(parts).decode():
        pass
    # As a server ends what nobody reads on.
    answer._iterator.close()
    run = ImportedFile.objects.get()

    assert (run.state, run.rows) == ("looked", 4)
    assert f"{START}{run.pk}/" in links(client.get(START))
    assert f"{START}{run.pk}/" not in links(signed_in(make_editor()).get(START))


def test_a_look_that_goes_on_leaves_what_was_brought_meanwhile(client):
    """Its page was closed, and the mended file brought."""
    before = send(client, ["重庆云计算有限公司", None])
    answer = send(client, *FIRMS, ["未名", None])
    parts = iter(answer)
    while "0 of 4 rows" not in next(parts).decode():
        pass
    mended = send(client, ["山城数据有限公司", None])["Location"]
    answer._iterator.close()

    assert client.get(mended).status_code == 200
    assert client.get(before["Location"]).status_code == 404
    assert sorted(ImportedFile.objects.values_list("rows", flat=True)) == [1, 4]


def test_a_short_list_leads_on_at_once(client):
    assert send(client, *FIRMS)["Location"] == f"{START}{ImportedFile.objects.get().pk}/"
