"""The recipe for one machine: its very files, checked by the programs that will read them, and served."""

import http.client
import json
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from expo.availability import failures
from tests.support.collected import collected_files
from tests.support.ports import free_port

# Side by side, each worker would set up the same again.
pytestmark = [pytest.mark.xdist_group("deploy"), pytest.mark.thorough, pytest.mark.own_database]

ROOT = settings.BASE_DIR
RECIPE = ROOT / "deploy"
HOST = "expo.example.org"
UNITS = sorted((RECIPE / "systemd").iterdir())
needs_nginx = pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_finds_nothing_wrong_in_a_unit(tmp_path, unit):
    """With programs that are there instead of those that will be."""
    for path in UNITS:
        text = re.sub(r"/srv/expo/\.venv/bin/\w+", "/bin/true", path.read_text())
        (tmp_path / path.name).write_text(text.replace("User=expo\nGroup=expo\n", ""))
    name = unit.name.replace("@.", "@expo-backup.")

    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )

    assert (checked.returncode, [line for line in checked.stderr.splitlines() if "expo" in line]) == (0, [])


def test_every_command_of_a_unit_is_one_of_ours():
    commands = {
        match[1] for path in UNITS for match in re.finditer(r"^ExecStart=.*manage\.py (\w+)$", path.read_text(), re.M)
    }

    assert commands == {"backup", "restore_drill", "clear_deleted", "verify_ledger", "send_push_messages"}
    for command in commands:
        places = [ROOT / app / "management" / "commands" / f"{command}.py" for app in ("expo", "agenda", "deals")]
        assert any(place.exists() for place in places), command


def test_the_example_of_variables_names_only_what_the_readme_lists():
    readme = (ROOT / "README.md").read_text()
    names = re.findall(r"^#? ?([A-Z_]+)=", (RECIPE / "expo.env.example").read_text(), re.MULTILINE)

    assert [name for name in names if f"| `{name}` |" not in readme] == []


@pytest.mark.parametrize("script", ["install.sh", "upgrade.sh"])
def test_the_scripts_are_sound_bash(script):
    subprocess.run(["bash", "-n", str(RECIPE / script)], check=True)


