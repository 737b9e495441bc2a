"""Names that lead nowhere and certificates that have ended: said as what they are, and nothing is sent meanwhile."""

import datetime as dt
import os
import socket
import ssl
import subprocess
import sys
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

from expo.web_push import delivery
from expo.web_push.delivery import NoAnswer, ServiceAnswer, deliver

HOST = "fcm.googleapis.com"
ENDPOINT = f"https://{HOST}/fcm/send/abc"
DAY = dt.timedelta(days=1)
# Reserved to lead nowhere, by RFC 6761.
NOWHERE = "database.invalid"
ASK = """
from tests.support.server import ask_server
print([ask_server(path).status for path in ("/en/2019/", "/readyz", "/healthz")])
"""


def make_certificate(folder, ends_in):
    """Of the service's name, signed by itself, with its key in the same file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), timezone.now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - 9 * DAY).not_valid_after(now + ends_in)
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
    kind, without = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = folder / "service.pem"
    file.write_bytes(
        made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, kind, without)
    )
    return file


@pytest.fixture
def service(monkeypatch, tmp_path):
    """Call it with how long its certificate is good for: a push service, and what it is sent."""
    heard, server = [], socket.create_server(("127.0.0.1", 0))
    threads = []

    def start(ends_in):
        file = make_certificate(tmp_path, ends_in)
        monkeypatch.setattr(delivery, "resolve_host", lambda _place: server.getsockname())
        monkeypatch.setattr(delivery, "tls_context", lambda: ssl.create_default_context(cafile=str(file)))
        threads.append(threading.Thread(target=answer_once, args=(server, file, heard)))
        threads[0].start()
        return heard

    yield start
    for thread in threads:
        thread.join()
    server.close()


def answer_once(server, file, heard):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    plain, _address = server.accept()
    with plain:
        try:
            with context.wrap_socket(plain, server_side=True) as link:
                if asked := link.recv(4096):
                    heard.append(asked)
                    link.sendall(b"HTTP/1.1 201 Created\r\n\r\n")
        except ssl.SSLError as refused:
            heard.append(refused.reason)


@pytest.mark.parametrize("ends_in", [DAY, -DAY], ids=["good", "ended"])
def test_to_a_service_whose_certificate_has_ended_nothing_is_sent_and_it_is_tried_again(service, ends_in):
    heard = service(ends_in)
    if ends_in > dt.timedelta(0):
        assert (deliver(ENDPOINT, b"secret", {}), len(heard)) == (ServiceAnswer(201), 1)
        return
    with pytest.raises(NoAnswer, match="expired"):
        deliver(ENDPOINT, b"secret", {})
    assert [said for said in heard if isinstance(said, bytes)] == []


def test_without_the_check_the_message_would_have_gone_there(service, monkeypatch):
    """The control."""
    heard = service(-DAY)
    monkeypatch.setattr(delivery, "tls_context", trusting_context)

    assert (deliver(ENDPOINT, b"secret", {}), b"secret" in heard[0]) == (ServiceAnswer(201), True)


def trusting_context():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def test_a_service_whose_name_leads_nowhere_is_no_answer_and_is_tried_again(monkeypatch):
    def refuse(*_asked, **_more):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    with pytest.raises(NoAnswer, match="name resolution"):
        deliver(ENDPOINT, b"", {})


def test_where_the_name_of_the_database_leads_nowhere_each_page_is_a_true_503(tmp_path):
    told = {"VAR_DIR": str(tmp_path), "SECRET_KEY": "only-for-this-test" * 4, "DEBUG": "0", "HTTPS": "0"}
    told |= {"DATABASE_URL": f"postgres://expo@{NOWHERE}/expo"}
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", ASK]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=settings.BASE_DIR, env=os.environ | told
    )

    assert done.stdout.strip() == "[503, 503, 200]"
