"""Public pages are read from a replica while it is near, and from the database itself as soon as it is not."""

import io
import threading

import pytest
from django.db import OperationalError, connection, connections

from expo.availability.failures import TIMED_OUT, failure_page
from expo.availability.near_reads import NearReads
from expo.db import replica
from expo.db.replica import REPLICA, WATCH, ReplicaWatch, read_replica
from expo.versions.marks import READER

PUBLIC = ["/en/2019/", "/robots.txt", "/api/v1/editions", "/en/2019/search/"]
NOT_PUBLIC = [
    "/desk/",
    "/admin/",
    "/accounts/login/",
    "/jury/",
    "/enter/2019/robots/",
    "/readyz",
    "/metrics",
    "/api/v1/deals",
]


@pytest.fixture
def copy():
    """A replica: another connection, which the thread may be given in place of its own."""
    connections[REPLICA] = connections.create_connection("default")
    connections[REPLICA].alias = REPLICA
    yield connections[REPLICA]
    connections[REPLICA].close()
    del connections[REPLICA]


@pytest.fixture
def near(monkeypatch, copy):
    monkeypatch.setattr(WATCH, "is_near", lambda: True)


def asked(path, method="GET", failing=(), busy=()):
    """Which database each try of an answer was read from, and the status that went out."""
    tries, sent = [], []

    def application(environ, start_response):
        tries.append(connection.alias)
        if connection.alias in failing:
            replica.note_failure()
        start_response("503 Service Unavailable" if connection.alias in (*failing, *busy) else "200 OK", [])
        return [connection.alias.encode()]

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO()}
    body = NearReads(application)(environ, lambda status, _headers: sent.append(status[:3]))
    return tries, sent, b"".join(body).decode()


@pytest.mark.parametrize("path", PUBLIC)
def test_what_the_public_reads_is_read_from_a_replica_that_is_near(near, path):
    assert asked(path) == ([REPLICA], ["200"], REPLICA)
    assert connection.alias == "default"


@pytest.mark.parametrize("path", NOT_PUBLIC)
def test_what_staff_and_partners_ask_is_never_read_from_it(near, path):
    assert asked(path) == (["default"], ["200"], "default")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_is_sent_never_comes_to_it(near, method):
    assert asked("/en/2019/", method)[0] == ["default"]


def test_a_replica_that_fails_under_an_answer_is_followed_by_the_database_itself(near):
    assert asked("/en/2019/", failing=[REPLICA]) == ([REPLICA, "default"], ["200"], "default")


def test_what_a_crowd_is_refused_is_not_asked_of_the_database_itself(near):
    assert asked("/en/2019/", busy=[REPLICA]) == ([REPLICA], ["503"], REPLICA)


@pytest.mark.parametrize(
    ("number", "failed"),
    [(None, True), ("40001", True), (TIMED_OUT, False)],
)
def test_only_where_the_database_failed_it_is_asked_again(rf, copy, number, failed):
    driver_error = Exception()
    driver_error.pgcode = number
    with read_replica() as reading:
        try:
            raise OperationalError from driver_error
        except OperationalError:
            failure_page(rf.get("/en/2019/"))

    assert reading.failed is failed


@pytest.mark.parametrize("path", ["/healthz", "/static/site.css", "/media/logo.webp"])
def test_for_files_nobody_looks_how_far_the_replica_is_behind(monkeypatch, path):
    monkeypatch.setattr(WATCH, "is_near", lambda: pytest.fail("asked"))

    assert asked(path) == (["default"], ["200"], "default")


def test_a_failure_of_both_is_told(near):
    assert asked("/en/2019/", failing=[REPLICA, "default"])[1] == ["503"]


def test_a_replica_that_is_far_behind_is_not_read(monkeypatch, copy):
    monkeypatch.setattr(WATCH, "is_near", lambda: False)

    assert asked("/en/2019/") == (["default"], ["200"], "default")


