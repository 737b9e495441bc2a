"""What keeps the site from answering is said: by /readyz, by the checks, and on a page that needs nothing."""

import shutil
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.utils.functional import empty

from expo.i18n import po_files
from expo.models import SentForm
from expo.web import readiness


@pytest.fixture
def production_static_files(settings, tmp_path):
    """Static files as in production, in a folder where nobody has collected any."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    backend = "expo.web.static_files.PackedStaticFiles"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
    before = staticfiles_storage._wrapped
    staticfiles_storage._wrapped = empty
    yield settings.STATIC_ROOT
    staticfiles_storage._wrapped = before


@pytest.fixture
def no_database(monkeypatch):
    def refuse():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)


def test_without_static_files_the_site_is_not_ready_and_says_what_to_do(client, db, production_static_files):
    answer = client.get("/readyz")

    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert answer.text == (
        f"No static files in {production_static_files}: run python3 manage.py collectstatic --noinput\n"
    )


def test_without_a_database_the_site_is_not_ready(client, no_database):
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (503, "The database does not answer.\n")


def test_a_database_that_cannot_be_written_is_not_ready_and_nothing_is_left_of_the_try(client, db, monkeypatch):
    assert (client.get("/readyz").status_code, SentForm.objects.count()) == (200, 0)

    def refuse(*arguments, **options):
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(SentForm, "save", refuse)

    answer = client.get("/readyz")
    assert (answer.status_code, answer.text.partition(":")[0]) == (503, "The database cannot be written")


def test_a_full_disk_is_not_ready(client, db, monkeypatch):
    monkeypatch.setattr(readiness.shutil, "disk_usage", lambda folder: SimpleNamespace(free=5 << 20))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text.startswith("Only 5 MB are left on the disk of ")) == (503, True)


def test_tables_older_than_the_code_are_not_ready_until_they_are_brought_forward(client, db, monkeypatch):
    plans = [["deals.0002_desk"], []]
    executor = SimpleNamespace(
        loader=SimpleNamespace(graph=SimpleNamespace(leaf_nodes=list)), migration_plan=lambda leaves: plans.pop(0)
    )
    monkeypatch.setattr(readiness, "MigrationExecutor", lambda connection: executor)
    monkeypatch.setattr(readiness, "CURRENT", set())

    answers = [client.get("/readyz") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [503, 200, 200]
    assert answers[0].text == "The database is older than the code: run python3 manage.py migrate\n"


@pytest.mark.parametrize("path", ["/en/nowhere/", "/nowhere"])
def test_without_static_files_a_page_that_does_not_exist_is_still_ours(client, db, production_static_files, path):
    answer = client.get(path, follow=True)

    assert (answer.status_code, "没有这个页面。" in answer.text) == (404, True)


def test_without_static_files_an_error_is_still_told_on_a_page_of_ours(client, db, production_static_files):
    client.raise_request_exception = False

    answer = client.get("/en/")

    assert (answer.status_code, "缺少静态文件" in answer.text) == (503, True)


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A copy of the Chinese texts that nobody has compiled."""
    target = tmp_path / "zh_Hans" / "LC_MESSAGES"
    target.mkdir(parents=True)
    shutil.copy(po_files.po_file(), target)
    monkeypatch.setattr(po_files, "LOCALES", tmp_path)
    return target


def test_the_texts_are_compiled_when_the_site_starts(catalogue):
    readiness.ensure_translations()

    assert [path.name for path in sorted(catalogue.iterdir())] == ["django.mo", "django.po"]


def test_texts_that_are_missing_and_cannot_be_compiled_stop_the_start_with_a_sentence(catalogue, monkeypatch):
    def refuse(*arguments):
        raise PermissionError

    monkeypatch.setattr(po_files, "write_atomically", refuse)

    with pytest.raises(ImproperlyConfigured, match=r"^The Chinese texts are not compiled, and .* cannot be written\."):
        readiness.ensure_translations()


def test_older_texts_that_cannot_be_compiled_anew_do_not_stop_the_start(catalogue, monkeypatch):
    readiness.ensure_translations()
    (catalogue / "django.po").write_text((catalogue / "django.po").read_text() + "\n")

    def refuse(*arguments):
        raise PermissionError

    monkeypatch.setattr(po_files, "write_atomically", refuse)
    monkeypatch.setattr(po_files, "is_stale", lambda path: True)

    readiness.ensure_translations()
