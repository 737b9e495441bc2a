"""The encryption of push messages: the example of the standard, and what a browser reads of ours."""

import pytest

from expo.web_push import encryption, vapid
from tests.support.push_service import Browser

# RFC 8291, section 5 and appendix A.
TEXT = b"When I grow up, I want to be a watermelon"
RECEIVER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A"
    "_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_rfc_8291_comes_out_byte_for_byte():
    key = vapid.read_key(SENDER)

    body = encryption.seal(TEXT, vapid.decode(RECEIVER), vapid.decode(SECRET), key, vapid.decode(SALT))

    assert vapid.encode(body) == BODY


def test_a_browser_reads_what_was_encrypted_for_it_and_no_length_tells_what_it_is():
    browser = Browser("https://push.example.org/1")
    key, secret = vapid.decode(browser.keys["p256dh"]), browser.secret

    short, long = (encryption.encrypt(text, key, secret) for text in (b'{"a": "x"}', b'{"a": "%s"}' % (b"x" * 300)))

    assert browser.open(short) == {"a": "x"}
    assert len(short) == len(long)
    assert encryption.encrypt(b"{}", key, secret) != encryption.encrypt(b"{}", key, secret)


@pytest.mark.parametrize("length", [encryption.LONGEST - 1, encryption.LONGEST])
def test_the_longest_text_fits_into_what_a_push_service_takes(length):
    browser = Browser("https://push.example.org/1")

    body = encryption.encrypt(b"x" * length, vapid.decode(browser.keys["p256dh"]), browser.secret)

    assert len(body) == 4096


def test_a_longer_text_and_a_key_that_is_none_are_refused():
    browser = Browser("https://push.example.org/1")
    key = vapid.decode(browser.keys["p256dh"])

    with pytest.raises(ValueError, match="too long"):
        encryption.encrypt(b"x" * (encryption.LONGEST + 1), key, browser.secret)
    for wrong in (key[:-1], bytes(65), b"\x04" + bytes(63) + b"\x01"):
        with pytest.raises(ValueError, match=r"65 bytes|curve|point|encoding|key"):
            encryption.encrypt(b"{}", wrong, browser.secret)
