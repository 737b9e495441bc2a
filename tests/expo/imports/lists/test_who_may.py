"""Lists are open to those alone who may add and change all that a run writes; nobody else learns that there are any."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports.lists.list_import import LIST_IMPORTS
from tests.support.factories import make_edition
from tests.support.reading import texts
from tests.support.staff import make_staff, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
WRITTEN = {
    "halls": {"expo.hall"},
    "stands": {"expo.booth", "expo.hall"},
    "organisations": {"expo.organisation"},
    "exhibitors": {"expo.organisation", "expo.participation", "expo.hall", "expo.booth"},
    "people": {"expo.organisation", "expo.person", "expo.attendance"},
    "exhibits": {"expo.exhibit"},
    "launches": {"expo.launch"},
    "delegations": {"expo.delegation", "expo.organisation", "expo.person"},
    "news": {"expo.newsitem"},
    "rooms": {"agenda.room", "expo.hall"},
    "sessions": {"agenda.session", "agenda.sessionrole", "agenda.room", "expo.person", "expo.organisation"},
    "entries": {"agenda.team", "agenda.entry", "agenda.teammember"},
    "figures": {"expo.statedfigure"},
    "rates": {"deals.exchangerate"},
}


def needed(slug: str) -> set[str]:
    return {name.replace(".", f".{verb}_") for name in WRITTEN[slug] for verb in ("add", "change")}


def test_a_list_asks_for_all_that_its_run_writes():
    assert {kind.slug: set(kind.permissions) for kind in LIST_IMPORTS} == {slug: needed(slug) for slug in WRITTEN}


@pytest.mark.parametrize("kind", LIST_IMPORTS, ids=lambda kind: kind.slug)
def test_without_any_one_of_them_there_is_no_such_page(kind):
    make_edition(slug="2019")
    editor = make_staff(("expo", "agenda", "deals"))
    client, page = signed_in(editor), kind.address("import", "2019")

    answers = []
    for name in kind.permissions:
        app, _, codename = name.partition(".")
        lacking = Permission.objects.get(content_type__app_label=app, codename=codename)
        editor.user_permissions.remove(lacking)
        answers.append(client.get(page).status_code)
        editor.user_permissions.add(lacking)
    assert (answers, client.get(page).status_code) == ([404] * len(kind.permissions), 200)


def test_whoever_may_add_but_not_change_is_neither_offered_nor_led_to_a_list():
    make_edition(slug="2019")
    clerk = make_staff(codenames=("record_deal", "view_ledger"))
    clerk.user_permissions.add(*Permission.objects.filter(content_type__app_label="expo", codename__startswith="add_"))
    file = SimpleUploadedFile("list.xlsx", workbook([["企业名称", "国家/地区", "展位号"], ["甲公司", "中国", "H1-01"]]))
    page = signed_in(clerk).post("/desk/2019/imports/", {"file": file}, follow=True)

    assert [text for text in texts(page, "a") if text.startswith("Import ")] == []
    assert "elsewhere:" not in page.text
