"""What a new kind of import gets by saying what it is: all steps of a file, its pages, its guard. See hall_list.py."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from expo.imports import kinds, runs
from expo.models import Hall, ImportedFile
from tests.expo.imports.hall_list import HALL_IMPORT, HallImport
from tests.support.factories import make_edition
from tests.support.reading import texts
from tests.support.staff import make_editor, make_staff, signed_in

pytestmark = pytest.mark.django_db
START = "/desk/halls/2019/imports/"


@pytest.fixture(autouse=True, scope="module")
def addresses_with_halls(django_db_setup):
    """Once for the module: where the map of addresses is another, Django reads all of it anew. The database is there by
    then: what its set-up says of migrations would go with this setting.
    """
    with override_settings(ROOT_URLCONF="tests.expo.imports.hall_list"):
        yield


@pytest.fixture(autouse=True)
def edition(settings):
    settings.EXPO_IMPORTS = [*settings.EXPO_IMPORTS, "tests.expo.imports.hall_list.HALL_IMPORT"]
    return make_edition(slug="2019")


@pytest.fixture
def client():
    return signed_in(make_editor())


def bring(client, *lines):
    file = SimpleUploadedFile("halls.txt", "\n".join(lines).encode())
    return client.post(START, {"file": file}, follow=True)


def codes():
    return list(Hall.objects.order_by("code").values_list("code", flat=True))


def address(page):
    return HALL_IMPORT.address(page, "2019", ImportedFile.objects.latest("pk").pk)


def carried_out(client):
    return client.post(address("import_rows")).getvalue().decode()


def steps(page):
    """What may be pressed of the run."""
    return [text for text in texts(page, "button") if text.startswith(("Look", "Import", "Go on", "Undo"))]


def test_a_third_kind_is_looked_at_asked_about_imported_and_undone(client):
    looked = bring(client, "North,N1", "South,S1", "Nowhere,N-1-2")
    before = codes()
    said = client.post(address("imported"), {"code": "1"}, follow=True)
    streamed = carried_out(client)
    done, there = client.get(address("imported")), codes()
    undone = client.post(address("undo_import"), follow=True)

    assert texts(looked, "h1") == ["halls.txt 2019 Smart China Expo"]
    assert [texts(page, "dd") for page in (looked, said, done)] == [["0", "3"], ["2", "1"], ["2", "1"]]
    assert (before, there, codes()) == ([], ["N1", "S1"], [])
    assert texts(said, "td")[0] == "The code is too long."
    assert "1 of 3 rows" in streamed
    assert [steps(page) for page in (looked, said, done, undone)] == [
        ["Look again"],
        ["Import the good rows", "Look again"],
        ["Undo this import"],
        [],
    ]
    assert "2 halls are gone." in undone.text


@pytest.mark.thorough
def test_a_long_report_is_cut_and_says_how_long_it_is(client, monkeypatch):
    monkeypatch.setattr(kinds, "SHOWN", 1)
    looked = bring(client, "N1,North", "S1,South", "Nowhere,N", "Nowhere,S", "Nowhere,W")

    assert texts(looked, "dd") == ["2", "3"]
    assert texts(looked, "td") == ["The code is too long.", "N1", "new"]
    assert [text for text in texts(looked, "p") if text.startswith("The first")] == [
        "The first 1 of 3.",
        "The first 1 of 2.",
    ]


def test_the_list_of_files_asks_the_database_for_no_more_than_it_shows(client):
    bring(client, "N1,North")
    carried_out(client)

    with CaptureQueriesContext(connection) as asked:
        page = client.get(START)
    of_runs = [each["sql"] for each in asked if 'FROM "expo_importedfile"' in each["sql"]]

    assert "halls.txt" in page.text
    assert [name for name in ("content", "report", "trail", "mapping") if f'"{name}"' in "".join(of_runs)] == []
    # Those that are imported, and those that are looked at.
    assert len(of_runs) == 2


def test_progress_is_passed_on_by_a_proxy_as_it_comes(client):
    bring(client, "N1,North")

    assert client.post(address("import_rows")).headers["X-Accel-Buffering"] == "no"


def test_a_cut_run_of_a_third_kind_goes_on_where_it_was_cut(client, monkeypatch):
    bring(client, "N1,North", "S1,South", "S2,South")
    page = iter(client.post(address("import_rows")))
    while "1 of 3" not in next(page).decode():
        pass
    cut, there = client.get(address("imported")), codes()
    carried_out(client)
    again = client.post(address("import_rows"))

    assert there == ["N1"]
    assert "after 1 of 3 rows" in cut.text
    assert (codes(), again.status_code) == (["N1", "S1", "S2"], 302)
    assert client.post(address("undo_import"), follow=True).text.count("3 halls are gone.") == 1
    assert client.post(address("undo_import"), follow=True).text.count("halls are gone.") == 0


def test_nothing_is_written_after_a_run_was_undone_while_it_went(client):
    bring(client, "N1,North", "S1,South")
    page = iter(client.post(address("import_rows")))
    while "1 of 2" not in next(page).decode():
        pass
    client.post(address("undo_import"))

    rest = b"".join(page).decode()

    assert (codes(), ImportedFile.objects.get().state) == ([], "undone")
    assert "It was imported or undone from another page meanwhile." in rest


def test_a_run_that_another_request_brought_to_its_end_is_not_claimed(client):
    bring(client, "N1,North")
    stale = ImportedFile.objects.get()
    carried_out(client)

    assert runs.claim_run(HALL_IMPORT, stale) is None
    assert ImportedFile.objects.get().state == "done"


@pytest.mark.parametrize("state", ["running", "done", "undone"])
def test_what_a_file_means_is_not_said_anew_once_it_is_begun(client, state):
    bring(client, "N1,North")
    stale, kept = ImportedFile.objects.get(), ImportedFile.objects.values("mapping", "report", "state")
    kept.update(state=state)
    before = kept.get()

    runs.preview_again(HALL_IMPORT, stale, {"code": "1"}, make_editor())
    sent = client.post(address("imported"), {"code": "1"})

    assert (kept.get(), before["state"]) == (before, state)
    assert (sent.status_code, sent.headers.get("Location")) == (302, address("imported"))


def test_a_run_is_not_claimed_by_what_its_file_was_said_to_mean_before(client):
    bring(client, "N1,North")
    stale = ImportedFile.objects.get()
    client.post(address("imported"), {"code": "1"})

    assert runs.claim_run(HALL_IMPORT, stale) is None
    assert ImportedFile.objects.get().state == "looked"


def test_a_run_that_is_undone_while_its_file_comes_again_is_given_no_content(client):
    bring(client, "N1,North")
    cut = ImportedFile.objects.get()
    ImportedFile.objects.update(state="running", content=b"", report={})
    bring(client, "N1,North")

    def undo_after_it_is_found(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith("SELECT") and "running" in params and "looked" not in params:
            ImportedFile.objects.filter(pk=cut.pk).update(state="undone")
        return answer

    with connection.execute_wrapper(undo_after_it_is_found):
        runs.claim_run(HALL_IMPORT, ImportedFile.objects.latest("pk"))

    cut.refresh_from_db()
    assert (cut.state, bytes(cut.content), cut.report) == ("undone", b"", {})


@pytest.mark.parametrize("whole", [False, True])
def test_a_file_that_this_version_cannot_read_any_more_is_not_begun(client, monkeypatch, whole):
    def refuse(self, run):
        raise ValidationError("This list is damaged.")

    bring(client, "N1,North")
    monkeypatch.setattr(HallImport, "read", refuse)
    monkeypatch.setattr(HallImport, "whole", whole)

    page = client.post(address("import_rows"), follow=True)

    assert page.redirect_chain == [(address("imported"), 302)]
    assert "This list is damaged." in page.text
    assert ImportedFile.objects.get().state == "looked"


def test_a_file_larger_than_the_kind_takes_is_refused_beside_its_field(client):
    refused = bring(client, "N1," + "n" * 100)

    assert (refused.status_code, ImportedFile.objects.exists()) == (422, False)
    assert "The file is larger than 0 MB." in refused.text


def test_kinds_of_one_table_do_not_see_each_other_s_files(client):
    bring(client, "N1,North")

    assert client.get(reverse("agenda_desk:imported", args=["2019", ImportedFile.objects.get().pk])).status_code == 404
    assert "halls.txt" not in client.get(reverse("agenda_desk:import", args=["2019"])).text


def test_the_number_that_a_file_had_in_another_table_leads_on_to_it(client):
    bring(client, "N1,North")
    now = ImportedFile.objects.get()
    ImportedFile.objects.update(former_number=now.pk + 1)

    assert client.get(f"{START}{now.pk + 1}/").headers["Location"] == address("imported")
    assert client.post(f"{START}{now.pk + 1}/undo/").headers["Location"] == address("imported")
    assert (client.get(address("imported")).status_code, codes()) == (200, [])
    assert client.get(reverse("agenda_desk:imported", args=["2019", now.pk + 1])).status_code == 404


# Of the exhibition, which everybody who enters its data may bring.
LIST_NAMES = (
    "delegations",
    "exhibitors",
    "exhibits",
    "launches",
    "news",
    "organisations",
    "people and guests",
    "stands",
    "stated figures",
)
LISTS = {f"Import {name}" for name in (*LIST_NAMES, "pictures")}


@pytest.mark.parametrize(
    ("apps", "codenames", "links"),
    [
        (
            ("expo", "agenda"),
            (),
            {"Import a programme", "Import entries of contests", "Import rooms", "Import sessions"},
        ),
        (("expo",), ("record_deal",), {"Import deals"}),
        (("expo",), (), set()),
    ],
)
def test_other_kinds_are_offered_to_those_who_may_bring_them(apps, codenames, links):
    page = signed_in(make_staff(apps, codenames)).get(START)

    offered = {text for text in texts(page, "a") if text.startswith("Import ")}
    assert offered - LISTS == links
    assert offered & LISTS == LISTS


@pytest.mark.parametrize("page", ["import", "imported", "import_rows", "undo_import"])
def test_who_may_not_bring_a_kind_finds_no_page_of_it(client, page):
    bring(client, "N1,North")
    args = [] if page == "import" else [ImportedFile.objects.get().pk]
    visitor = signed_in(make_staff(("agenda",)))

    method = visitor.get if page in ("import", "imported") else visitor.post
    assert method(HALL_IMPORT.address(page, "2019", *args)).status_code == 404


@pytest.mark.parametrize("kind", kinds.import_kinds(), ids=lambda kind: kind.slug)
def test_a_file_may_be_as_large_at_its_address_as_its_kind_says(kind):
    address = kind.address("import", "2019")

    limits = [limit for pattern, limit in settings.FILE_LIMITS.items() if re.fullmatch(pattern, address)]
    assert [limit > kind.largest for limit in limits] == [True]
