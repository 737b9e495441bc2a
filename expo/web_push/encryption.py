"""What only the browser can read: RFC 8291, in the content encoding aes128gcm of RFC 8188."""

import os
import struct

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
POINT_BYTES, SECRET_BYTES, SALT_BYTES = 65, 16, 16
# A push service takes a body of 4,096 bytes (RFC 8030, 7.2): header, text, one byte that ends it, seal of the cipher.
RECORD_BYTES = 4096
HEADER_BYTES = SALT_BYTES + 4 + 1 + POINT_BYTES
LONGEST = RECORD_BYTES - HEADER_BYTES - 1 - 16
# Texts are filled up, so that their length tells nothing of what they say.
STEP = 512


def public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """65 bytes, as both standards write a point of the curve."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def read_point(point: bytes) -> ec.EllipticCurvePublicKey:
    """The key of 65 bytes. Raises ValueError where they are no point of the curve."""
    if len(point) != POINT_BYTES:
        raise ValueError("A public key has 65 bytes.")
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)


def encrypt(text: bytes, receiver: bytes, secret: bytes) -> bytes:
    """The body of a push message for the browser of this key (65 bytes) and secret (16 bytes), padded.

    Raises ValueError where the text has more than `LONGEST` bytes, or the key is none.
    """
    padded = min(LONGEST, -(-len(text) // STEP) * STEP)
    return seal(text, receiver, secret, ec.generate_private_key(CURVE), os.urandom(SALT_BYTES), padded - len(text))


def seal(
    text: bytes, receiver: bytes, secret: bytes, sender: ec.EllipticCurvePrivateKey, salt: bytes, padding: int = 0
) -> bytes:
    """As `encrypt`, with the key and the salt that may each be used once only; `padding` in bytes."""
    if len(text) > LONGEST or padding < 0:
        raise ValueError("The text is too long for a push message.")
    shared = sender.exchange(ec.ECDH(), read_point(receiver))
    own = public_bytes(sender)
    keying = derive(shared, secret, b"WebPush: info\0" + receiver + own, 32)
    key = derive(keying, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = derive(keying, salt, b"Content-Encoding: nonce\0", 12)
    # 2 ends the text of the last record (RFC 8188, 2); there is only one.
    record = AESGCM(key).encrypt(nonce, text + b"\x02" + bytes(padding), None)
    return salt + struct.pack("!IB", RECORD_BYTES, len(own)) + own + record


def derive(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(material)