def test_marks_are_of_the_database_that_the_page_is_read_from(db, monkeypatch, copy):
    """The page of a replica that is behind, kept under marks of today, would stay old for good."""
    monkeypatch.setattr("expo.versions.marks.read_marks", lambda: {"expo_edition": connection.alias})
    monkeypatch.setattr("expo.versions.marks.clock_ends", lambda _marks, _before: {})
    READER.forget()

    with read_replica():
        of_replica = READER.current().marks
    own = READER.current().marks
    READER.forget()

    assert (of_replica, own) == ({"expo_edition": REPLICA}, {"expo_edition": "default"})


@pytest.fixture
def watch(monkeypatch, settings):
    """Told where the log ends at a moment, what the replica has of it and what has arrived there: whether it is near.

    `watch.watch`: what is tried.
    """
    settings.REPLICA_SECONDS = 1.75
    watch = ReplicaWatch()

    def look(moment, written, replayed, arrived=None):
        ends = {replica.WRITTEN: written, replica.REPLAYED: replayed, replica.ARRIVED: arrived}
        monkeypatch.setattr(watch, "ask", lambda _alias, question: ends[question])
        return watch.look(moment)

    look.watch = watch
    return look


def test_a_replica_that_has_all_is_near(watch):
    assert [watch(moment, 100, 100) for moment in (0, 60)] == [True, True]


def test_a_replica_is_near_by_the_age_of_what_it_lacks(watch):
    watch(0, 100, 100)
    watch(1, 200, 100)

    assert [watch(moment, 300, 100) for moment in (1.7, 1.8)] == [True, False]
    assert watch(2.5, 300, 200) is True


def test_a_replica_that_nothing_reaches_any_more_is_not_near_though_it_has_replayed_all_it_got(watch):
    watch(0, 100, 100)
    watch(10, 200, 100)

    assert watch(20, 200, 100) is False


def test_a_replica_that_does_not_answer_is_not_near(watch):
    watch(0, 100, 100)

    assert watch(0.1, 100, None) is False


def test_while_nobody_can_write_a_replica_with_all_of_before_is_near(watch):
    watch(0, 100, 100)

    assert [watch(60, None, 100, arrived=100), watch(120, None, 99, arrived=99)] == [True, False]


def test_where_only_this_machine_cannot_ask_the_database_what_arrives_of_others_counts(watch):
    """The replica is asked what it has been sent: others go on writing."""
    watch(0, 100, 100)

    assert [watch(moment, None, 100, arrived=200) for moment in (1, 2, 4)] == [True, False, False]
    assert watch(5, None, 200, arrived=200) is True


def test_after_a_fail_over_the_log_is_the_new_primarys_though_more_was_seen_of_the_old_one(watch):
    """What nobody else had is gone: a replica that waits for it would never be near again."""
    watch(0, 300, 100)

    assert [watch(moment, 200, replayed) for moment, replayed in ((3, 100), (4, 200), (9, 200))] == [False, True, True]


@pytest.mark.parametrize(("arrived", "replayed", "near"), [(100, 100, True), (200, 100, False), (90, 90, False)])
def test_whoever_waits_for_one_that_the_database_keeps_waiting_asks_the_replica(watch, arrived, replayed, near):
    watch(0, 100, replayed, arrived=arrived)
    watch.watch.began, watch.watch.asked = 0, "default"

    assert watch.watch.may_be_near(60) is near


def test_nobody_who_asks_waits_for_a_database_that_is_frozen(monkeypatch):
    """It takes the question, and says nothing; the replica, which has all that arrived, is read."""
    monkeypatch.setattr(replica, "UNANSWERED_SECONDS", 0.05)
    watch, woken = ReplicaWatch(), threading.Event()

    def ask(alias, _question):
        if alias == "default":
            woken.wait()
        return 100

    monkeypatch.setattr(watch, "ask", ask)
    asked = [(watch.is_near(), watch.looked.is_set()) for _time in "12"]
    woken.set()

    assert (asked, watch.looked.wait(), watch.near) == ([(True, False)] * 2, True, True)


def test_ends_of_the_log_that_are_too_old_are_forgotten(watch):
    """Also while nothing reaches the replica any more."""
    for moment in range(1000):
        watch(moment, 100 + moment, 100)

    assert len(watch.watch.ends) == 2
