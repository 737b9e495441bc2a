"""A disk that is full under a real server: nothing that was told is lost or half kept, and room alone heals it."""

import contextlib
import http.client
import re
import shutil
import sqlite3
import subprocess
import uuid
from urllib.parse import urlencode

import pytest

from bench import storm
from bench.storm_clients import Client, Told, fields
from bench.storm_servers import Site
from deals.models.deal import format_number
from tests.chaos.clerks import lost

pytestmark = [pytest.mark.thorough, pytest.mark.own_database, pytest.mark.xdist_group("full_disk")]
# Of the disk; `/readyz` asks for 200 MB.
MEGABYTES = 260
PDF = b"%PDF-1.7 " + bytes(64 << 10)
RECORD = "/desk/2019/record/"


@pytest.fixture
def disk(tmp_path):
    """A file system of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "none", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def site(disk, monkeypatch, request):
    """As it is installed, or the application that a test names."""
    for name, value in {
        "VAR_DIR": str(disk),
        "DEBUG": "0",
        "HTTPS": "0",
        "SECRET_KEY": "only-for-this-test" * 4,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    storm.make_site(["clerk-0"])
    site = Site(getattr(request, "param", "expo.wsgi:application"), disk.parent / "server.log")
    yield site
    site.stop()


@pytest.fixture
def desk(site):
    desk = Client(site.port, "clerk-0", storm.PASSWORD, Told(), seed=17)
    desk.log_in()
    return desk


def fill(disk):
    """To the last block."""
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass


def send(desk, path, body=b"", kind="application/x-www-form-urlencoded"):
    """Status, headers and text of the answer."""
    link = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)
    cookies = "; ".join(f"{name}={value}" for name, value in desk.cookies.items())
    link.request("POST" if body else "GET", path, body or None, {"Cookie": cookies, "Content-Type": kind})
    answer = link.getresponse()
    text = answer.read().decode()
    link.close()
    return answer.status, answer.headers, text


def upload(desk, number):
    """A scan of a deal, as its form sends it."""
    path = f"/desk/deals/{number}/"
    token = fields(desk.insist("GET", path)[2])["csrfmiddlewaretoken"]
    parts = f'--part\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
    parts += '--part\r\nContent-Disposition: form-data; name="scan"; filename="signed.pdf"\r\n\r\n'
    return send(desk, f"{path}scans/", parts.encode() + PDF + b"\r\n--part--\r\n", "multipart/form-data; boundary=part")


def refused_form(desk):
    """One that is answered with 503, and when to ask again; the files of the database have some room of their own."""
    for _form in range(200):
        form = fields(desk.ask("GET", RECORD)[2]) | desk.next_words()[0]
        status, headers, _text = send(desk, RECORD, urlencode(form, doseq=True).encode())
        if status == 503:
            return form, headers["Retry-After"]
        if "/record/" not in headers.get("Location", ""):
            desk.told.count(f"answered {status}")
    return pytest.fail(f"None was refused: {desk.told.counts}")


def kept(disk):
    """What the database has of deals and scans, whether it is sound, and the files of scans."""
    with contextlib.closing(sqlite3.connect(disk / "expo.sqlite3")) as database:
        database.create_function("REGEXP", 2, lambda pattern, text: re.search(pattern, text) is not None)
        deals = dict(database.execute("SELECT submission_key, sequence FROM deals_deal"))
        scans = {name for (name,) in database.execute("SELECT file FROM deals_scan")}
        [(sound,)] = database.execute("PRAGMA integrity_check")
    files = {str(path.relative_to(disk / "private")) for path in (disk / "private").rglob("*") if path.is_file()}
    return deals, scans, files, sound


def test_a_full_disk_takes_nothing_along_leaves_no_file_behind_and_heals_with_room(disk, desk):
    desk.submit(RECORD)
    [[number]] = desk.told.numbers.values()
    fill(disk)
    form, again = refused_form(desk)
    answers = [upload(desk, number)[0], send(desk, "/en/2019/")[0], send(desk, "/readyz")[0]]
    files_when_full = kept(disk)[2]
    (disk / "filler").unlink()
    desk.until_told(form)
    answers_with_room = [upload(desk, number)[0], send(desk, "/en/2019/")[0], send(desk, "/readyz")[0]]
    deals, scans, files, sound = kept(disk)
    stored = {str(uuid.UUID(key)): format_number("2019", sequence) for key, sequence in deals.items()}

    assert (again, answers, files_when_full) == ("120", [422, 200, 503], set())
    assert (answers_with_room, sound, lost(desk.told, stored)) == ([302, 200, 200], "ok", [])
    assert (len(files), files) == (1, scans)


@pytest.mark.parametrize("site", ["tests.chaos.untidy_site:application"], indirect=True)
def test_without_the_guard_a_file_that_was_cut_short_stays_behind(disk, desk):
    desk.submit(RECORD)
    [[number]] = desk.told.numbers.values()
    fill(disk)
    answer = upload(desk, number)[0]
    _deals, scans, files, _sound = kept(disk)

    assert (answer, scans, len(files)) == (422, set(), 1)
