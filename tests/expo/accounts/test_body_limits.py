"""How much may be sent where: what is too much is refused before a byte of it is read."""

import pytest
from django.conf import settings

from tests.support.api import Office
from tests.support.factories import make_edition
from tests.support.staff import a_superuser

pytestmark = pytest.mark.django_db
MB = 1_000_000
FILES = {
    "/desk/2019/imports/": 20 * MB,
    "/desk/rates/import/": 20 * MB,
    "/desk/agenda/2019/import/": 10 * MB,
    "/desk/deals/2019-0001/scans/": 100 * MB,
    "/desk/2019/landing/P0001/stage/": 20 * MB,
    "/desk/2019/landing/P0001/funds/": 20 * MB,
}


class Unread:
    """A body that nobody may read."""

    def read(self, *arguments):
        raise AssertionError("The body was read.")

    readline = __iter__ = read


def is_refused(client, path, size) -> bool:
    try:
        return send(client, path, size).status_code == 413
    except AssertionError:
        return False


def send(client, path, size, **more):
    told = {"CONTENT_LENGTH": str(size), "CONTENT_TYPE": "multipart/form-data; boundary=x", "wsgi.input": Unread()}
    return client.generic("POST", path, **(told | more))


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/logout/", "/admin/", "/api/v1/editions", "/en/", *FILES]
)
def test_an_outsider_sends_no_more_than_a_form(client, path):
    answer = send(client, path, 300 * MB)

    assert (answer.status_code, answer["Connection"]) == (413, "close")
    assert "Nothing of it was read or saved." in answer.text
    assert "内容未被读取或保存。" in answer.text


@pytest.mark.parametrize("known", [True, False])
def test_an_office_s_system_is_refused_in_a_problem_of_the_interface_and_none_of_it_is_read(client, known):
    office = Office()
    told = {"authorization": f"Bearer {office.text if known else 'x'}", "idempotency-key": "x"}

    answer = send(client, "/api/v1/deals", 300 * MB, CONTENT_TYPE="application/json", headers=told)

    assert (answer.status_code, answer["Connection"]) == (413 if known else 401, "close")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == ("too_large" if known else "token")


@pytest.mark.parametrize(("path", "size"), FILES.items())
def test_staff_send_files_up_to_their_size_and_no_larger(path, size):
    make_edition(slug="2019")
    client = a_superuser()

    assert [is_refused(client, path, size + more) for more in (0, 6 * MB)] == [False, True]


@pytest.mark.parametrize("path", ["/desk/2019/record/", "/admin/", "/desk/2019/imports/1/"])
def test_addresses_that_take_no_files_take_no_more_than_a_form_from_anybody(path):
    assert send(a_superuser(), path, settings.BODY_LIMIT + 1).status_code == 413


@pytest.mark.parametrize("size", ["", "0", "x", "-1"])
def test_a_length_that_is_none_is_no_reason_to_refuse(client, size):
    assert client.generic("POST", "/accounts/login/", b"", CONTENT_LENGTH=size).status_code in (200, 403)


def test_every_address_that_takes_a_file_has_its_limit():
    """The pages with a field for a file, by their templates, are those that the settings know."""
    folders = (settings.BASE_DIR / "templates" / app for app in ("deals", "agenda", "imports"))
    templates = [path for folder in folders for path in folder.rglob("*.html")]

    takers = {path.stem for path in templates if "multipart/form-data" in path.read_text()}

    assert takers == {"upload", "rates", "scans", "landing_form", "attachment"}


def test_a_team_sends_a_file_to_its_entry_and_no_more_than_one(client):
    path = "/enter/2019/call/files/"

    assert send(client, path, 20_900_000).status_code != 413
    assert send(client, path, 21_000_001).status_code == 413
    assert send(client, "/enter/2019/call/entry/", 300_000).status_code == 413
