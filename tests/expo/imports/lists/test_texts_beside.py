"""What stands beside another text of its language is kept or asked about; what is no row of a list is not counted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.models import ImportedFile, Organisation, Person
from tests.support.factories import make_edition, make_organisation
from tests.support.reading import texts
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]
HEAD = ["企业名称", "英文名称", "简称"]
KOREAN = ["LG전자", "LG Electronics", None]
GUESTS = ["Full name", "姓名", "职务"]
GUEST = ["Kim Min-su", "김민수", "Director"]


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return signed_in(make_editor())


def bring(client, kind, *rows):
    file = SimpleUploadedFile("list.xlsx", workbook(rows))
    return client.post(f"/desk/lists/2019/{kind}/", {"file": file})["Location"]


def run(client, kind, *rows):
    client.post(f"{bring(client, kind, *rows)}rows/")
    return report()


def report():
    return ImportedFile.objects.latest("pk").report


def changes(done):
    return [row["change"] for row in done["accepted"]]


def people():
    return list(Person.objects.values_list("name_en", "name_zh"))


@pytest.mark.parametrize("kind", ["organisations", "exhibitors"])
def test_a_name_in_another_script_is_kept_as_another_name(client, kind):
    first, again = run(client, kind, HEAD, KOREAN), run(client, kind, HEAD, KOREAN)
    firm = Organisation.objects.get()

    assert (firm.name_en, firm.name_zh, firm.aliases) == ("LG Electronics", "", "LG전자")
    assert (changes(first), changes(again)) == (["new"], ["unchanged"])


def test_another_name_joins_those_that_are_there(client):
    make_organisation(name_en="LG Electronics", name_zh="", aliases="Lucky Goldstar")
    first, again = run(client, "organisations", HEAD, KOREAN), run(client, "organisations", HEAD, KOREAN)

    assert Organisation.objects.get().aliases == "Lucky Goldstar\nLG전자"
    assert (changes(first), changes(again)) == (["changed"], ["unchanged"])


def test_two_columns_of_names_give_each_language_its_own(client):
    run(client, "people", GUESTS, ["Yamada Taro", "山田太郎", "部長"])

    assert people() == [("Yamada Taro", "山田太郎")]


@pytest.mark.parametrize(("answer", "kept"), [("meant", "김민수"), ("leave", "")])
def test_a_second_name_of_a_person_is_asked_about(client, answer, kept):
    page = bring(client, "people", GUESTS, GUEST)
    [row] = report()["asked"]
    assert row["reason"]["en"] == "“김민수” stands beside “Kim Min-su”."
    assert [choice["label"]["en"] for choice in row["choices"]] == ["use it as the Chinese one", "leave it out"]

    client.post(page, {"cell-0": answer})
    client.post(f"{page}rows/")
    assert people() == [("Kim Min-su", kept)]


def test_the_same_name_twice_is_no_question(client):
    bring(client, "people", GUESTS, ["Jane Roe", "JANE ROE", "Director"])

    assert (report()["asked"], report()["rejected"]) == ([], [])


def test_totals_are_passed_over_and_not_counted_among_the_rows_to_mend(client):
    rows = [["企业名称", "机构类型", "数量"], ["甲云计算", None, 1], ["乙云计算", "海马", 2], ["合计", None, 3]]
    page = bring(client, "organisations", *rows)
    looked = client.get(page)
    assert texts(looked, "dd") == ["1", "0", "0", "1", "0"]
    assert "1 row of totals or examples is passed over." in looked.text

    client.post(f"{page}rows/")
    done = client.get(page).text
    assert "Mend the 1 row left out" in done
    assert "This row adds up others (合计) and is none itself." in done


@pytest.mark.parametrize(("kind", "good", "left_out"), [(None, True, False), ("海马", False, False)])
def test_that_every_row_is_good_is_said_where_it_is_so_and_below_no_other_heading(client, kind, good, left_out):
    text = client.get(bring(client, "organisations", ["企业名称", "机构类型"], ["甲云计算", kind])).text

    assert ("Every row is good." in text, "Left out, and why" in text) == (good, left_out)
    assert ("Nothing can be imported before what is asked below is answered." in text) == (not good)