def test_an_upgrade_backs_up_before_the_code_changes():
    steps = (RECIPE / "upgrade.sh").read_text()

    order = [steps.index(step) for step in ("manage.py backup", "git fetch", 'deploy/install.sh "${host}"')]
    assert order == sorted(order)


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A folder that stands for the machine: its variables, its database, its certificate, its static files."""
    folder = tmp_path_factory.mktemp("machine")
    for name in ("var", "tls", "cache", "logs"):
        (folder / name).mkdir()
    certificate = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout privkey.pem -out fullchain.pem -subj /CN="
    subprocess.run(f"{certificate}{HOST}".split(), cwd=folder / "tls", check=True, capture_output=True)
    lines = (RECIPE / "expo.env.example").read_text().replace("SECRET_KEY=", "SECRET_KEY=" + "only-for-this-test" * 4)
    lines = lines.replace("postgres:///expo", f"sqlite:///{folder}/var/expo.sqlite3")
    lines = lines.replace("/var/lib/expo", f"{folder}/var").replace("/var/backups/expo", f"{folder}/backups")
    (folder / "env").write_text(lines)
    shutil.copytree(collected_files(), folder / "var" / "static")
    tables = ["shell", "--verbosity=0", "--command", "from expo.db.new_tables import make_tables; make_tables()"]
    for command in (tables, ["load_reference"], ["collectstatic", "--noinput", "--verbosity=0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment(folder), check=True)
    return folder


def environment(place: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(place), "ENV_FILE": str(place / "env")}


@dataclass(frozen=True)
class Ports:
    """Where the two pools of processes listen, and nginx, plainly and by TLS."""

    public: int
    staff: int
    plain: int
    tls: int


def free_ports() -> Ports:
    return Ports(*(free_port() for _each in range(4)))


@pytest.fixture(scope="module")
def site(place) -> Iterator[int]:
    """The port on which nginx, by the recipe's file, serves both pools of gunicorn, by their units' own lines."""
    ports = free_ports()
    with pool(place, "expo", 8000, ports.public), pool(place, "expo-staff", 8001, ports.staff), front(place, ports):
        yield ports.tls


@pytest.fixture(scope="module")
def dead_site(place) -> Iterator[int]:
    """nginx, and nothing behind it."""
    ports = free_ports()
    with front(place, ports):
        yield ports.tls


@contextmanager
def pool(place: Path, unit: str, port: int, behind: int) -> Iterator[None]:
    [line] = re.findall(r"^ExecStart=(.*)$", (RECIPE / "systemd" / f"{unit}.service").read_text(), re.MULTILINE)
    assert f"127.0.0.1:{port} " in line
    line = line.replace("/srv/expo/.venv/bin/gunicorn", f"{sys.executable} -m gunicorn").replace(str(port), str(behind))
    command = shlex.split(line)
    with subprocess.Popen(command, cwd=ROOT, env=environment(place), stderr=subprocess.PIPE, text=True) as server:
        try:
            read_until_listening(server)
            yield
        finally:
            server.terminate()


@contextmanager
def front(place: Path, ports: Ports) -> Iterator[None]:
    nginx = ["nginx", "-c", str(nginx_configuration(place, ports)), "-p", str(place)]
    subprocess.run(nginx, check=True)
    yield
    subprocess.run([*nginx, "-s", "stop"], check=True)


def nginx_configuration(place: Path, ports: Ports) -> Path:
    text = (RECIPE / "nginx" / "expo.conf").read_text()
    changes = {
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen 127.0.0.1:{ports.plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{ports.tls} ssl http2;",
        "127.0.0.1:8000": f"127.0.0.1:{ports.public}",
        "127.0.0.1:8001": f"127.0.0.1:{ports.staff}",
        "/etc/expo/tls/": f"{place}/tls/",
        "/var/lib/expo/": f"{place}/var/",
        "/srv/expo/": f"{ROOT}/",
        "/var/log/nginx/": f"{place}/logs/",
        "/var/cache/nginx/expo": f"{place}/cache-{ports.tls}",
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    (place / f"site-{ports.tls}.conf").write_text(text)
    user = "user root;\n" if os.getuid() == 0 else ""
    main = place / f"nginx-{ports.tls}.conf"
    main.write_text(
        f"{user}pid {place}/nginx-{ports.tls}.pid;\nerror_log {place}/logs/error.log;\n"
        f"events {{ worker_connections 1024; }}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; client_body_temp_path {place}/body;\n"
        f"proxy_temp_path {place}/proxy; fastcgi_temp_path {place}/f; uwsgi_temp_path {place}/u;\n"
        f"scgi_temp_path {place}/s; include {place}/site-{ports.tls}.conf; }}\n"
    )
    return main


def read_until_listening(server: subprocess.Popen) -> None:
    said = ""
    for line in server.stderr:
        said += line
        if "Listening at" in line:
            return
    raise AssertionError(said)


def ask(
    port: int, path: str, method: str = "GET", body: bytes | None = None, **more: str
) -> tuple[int, dict[str, str], bytes]:
    trusting = ssl._create_unverified_context()  # noqa: S323, its certificate is of its own
    with closing(http.client.HTTPSConnection("127.0.0.1", port, context=trusting, timeout=60)) as connection:
        connection.request(method, path, body=body, headers={"Host": HOST, "Connection": "close", **more})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


@needs_nginx
def test_the_recipe_serves_the_public_site_and_its_static_files(site):
    status, headers, page = ask(site, "/en/")
    sheet = re.search(rb'rel="stylesheet" href="([^"]+)"', page)[1].decode()

    assert (status, headers["Cache-Control"], "Set-Cookie" in headers) == (200, "public, max-age=1", False)
    status, headers, _sheet = ask(site, sheet)
    assert (status, headers["Cache-Control"]) == (200, "public, max-age=315360000, immutable")


@needs_nginx
def test_the_recipe_serves_staff_pages_that_nobody_keeps(site):
    status, headers, _page = ask(site, "/accounts/login/")

    assert (status, "no-store" in headers["Cache-Control"]) == (200, True)


@needs_nginx
def test_what_is_too_large_is_refused_before_the_site_sees_it(site):
    assert ask(site, "/accounts/login/", "POST", b"x" * 4_000_000)[0] == 413


@needs_nginx
def test_half_sent_headers_do_not_stop_the_others(site):
    halves = []
    try:
        for _number in range(60):
            half = ssl._create_unverified_context().wrap_socket(socket.create_connection(("127.0.0.1", site)))  # noqa: S323
            half.sendall(b"GET /en/ HTTP/1.1\r\nHost: expo.example.org\r\nX-Slow: ")
            halves.append(half)

        assert [ask(site, "/en/")[0] for _number in range(5)] == [200] * 5
    finally:
        for half in halves:
            half.close()


@needs_nginx
def test_the_log_in_is_slowed_down_by_address(site):
    answers = [ask(site, "/accounts/login/")[0] for _number in range(30)]

    assert 429 in answers
    assert ask(site, "/en/")[0] == 200


@needs_nginx
def test_nginx_gives_each_request_the_number_under_which_both_logs_have_it(site, place):
    number = ask(site, "/en/", **{"X-Request-ID": "made-up-by-a-visitor"})[1]["X-Request-ID"]

    lines = [json.loads(line) for line in (place / "logs" / "expo.log").read_text().splitlines()]
    assert [(line["path"], line["status"]) for line in lines if line["request_id"] == number] == [("/en/", 200)]


@needs_nginx
@pytest.mark.parametrize("path", ["/en/", "/accounts/login/", "/desk/2019/record/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_site_that_is_down_says_so_on_a_page_of_ours(dead_site, path, method):
    """To a form that is sent, too."""
    status, headers, page = ask(dead_site, path, method)

    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "30", "no-store")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.decode() == failures.page(failures.UNREACHABLE, "")


@needs_nginx
@pytest.mark.parametrize("path", ["/api/v1/deals", "/api/v1/editions"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_programs_are_told_that_the_site_is_down(dead_site, path, method):
    status, headers, problem = ask(dead_site, path, method)

    assert (status, headers["Retry-After"], headers["Content-Type"]) == (503, "30", "application/problem+json")
    assert problem == failures.problem(failures.UNREACHABLE, "", chinese=False) + b"\n"


@needs_nginx
@pytest.mark.parametrize("path", ["/.down", "/.down-interface"])
def test_nobody_asks_for_what_is_told_of_a_site_that_is_down(site, path):
    assert ask(site, path)[0] == 404


@needs_nginx
def test_a_site_that_is_down_for_maintenance_shows_the_page_of_it(dead_site, place):
    manage = [sys.executable, "manage.py", "maintenance"]
    subprocess.run([*manage, "on", "--message-zh", "更换硬盘。"], cwd=ROOT, env=environment(place), check=True)
    try:
        status, headers, page = ask(dead_site, "/en/")
    finally:
        subprocess.run([*manage, "off"], cwd=ROOT, env=environment(place), check=True)

    assert (status, "更换硬盘。" in page.decode(), headers["Cache-Control"]) == (503, True, "no-store")


@pytest.mark.parametrize("unit", ["expo", "expo-staff"])
def test_processes_share_what_is_loaded_before_they_are_forked(unit):
    line = (RECIPE / "systemd" / f"{unit}.service").read_text()
    loaded = "import sys, expo.wsgi; print({'agenda.views.schedule', 'deals.templatetags.deals'} <= {*sys.modules})"

    told = subprocess.run(
        [sys.executable, "-c", loaded],
        cwd=ROOT,
        env=os.environ | {"SECRET_KEY": "x", "DEBUG": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    # A reload would go on with what is loaded.
    assert (" --preload" in line, "ExecReload" in line, told.stdout) == (True, False, "True\n")
