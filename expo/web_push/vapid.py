"""By whom a message is: the key of the installation, and what it signs for a push service (VAPID, RFC 8292)."""

import base64
import json
import time
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings

from expo.web_push.encryption import CURVE, public_bytes

KEY_BYTES = 32
# A service takes at most a day (RFC 8292, 2).
VALID_SECONDS = 12 * 3600


def encode(raw: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Raises ValueError where it is no base64 for addresses; padding may stand or not."""
    bare = text.rstrip("=")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)


def make_key() -> str:
    """A new private key, as `WEB_PUSH_PRIVATE_KEY` has it."""
    return encode(ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(KEY_BYTES))


@lru_cache(maxsize=4)
def read_key(written: str) -> ec.EllipticCurvePrivateKey:
    """Raises ValueError where it is no key of this kind."""
    raw = decode(written)
    if len(raw) != KEY_BYTES:
        raise ValueError("A private key has 32 bytes.")
    return ec.derive_private_key(int.from_bytes(raw), CURVE)


def installed_key() -> ec.EllipticCurvePrivateKey | None:
    """None where there is none, it is broken, or nobody is named who answers for it: web push is off then."""
    if not (settings.WEB_PUSH_PRIVATE_KEY and is_contact(settings.WEB_PUSH_CONTACT)):
        return None
    try:
        return read_key(settings.WEB_PUSH_PRIVATE_KEY)
    except ValueError:
        return None


def is_contact(contact: str) -> bool:
    """Whom a push service may turn to (RFC 8292, 2.1): a mail address or a page."""
    return contact.startswith(("mailto:", "https://")) and contact.isascii() and contact.isprintable()


def public_key() -> str:
    """What a browser is told when it subscribes; empty where web push is off."""
    key = installed_key()
    return encode(public_bytes(key)) if key else ""


def authorisation(endpoint: str, key: ec.EllipticCurvePrivateKey) -> str:
    """The header by which the push service of the endpoint knows the installation."""
    place = urlsplit(endpoint)
    claims = {
        "aud": f"{place.scheme}://{place.netloc}",
        "exp": int(time.time()) + VALID_SECONDS,
        "sub": settings.WEB_PUSH_CONTACT,
    }
    signed = f"{encode_json({'typ': 'JWT', 'alg': 'ES256'})}.{encode_json(claims)}"
    halves = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(SHA256())))
    signature = b"".join(half.to_bytes(KEY_BYTES) for half in halves)
    return f"vapid t={signed}.{encode(signature)}, k={encode(public_bytes(key))}"


def encode_json(content: dict[str, object]) -> str:
    return encode(json.dumps(content, separators=(",", ":")).encode())
