"""A list whose process is killed while it is written, started again: every row as after one clean run."""

import os
import signal

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from expo.imports.progress import ProgressFile
from expo.models import Booth, ImportedFile, ListedRow, Organisation, Participation
from tests.setup.upgrading import copied_database
from tests.support.factories import make_edition, make_hall, make_region
from tests.support.staff import signed_in
from tests.support.workbooks import workbook

# In a run of few tests: a process is forked, which takes no browser and no server of other tests along.
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.reads_apart]
HEAD = ["企业名称", "英文名称", "国家/地区", "展位号"]
ROWS = 320
# Lines of progress after which the process dies: while rows are compared, and between the steps of writing.
MOMENTS = (2, 3, 4, 5, 6, 7)


@pytest.fixture
def address():
    """Of a list that was looked at, in which some rows were there before."""
    edition = make_edition(slug="2019")
    make_hall(code="H1", edition=edition)
    make_region(code="CN", name_en="China", name_zh="中国")
    User.objects.create_superuser("chief")
    bring(firm_rows(40))
    press(ImportedFile.objects.get())
    return bring(firm_rows(ROWS))


def firm_rows(count):
    rows = [HEAD]
    for number in range(count):
        rows.append([f"重庆{number:03d}云计算有限公司", f"Cloud {number}", "中国", f"H1-{number:03d}"])
    return rows


def bring(rows):
    """And have it looked at; of a long list the page tells meanwhile how far that is, and is read to its end."""
    file = SimpleUploadedFile("list.xlsx", workbook(rows))
    answer = signed_in(User.objects.get()).post("/desk/lists/2019/exhibitors/", {"file": file})
    assert answer.getvalue() or answer["Location"]
    assert ImportedFile.objects.latest("pk").state == "looked"


def press(run):
    address = f"/desk/lists/2019/exhibitors/{run.pk}/rows/"
    return signed_in(User.objects.get()).post(address).getvalue().decode()


def press_and_die(moment):
    """Press in a process of its own, which is killed after so many lines of progress."""
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            die_in_the_middle(moment)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def die_in_the_middle(moment):
    run = ImportedFile.objects.latest("pk")
    parts = iter(signed_in(User.objects.get()).post(f"/desk/lists/2019/exhibitors/{run.pk}/rows/"))
    lines = 0
    while lines < moment:
        lines += next(parts).decode().startswith("<li>")
    os.kill(os.getpid(), signal.SIGKILL)


def stored_rows():
    """Every row that a list writes, by what names it; the sequences of PostgreSQL keep the gaps of what was cut."""
    run = ImportedFile.objects.latest("pk")
    return {
        "organisations": list(Organisation.objects.order_by("name_zh").values_list("name_zh", "name_en", "pinyin")),
        "exhibitors": list(
            Participation.objects.order_by("organisation__name_zh").values_list(
                "organisation__name_zh", "slug", "status"
            )
        ),
        "stands": list(Booth.objects.order_by("number").values_list("number", "participations__organisation__name_zh")),
        "listed": list(ListedRow.objects.order_by("key").values_list("key", "values", "run__digest")),
        "run": (run.state, run.done, run.report, len(run.trail), bytes(run.content)),
        "runs": ImportedFile.objects.count(),
    }


def test_a_list_that_is_killed_anywhere_and_started_again_is_as_after_one_clean_run(address, tmp_path):
    with copied_database(tmp_path, "clean"):
        press(ImportedFile.objects.latest("pk"))
        clean = stored_rows()
    left, again = [], []
    for moment in MOMENTS:
        with copied_database(tmp_path, "killed"):
            press_and_die(moment)
            left.append((Organisation.objects.count(), ImportedFile.objects.latest("pk").state))
            press(ImportedFile.objects.latest("pk"))
            again.append(stored_rows())

    assert (clean["run"][0], len(clean["exhibitors"])) == ("done", ROWS)
    assert left == [(40, "running")] * len(MOMENTS)
    assert again == [clean] * len(MOMENTS)


def test_without_its_one_transaction_a_killed_list_is_not_as_after_a_clean_run(address, tmp_path, monkeypatch):
    with copied_database(tmp_path, "clean"):
        press(ImportedFile.objects.latest("pk"))
        clean = stored_rows()
    monkeypatch.setattr(ProgressFile, "tell", lambda _file, _done: connection.connection.commit())
    with copied_database(tmp_path, "killed"):
        press_and_die(MOMENTS[-2])
        there = Organisation.objects.count()
        press(ImportedFile.objects.latest("pk"))

        assert (there, stored_rows() == clean) == (ROWS, False)
