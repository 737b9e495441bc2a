"""The key of the installation, and what it signs for a push service."""

import io
import json
import time

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.core.management import call_command

from expo.web_push import vapid
from expo.web_push.encryption import read_point

CONTACT = "mailto:web@expo.example.org"


@pytest.fixture
def key(settings):
    settings.WEB_PUSH_PRIVATE_KEY, settings.WEB_PUSH_CONTACT = vapid.make_key(), CONTACT
    return vapid.installed_key()


def read_header(header):
    token, _comma, known = header.removeprefix("vapid t=").partition(", k=")
    head, claims, signature = token.split(".")
    return head, claims, vapid.decode(signature), vapid.decode(known)


def verify(header):
    head, claims, signature, known = read_header(header)
    halves = [int.from_bytes(half) for half in (signature[:32], signature[32:])]
    read_point(known).verify(encode_dss_signature(*halves), f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))


def test_a_service_can_verify_who_sends_and_for_how_long(key):
    header = vapid.authorisation("https://push.example.org/send/1?x=2", key)

    verify(header)
    head, claims, _signature, known = read_header(header)
    told = json.loads(vapid.decode(claims))
    assert json.loads(vapid.decode(head)) == {"typ": "JWT", "alg": "ES256"}
    assert (told["aud"], told["sub"]) == ("https://push.example.org", CONTACT)
    assert time.time() < told["exp"] <= time.time() + 24 * 3600
    assert vapid.encode(known) == vapid.public_key()


def test_what_another_key_has_signed_is_not_taken_for_ours(key):
    other = vapid.read_key(vapid.make_key())
    forged = vapid.authorisation("https://push.example.org/", other).rpartition(", k=")[0]

    with pytest.raises(InvalidSignature):
        verify(f"{forged}, k={vapid.public_key()}")


@pytest.mark.parametrize(
    "broken", ["", "x", "not base64!", vapid.encode(bytes(32)), vapid.encode(b"\xff" * 32), "QUJD"]
)
def test_without_a_key_or_with_a_broken_one_web_push_is_off(settings, broken):
    settings.WEB_PUSH_PRIVATE_KEY, settings.WEB_PUSH_CONTACT = broken, CONTACT

    assert (vapid.installed_key(), vapid.public_key()) == (None, "")


@pytest.mark.parametrize("contact", ["", "web@expo.example.org", "mailto:a@b\r\nX: y"])
def test_without_somebody_who_answers_for_it_web_push_is_off(settings, contact):
    settings.WEB_PUSH_PRIVATE_KEY, settings.WEB_PUSH_CONTACT = vapid.make_key(), contact

    assert vapid.public_key() == ""


def test_the_command_prints_a_key_that_can_be_used(settings):
    out = io.StringIO()

    call_command("web_push_key", stdout=out)

    lines = dict(line.split("=", 1) for line in out.getvalue().splitlines())
    settings.WEB_PUSH_PRIVATE_KEY, settings.WEB_PUSH_CONTACT = lines["WEB_PUSH_PRIVATE_KEY"], lines["WEB_PUSH_CONTACT"]
    assert len(vapid.decode(vapid.public_key())) == 65
