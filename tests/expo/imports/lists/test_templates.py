"""Tables to fill in: each shows how by a row that every import knows and leaves out, and says what columns may hold."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from expo.imports.lists.list_import import LIST_IMPORTS
from expo.models import ImportedFile
from tests.support.factories import make_edition
from tests.support.reading import texts

pytestmark = pytest.mark.django_db
KINDS = {kind.slug: kind for kind in LIST_IMPORTS}
MARKS = {"en": "Example: ", "zh": "示例："}


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def client():
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    return client


def template(client, kind, name):
    return client.get(f"/desk/lists/2019/{kind}/{name}").content


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["template-en.csv", "template-zh.csv", "template-en.xlsx", "template-zh.xlsx"])
def test_a_table_that_nobody_has_filled_in_imports_nothing(client, kind, name):
    content = template(client, kind, name)
    file = SimpleUploadedFile(name, content)
    client.post(f"/desk/lists/2019/{kind}/", {"file": file}, follow=True)
    report = ImportedFile.objects.get().report

    assert (report["accepted"], report["asked"], report["columns_not_understood"]) == ([], [], [])
    assert [(row["row"], row["sheet"]) for row in report["rejected"]] == [(2, "")]
    assert report["rejected"][0]["reason"]["en"].endswith("shows how to fill in the list.")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_has_a_second_sheet_that_says_what_each_column_may_hold(client, kind, language):
    book = load_workbook(io.BytesIO(template(client, kind, f"template-{language}.xlsx")))
    first, second = book.worksheets
    rows = list(first.iter_rows(values_only=True))
    hints = list(second.iter_rows(values_only=True))

    assert [label for label, _hint in hints[1:]] == list(rows[0])
    assert all(hint for _label, hint in hints)
    assert next(filter(None, rows[1])).startswith(MARKS[language])


def test_the_page_says_so_too(client):
    page = client.get("/desk/lists/2019/exhibitors/")
    hints = dict(zip(texts(page, "th")[2:], texts(page, "td"), strict=True))

    assert hints["Fortune Global 500"] == "Yes or no."
    assert hints["Status"] == "One of: draft; confirmed; published; withdrawn."


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("示例：某公司", True),
        ("（示例）某公司", True),
        ("示例1", True),
        ("Example: some firm", True),
        ("示例科技有限公司", False),
        ("Example Technologies Ltd", False),
    ],
)
def test_who_is_called_like_an_example_is_none(client, name, left_out):
    file = SimpleUploadedFile("list.csv", f"企业名称,网址\n{name},\n".encode())
    client.post("/desk/lists/2019/organisations/", {"file": file}, follow=True)
    report = ImportedFile.objects.get().report

    assert (len(report["rejected"]), len(report["accepted"])) == (left_out, not left_out)
