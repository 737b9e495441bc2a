"""A long list is imported beside a page that tells how far it is, seen and cancelled from others."""

from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports import progress, words
from expo.imports.lists import page_rows
from expo.models import ImportedFile, Participation
from expo.views import imports
from tests.support.factories import make_edition
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
START = "/desk/lists/2019/exhibitors/"
HEAD = ["企业名称", "英文名称"]
FIRMS = [[f"重庆{number}云计算有限公司", f"Cloud {number}"] for number in range(4)]


@pytest.fixture(autouse=True)
def edition(monkeypatch):
    monkeypatch.setattr(imports, "TOLD_FROM", 4)
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return signed_in(make_editor())


@pytest.fixture
def page(client):
    file = SimpleUploadedFile("list.xlsx", workbook([HEAD, *FIRMS]))
    return client.post(START, {"file": file})["Location"]


def begin(client, page, line):
    """The page of an import, read up to this line."""
    answer = client.post(f"{page}rows/")
    parts = iter(answer)
    while line not in next(parts).decode():
        pass
    return answer


@contextmanager
def looked_at(run):
    """The file of the run, locked as by a page that asks how far it is."""
    path = progress.file_path(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        assert not progress.is_held(file.fileno())
        yield file


def state():
    return ImportedFile.objects.get().state, Participation.objects.count()


def buttons(answer):
    names = ("Import", "Start again", "Cancel the import", "Undo this import")
    return [name for name in names if f"{name}\n" in answer.text or f">{name}<" in answer.text]


def test_a_short_list_comes_back_to_its_page_at_once(client, page, monkeypatch):
    monkeypatch.setattr(imports, "TOLD_FROM", 5)

    assert (client.post(f"{page}rows/").status_code, *state()) == (302, "done", 4)


def test_a_long_list_tells_how_far_it_is(client, page):
    told = client.post(f"{page}rows/").getvalue().decode()

    assert (told.count("of 4 rows"), "4 of 4 rows" in told, "Cancel the import" in told) == (7, True, True)
    assert state() == ("done", 4)


def test_an_import_whose_page_is_closed_goes_on(client, page):
    answer = begin(client, page, "2 of 4 rows")
    # As a server ends what nobody reads on.
    answer._iterator.close()

    assert state() == ("done", 4)


def test_an_import_is_seen_from_another_page_and_not_begun_twice(client, page):
    parts = begin(client, page, "2 of 4 rows")
    seen = client.get(page)
    pressed = client.post(f"{page}rows/")
    list(parts)
    done = client.get(page)

    assert ("2 of 4 rows" in seen.text, seen["Refresh"], buttons(seen)) == (True, "3", ["Cancel the import"])
    assert (pressed.status_code, pressed["Location"]) == (302, page)
    assert ("Refresh" in done, buttons(done), state()) == (False, ["Undo this import"], ("done", 4))


def test_an_import_that_is_cancelled_leaves_nothing_and_can_be_begun_again(client, page):
    parts = begin(client, page, "2 of 4 rows")
    cancelled = client.post(f"{page}cancel/", follow=True)
    rest = b"".join(parts).decode()
    there, looked = state(), client.get(page)
    client.post(f"{page}rows/").getvalue()

    assert "It is being cancelled." in cancelled.text
    assert ("nothing of the file is written" in rest, there, buttons(looked)) == (True, ("looked", 0), ["Import"])
    assert state() == ("done", 4)


def test_an_import_that_is_cancelled_before_its_first_row_says_so_and_leaves_nothing(client, page):
    parts = begin(client, page, "0 of 4 rows")
    cancelled = client.post(f"{page}cancel/", follow=True)
    rest = b"".join(parts).decode()

    assert (cancelled.status_code, "It is being cancelled." in cancelled.text) == (200, True)
    assert ("nothing of the file is written" in rest, state()) == (True, ("looked", 0))


def test_a_page_that_looks_just_when_an_import_begins_does_not_keep_it_from_beginning(client, page, monkeypatch):
    with looked_at(ImportedFile.objects.get()) as looking:
        monkeypatch.setattr(progress.time, "sleep", lambda seconds: looking.close())
        client.post(f"{page}rows/").getvalue()

    assert state() == ("done", 4)


def test_a_run_that_stays_held_is_given_up_after_a_fifth_of_a_second(client, page, monkeypatch):
    pauses, run = [], ImportedFile.objects.get()
    monkeypatch.setattr(progress.time, "sleep", pauses.append)

    with looked_at(run), pytest.raises(progress.RunHeld), progress.hold_file(run):
        pass

    assert round(sum(pauses), 3) == 0.2


def test_an_import_that_was_cut_is_begun_again_or_given_up(client, page):
    ImportedFile.objects.update(state="running")
    cut = client.get(page)
    given_up = client.post(f"{page}cancel/", follow=True)

    assert ("was cut before its end" in cut.text, buttons(cut)) == (True, ["Start again", "Cancel the import"])
    assert (buttons(given_up), state()) == (["Import"], ("looked", 0))


def test_cancelling_what_is_imported_changes_nothing(client, page):
    client.post(f"{page}rows/").getvalue()
    client.post(f"{page}cancel/")

    assert state() == ("done", 4)


def test_of_a_long_list_its_run_keeps_the_fields_that_its_page_shows(client, monkeypatch):
    monkeypatch.setattr(page_rows, "SHOWN", 1)
    file = SimpleUploadedFile("list.xlsx", workbook([HEAD, *FIRMS]))
    page = client.post(START, {"file": file})["Location"]
    looked = ImportedFile.objects.get().report
    client.post(f"{page}rows/").getvalue()
    done = ImportedFile.objects.get().report

    for report in (looked, done):
        assert [len(row["fields"]) for row in report["accepted"]] == [2, 0, 0, 0]
        assert [row["change"] for row in report["accepted"]] == ["new"] * 4
        assert list(report["titles"]) == [report["accepted"][0]["key"]]


def test_after_a_second_the_pace_and_the_time_left_are_told():
    told = [words.ROWS.progress_after(*numbers) for numbers in ((0, 90, 5), (30, 90, 0.5), (30, 90, 3), (90, 90, 9))]

    assert told == [
        "0 of 90 rows",
        "30 of 90 rows",
        "30 of 90 rows · 10 a second · about 6 seconds left",
        "90 of 90 rows",
    ]
