"""A list that names a hall that the edition has not: somebody says once that it is new, or which hall is meant."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.models import Booth, Hall, ImportedFile, Participation
from tests.support.factories import make_edition, make_hall
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/exhibitors/"
WITH_HALLS = [["企业名称", "展馆"], ["甲云计算", "N5馆"], ["乙云计算", "N5"], ["丙云计算", "N4"]]
WITH_STANDS = [["企业名称", "展位号"], ["甲云计算", "N5-01"], ["乙云计算", "N5 E07、N5 E08"], ["丙云计算", "N4-A1"]]


@pytest.fixture(autouse=True)
def halls():
    edition = make_edition(slug="2019")
    return make_hall(edition=edition, code="N4"), make_hall(edition=edition, code="N6")


@pytest.fixture
def client():
    return signed_in(make_editor())


def bring(client, rows):
    return client.post(START, {"file": SimpleUploadedFile("list.xlsx", workbook(rows))})["Location"]


def questions(client, page):
    """The choices of each cell that is asked about, and what is chosen."""
    form = client.get(page).context["form"]
    return {
        cell.row["value"]: (list(dict(form[name].field.choices)), form[name].value())
        for name, cell in form.cells.items()
    }


def halls_now():
    return sorted(Hall.objects.values_list("code", flat=True))


def test_a_hall_that_is_not_there_can_be_made_for_every_cell_that_names_it(client):
    page = bring(client, WITH_HALLS)

    assert questions(client, page) == {
        "N5馆": (["", "new-hall:N5", "N4", "N6", "empty"], None),
        "N5": (["", "new-hall:N5", "N4", "N6", "empty"], None),
    }
    client.post(page, {"cell-0": "new-hall:N5", "cell-1": ""})
    assert questions(client, page) == {}
    client.post(f"{page}rows/")
    assert halls_now() == ["N4", "N5", "N6"]
    assert sorted(Participation.objects.values_list("organisation__name_zh", "hall__code")) == [
        ("丙云计算", "N4"),
        ("乙云计算", "N5"),
        ("甲云计算", "N5"),
    ]


def test_stands_in_a_hall_that_is_not_there_are_made_with_it(client):
    page = bring(client, WITH_STANDS)

    assert questions(client, page) == {
        "N5-01": (["", "new-hall:N5", "N4-01", "N6-01", "empty"], None),
        "N5 E07、N5 E08": (["", "new-hall:N5", "N4 E07、N4 E08", "N6 E07、N6 E08", "empty"], None),
    }
    client.post(page, {"cell-0": "new-hall:N5", "cell-1": ""})
    client.post(f"{page}rows/")
    assert sorted(booth.label for booth in Booth.objects.all()) == ["N4-A1", "N5-01", "N5-E07", "N5-E08"]


def test_another_hall_may_be_meant_and_then_none_is_made(client):
    page = bring(client, WITH_STANDS)

    client.post(page, {"cell-0": "N4-01", "cell-1": "N6 E07、N6 E08"})
    client.post(f"{page}rows/")
    assert halls_now() == ["N4", "N6"]
    assert sorted(booth.label for booth in Booth.objects.all()) == ["N4-01", "N4-A1", "N6-E07", "N6-E08"]


def test_a_new_hall_is_chosen_until_somebody_takes_that_back(client):
    page = bring(client, WITH_HALLS)

    client.post(page, {"cell-0": "new-hall:N5", "cell-1": "", "go": "filter"})
    assert {said for _choices, said in questions(client, page).values()} == {"new-hall:N5"}
    client.post(page, {"cell-0": "", "cell-1": "new-hall:N5", "go": "filter"})
    assert {said for _choices, said in questions(client, page).values()} == {None}


def test_a_hall_that_nothing_good_names_is_not_made(client):
    page = bring(client, [["企业名称", "展馆", "网址"], ["甲云计算", "N5", "no address"], ["丙云计算", "N4", None]])

    client.post(page, {"cell-0": "new-hall:N5"})
    assert ImportedFile.objects.get().report["made"]["halls"] == []
    client.post(f"{page}rows/")
    assert halls_now() == ["N4", "N6"]


def test_undoing_the_list_takes_the_hall_away_again(client):
    page = bring(client, WITH_HALLS)
    client.post(page, {"cell-0": "new-hall:N5", "cell-1": ""})
    client.post(f"{page}rows/")

    client.post(f"{page}undo/")
    assert halls_now() == ["N4", "N6"]


@pytest.mark.parametrize(
    ("cell", "code", "offered"),
    [
        ("3-013", "1", "1-013"),
        ("3馆-033", "1", "1馆-033"),
        ("3-03 3-13", "1", "1-03 1-13"),
        ("N1-01, N10-02", "N2", "N2-01, N10-02"),
        ("3-3A", "1", "1-3A"),
        ("3-013", "N1", "N1-013"),
        ("N1E07", "N2", "N2E07"),
        ("N1 E07、 N1 E08", "N2", "N2 E07、 N2 E08"),
    ],
)
def test_another_hall_changes_no_number_of_a_stand(client, halls, cell, code, offered):
    Hall.objects.all().delete()
    for each in {code, "N10"}:
        make_hall(edition=halls[0].edition, code=each)
    page = bring(client, [["企业名称", "展位号"], ["甲云计算", cell]])

    [(choices, _said)] = questions(client, page).values()
    assert offered in choices
