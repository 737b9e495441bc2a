"""One file pressed at several desks at once: it is imported once, undone once, and nobody waits for ever."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.models import Session
from deals.ledger import hash_chain
from deals.models import Deal
from expo.models import ImportedFile
from tests.deals.imports.lists import HEAD, ROW
from tests.support.factories import make_edition
from tests.support.schedules import event, schedule
from tests.support.staff import make_staff, signed_in
from tests.support.threads import together
from tests.support.workbooks import workbook

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.reads_apart]
AGENDA, DEALS = "/desk/agenda/2019/import/", "/desk/2019/imports/"


@pytest.fixture
def press():
    """Brings a file, and gives what presses a button of its run from a browser of its own."""
    make_edition(slug="2019", city_zh="重庆")
    planner, clerk = make_staff(("agenda", "expo")), make_staff(codenames=("record_deal", "view_ledger"))

    def begin(start, content):
        user = planner if start == AGENDA else clerk
        page = signed_in(user).post(start, {"file": SimpleUploadedFile("file.xlsx", content)})
        clients = {name: [signed_in(user) for _ in range(4)] for name in ("rows", "undo")}

        def send(button):
            response = clients[button].pop().post(f"{page['Location']}{button}/")
            return response.status_code, response.getvalue()

        return send

    return begin


def test_a_programme_that_is_pressed_at_once_is_imported_once_and_undone_once(press):
    send = press(AGENDA, schedule(event(), event(hour=14)))

    imported = together(*[lambda: send("rows")] * 3)
    there = Session.objects.count()
    undone = together(*[lambda: send("undo")] * 3)

    assert ([status for status, _page in imported + undone], there) == ([302] * 6, 2)
    assert (Session.objects.count(), ImportedFile.objects.get().state) == (0, "undone")


def test_a_list_of_deals_that_is_pressed_at_once_is_recorded_once(press, monkeypatch):
    monkeypatch.setattr("deals.imports.save.CHUNK", 1)
    send = press(DEALS, workbook([HEAD, *([name, *ROW[1:]] for name in ("甲项目", "乙项目", "丙项目"))]))

    answers = together(*[lambda: send("rows")] * 3)

    assert {status for status, _page in answers} <= {200, 302}
    assert [deal.sequence for deal in Deal.objects.order_by("sequence")] == [1, 2, 3]
    assert (ImportedFile.objects.get().state, list(hash_chain.find_breaks())) == ("done", [])


@pytest.mark.parametrize("start", [AGENDA, DEALS])
def test_an_undo_beside_an_import_comes_before_or_after_it(press, monkeypatch, start):
    monkeypatch.setattr("deals.imports.save.CHUNK", 1)
    lists = {AGENDA: schedule(event(), event(hour=14)), DEALS: workbook([HEAD, ROW, ["乙项目", *ROW[1:]]])}
    send = press(start, lists[start])

    answers = together(lambda: send("rows"), lambda: send("rows"), lambda: send("undo"), lambda: send("undo"))
    run = ImportedFile.objects.get()
    stands = Session.objects.count() + Deal.objects.exclude(status="withdrawn").count()

    assert {status for status, _page in answers} <= {200, 302}
    assert (run.state, stands) in [("done", 2), ("undone", 0)]
