"""What an archive holds: the digest of each of its parts, and the end that the log had. Signed with the site's key."""

import json
from dataclasses import asdict, dataclass
from typing import Self

from django.core import signing

from expo.backup.errors import BackupError

NAME = "manifest.json"
FORMAT = 1
SALT = "expo.backup"


@dataclass(frozen=True)
class Manifest:
    """`heads`: of each log its label, position and digest. `parts`: by its name in the archive the SHA-256 of each."""

    made_at: str
    engine: str
    heads: dict[str, str]
    parts: dict[str, str]
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        return sign_text(json.dumps(asdict(self), sort_keys=True)).encode()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """Raises BackupError where it was changed, or signed with a key that is not this site's."""
        try:
            contents = json.loads(verified_text(stored.decode()))
        except UnicodeDecodeError as error:
            raise BackupError("The list of the archive's contents cannot be read.") from error
        if contents.get("format") != FORMAT:
            raise BackupError(f"The archive has format {contents.get('format')}; this version reads {FORMAT}.")
        return cls(**contents)


def sign_text(text: str) -> str:
    return signing.Signer(salt=SALT).sign(text)


def verified_text(signed: str) -> str:
    """The text of what `sign_text` wrote, with this key or one of SECRET_KEY_FALLBACKS. Raises BackupError."""
    try:
        return signing.Signer(salt=SALT).unsign(signed)
    except signing.BadSignature as error:
        raise BackupError(
            "The signature does not fit: it was changed, or made with another SECRET_KEY (name that one in "
            "SECRET_KEY_FALLBACKS)."
        ) from error
