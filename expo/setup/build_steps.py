"""Work that is done again only when what it is made from has changed."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import django


@dataclass(frozen=True)
class BuildStep:
    """A product, the files and words it is made from, and the work that makes it anew."""

    product: Path
    sources: Iterable[Path]
    words: tuple[str, ...]
    work: Callable[[], None]

    @property
    def stamp(self) -> Path:
        return self.product.with_name(f"{self.product.name}.made-from")

    def is_done(self) -> bool:
        return self.is_made() and self.stamp.read_text() == self.fingerprint()

    def is_made(self) -> bool:
        return self.product.exists() and self.stamp.exists()

    def forget(self) -> None:
        self.stamp.unlink(missing_ok=True)

    def run(self) -> None:
        """Do the work; if it is cut off in the middle, the step counts as not done."""
        before = self.fingerprint()
        self.forget()
        self.work()
        self.stamp.write_text(before)

    def fingerprint(self) -> str:
        digest = hashlib.sha256("\0".join([django.get_version(), *self.words]).encode())
        for path in sorted(set(self.sources)):
            digest.update(f"\0{path}\0".encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()
