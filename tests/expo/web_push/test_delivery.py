"""To whom messages go: known push services on the public internet, once, and however they answer."""

import socket
import threading

import pytest

from expo.web_push import delivery
from expo.web_push.delivery import NoAnswer, ServiceAnswer, deliver
from expo.web_push.endpoints import RefusedEndpoint, is_public_address, read_endpoint
from tests.support.push_service import run_push_service

GOOGLE = "https://fcm.googleapis.com"


@pytest.fixture
def service(settings):
    with run_push_service() as running:
        settings.WEB_PUSH_LOOPBACK = [running.origin]
        yield running


@pytest.mark.parametrize(
    "endpoint",
    [
        f"{GOOGLE}/fcm/send/abc:DEF-_~?x=1",
        f"{GOOGLE}:443/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
        "https://wns2-par02p.notify.windows.com/w/?token=a%3d",
        "https://web.push.apple.com/QABC",
    ],
)
def test_the_services_of_browsers_are_known(endpoint):
    assert read_endpoint(endpoint).geturl() == endpoint


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "x",
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data/",
        "https://evil.example.org/",
        "https://fcm.googleapis.com.evil.example.org/",
        "https://evilfcm.googleapis.com@10.0.0.1/",
        "https://evil-push.apple.com.cn/",
        "https://xpush.apple.com/",
        f"{GOOGLE}:22/",
        f"{GOOGLE}:99999/",
        "https://user:word@fcm.googleapis.com/",
        f"{GOOGLE}/a b",
        f"{GOOGLE}/a\r\nX-Other: 1",
        f"{GOOGLE}/#part",
        f"{GOOGLE}/推送",
        "https://[fcm.googleapis.com/",
        f"{GOOGLE}/{'a' * 1000}",
        "file:///etc/passwd",
        "ftp://fcm.googleapis.com/",
        "//fcm.googleapis.com/",
    ],
)
def test_nothing_else_is_an_address_to_send_to(endpoint):
    with pytest.raises(RefusedEndpoint):
        read_endpoint(endpoint)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("142.250.1.95", True),
        ("2a00:1450:4001::5f", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.1.2.3", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_of_the_public_internet(address, public):
    assert is_public_address(address) is public


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["10.0.0.7"], ["142.250.1.95", "192.168.0.1"]])
def test_a_known_name_that_leads_into_a_private_network_is_refused_when_it_is_sent_to(monkeypatch, addresses):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: found)
    monkeypatch.setattr(socket, "create_connection", lambda *asked, **more: pytest.fail("It was connected to."))

    with pytest.raises(RefusedEndpoint, match="private"):
        deliver(f"{GOOGLE}/fcm/send/abc", b"body", {})


def test_a_message_is_posted_once_with_its_headers(service):
    answer = deliver(f"{service.origin}/send/1?x=2", b"\0body\r\n", {"TTL": "60", "Urgency": "high"})

    [posted] = service.posted
    assert answer == ServiceAnswer(201)
    assert (posted.path, posted.body, posted.headers["TTL"]) == ("/send/1?x=2", b"\0body\r\n", "60")


def test_a_redirect_is_an_answer_and_is_not_followed(service):
    service.raw["/send/1"] = f"HTTP/1.1 307 T\r\nLocation: {service.origin}/other\r\n\r\n".encode()

    assert deliver(f"{service.origin}/send/1", b"", {}).status == 307
    assert [posted.path for posted in service.posted] == ["/send/1"]


def test_when_to_ask_again_is_read_and_dates_or_nonsense_are_not(service):
    said = {"120": 120, "99999999": None, "Wed, 21 Oct 2026 07:28:00 GMT": None, "-1": None}

    for written, seconds in said.items():
        service.raw["/send/1"] = f"HTTP/1.1 429 Slow\r\nRetry-After: {written}\r\n\r\n".encode()
        assert deliver(f"{service.origin}/send/1", b"", {}) == ServiceAnswer(429, seconds), written


@pytest.mark.parametrize("raw", [b"", b"hello", b"HTTP/2 201\r\n\r\n", b"HTTP/1.1 2010\r\n\r\n", b"\xff" * 20_000])
def test_what_is_no_answer_of_http_is_none(service, raw):
    service.raw["/send/1"] = raw

    with pytest.raises(NoAnswer):
        deliver(f"{service.origin}/send/1", b"", {})


def test_a_service_that_is_not_there_is_no_answer(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        origin = f"http://127.0.0.1:{taken.getsockname()[1]}"
    settings.WEB_PUSH_LOOPBACK = [origin]

    with pytest.raises(NoAnswer):
        deliver(f"{origin}/send/1", b"", {})


def test_one_that_speaks_a_byte_at_a_time_is_left_at_the_deadline(settings, monkeypatch):
    monkeypatch.setattr(delivery, "SECONDS", 0.3)
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        origin = f"http://127.0.0.1:{server.getsockname()[1]}"
        settings.WEB_PUSH_LOOPBACK = [origin]
        thread = threading.Thread(target=drip, args=(server, done))
        thread.start()
        with pytest.raises(NoAnswer, match=r"in time|timed out"):
            deliver(f"{origin}/send/1", b"", {})
        done.set()
        thread.join()


def drip(server, done):
    """A header that never ends, each byte sooner than any wait for a single one would end."""
    connection, _address = server.accept()
    with connection:
        while not done.wait(0.05):
            try:
                connection.sendall(b"H")
            except OSError:
                return
