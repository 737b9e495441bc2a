"""What a monitor reads: the figures of all processes together, to those who may, in a form that others understand."""

import re
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.conf import settings as project

from expo.backup import retention
from expo.monitoring import counters, metrics
from expo.monitoring.counters import COUNTERS, CounterFile, sum_counters
from tests.support.server import ask_server

# What the public site answers at an address that it does not know: it looks for it below a language.
NOWHERE = 302
SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="[^"\n]*",?)+)\})? (\S+)')
COUNT_IN_ANOTHER = """
import sys
from django.conf import settings
settings.configure(VAR_DIR=__import__("pathlib").Path(sys.argv[1]))
from expo.monitoring.counters import COUNTERS
COUNTERS.add({"of_processes": 2.5})
print("counted", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def installation(settings, tmp_path):
    settings.VAR_DIR, settings.BACKUP_DIR = tmp_path, tmp_path / "backups"
    yield tmp_path
    if COUNTERS.file:
        COUNTERS.file.close()
    COUNTERS.file = COUNTERS.owner = None


def samples(text):
    """Read strictly, as the format has it: each family's kind before its lines, each line once."""
    found, kinds = {}, {}
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _hash, _type, family, kind = line.split(" ")
            kinds[family] = kind
        elif not line.startswith("# HELP "):
            name, labels, number = SAMPLE.fullmatch(line).groups()
            family = re.sub("_(bucket|sum|count)$", "", name) if name not in kinds else name
            assert family in kinds, line
            assert (name, labels) not in found
            found[name, labels] = float(number)
    return found


def another_process(folder):
    command = [sys.executable, "-c", COUNT_IN_ANOTHER, str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=project.BASE_DIR, text=True)
    assert process.stdout.readline() == "counted\n"
    return process


def test_several_processes_add_up_also_those_that_were_killed(installation):
    COUNTERS.add({"of_processes": 1})
    with another_process(installation) as alive, another_process(installation) as killed:
        assert sum_counters() == (Counter(of_processes=6), 3)

        killed.kill()
        killed.wait()
        assert sum_counters() == (Counter(of_processes=6), 2)

        with another_process(installation) as newcomer:
            assert sum_counters() == (Counter(of_processes=8.5), 3)
            assert len(list((installation / "counters").glob("*.counters"))) == 3
            newcomer.stdin.close()
        alive.stdin.close()


def test_requests_are_counted_by_route_and_status_with_their_times_and_statements(db):
    for path in ("/healthz", "/healthz", "/en/nowhere/"):
        ask_server(path)

    told = samples(ask_server("/metrics").body)

    assert told["expo_requests_total", 'route="healthz",status="200"'] == 2
    assert told["expo_request_seconds_count", 'route="healthz"'] == 2
    buckets = [number for (name, labels), number in told.items() if name.endswith("_bucket") and "healthz" in labels]
    assert (buckets == sorted(buckets), buckets[-1]) == (True, 2)
    assert told["expo_queries_total", 'route="expo:home"'] > 0
    assert (told["expo_database_up", None], told["expo_workers", None], told["expo_deals_recorded_total", None]) == (
        1,
        1,
        0,
    )
    assert ("expo_backup_age_seconds", None) not in told


def test_the_age_of_the_newest_backup_is_told(db, installation, monkeypatch):
    now = time.gmtime(time.time() - 7200)
    (installation / "backups").mkdir()
    (installation / "backups" / time.strftime("expo-%Y%m%dT%H%M%SZ.tar", now)).touch()

    assert retention.list_archives(installation / "backups") != []
    assert metrics.backup_age() == pytest.approx(7200, abs=60)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "192.0.2.7"}, NOWHERE),
        ({"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, NOWHERE),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, NOWHERE),
        ({"HTTP_X_FORWARDED_FOR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer right"}, 200),
        ({"HTTP_X_FORWARDED_FOR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer wrong"}, NOWHERE),
        ({"HTTP_X_FORWARDED_FOR": "192.0.2.7", "HTTP_AUTHORIZATION": ""}, NOWHERE),
    ],
)
def test_only_this_machine_or_a_token_may_read_them(db, settings, headers, status):
    settings.METRICS_TOKEN = "right"

    answer = ask_server("/metrics", **headers)

    assert (answer.status, "no-store" in answer.headers["Cache-Control"]) == (status, True)


def test_without_a_token_none_opens_them(db, settings):
    settings.METRICS_TOKEN = ""

    assert ask_server("/metrics", HTTP_X_FORWARDED_FOR="192.0.2.7", HTTP_AUTHORIZATION="Bearer ").status == NOWHERE


def test_a_file_that_is_full_counts_no_more_and_stays_whole(installation):
    file = CounterFile(installation / "full")
    for number in range(20_000):
        file.add({f"key-of-some-length-{number:050}": 1})
    file.add({"key-of-some-length-" + "0" * 50: 1})

    counted = counters.read_counters(installation / "full")
    file.close()
    assert (counted["key-of-some-length-" + "0" * 50], len(counted)) == (2, (counters.SIZE - 8) // (8 + 72 + 8))


def test_where_there_is_no_room_requests_are_answered_uncounted(db, installation):
    (installation / "counters").touch()

    assert ask_server("/healthz").status == 200
    (installation / "counters").unlink()
