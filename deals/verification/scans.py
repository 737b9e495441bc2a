"""Scans of signed pages: what is taken in, and the only way in."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals.ledger import hash_chain
from deals.models import Deal, Scan
from deals.models.desk import ScanKind
from deals.models.events import Verb
from expo.db.constraints import races_as_validation
from expo.presence import require_value

LARGEST = 20 * 1024 * 1024
# What a file is, its first bytes say; its name and what a browser claims count for nothing.
BEGINNINGS = {b"%PDF-": ScanKind.PDF, b"\xff\xd8\xff": ScanKind.JPEG, b"\x89PNG\r\n\x1a\n": ScanKind.PNG}
ENDINGS = {ScanKind.PDF: "pdf", ScanKind.JPEG: "jpg", ScanKind.PNG: "png"}


def scan_kind(file: UploadedFile) -> ScanKind:
    """What the file is. Raises ValidationError when it is no scan, or too large."""
    if not file.size:
        raise ValidationError(_("This file is empty."))
    if file.size > LARGEST:
        raise ValidationError(_("A scan has at most 20 MB."))
    file.seek(0)
    head = file.read(16)
    for beginning, kind in BEGINNINGS.items():
        if head.startswith(beginning):
            return kind
    raise ValidationError(_("A scan is a PDF, a JPEG or a PNG."))


def file_digest(file: UploadedFile) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def attach(deal: Deal, file: UploadedFile, *, by: User) -> Scan:
    """Add a scan to a deal, once, with an event in the log. Raises ValidationError for what is no scan."""
    kind, digest = scan_kind(file), file_digest(file)
    if before := Scan.objects.filter(deal=deal, digest=digest).first():
        return before
    name, size = (file.name or "")[-200:], require_value(file.size)
    scan = Scan(deal=deal, name=name, kind=kind, size=size, digest=digest, added_by=by)
    scan.added_at = timezone.now()
    with store_file(scan, file, kind):
        write_scan(scan, by)
    return scan


@contextmanager
def store_file(row: Any, file: UploadedFile, kind: ScanKind) -> Iterator[None]:
    """Inside, the file is in its place, and the row is written; where that was not, no trace of the file is left.

    The file comes first and the row's own transaction is the outermost: no row ever points at a file that is not there.
    Raises ValidationError where there is no room for the file.
    """
    name, storage = f"{uuid.uuid4().hex}.{ENDINGS[kind]}", row.file.storage
    try:
        try:
            row.file.save(name, file, save=False)
        except OSError as error:
            said = _("The file could not be stored: there may be no room left. Nothing was added.")
            raise ValidationError(said) from error
        yield
    finally:
        # Asked of the database: a repeated form has written another row before, which has its own file.
        if not type(row).objects.filter(file=name).exists():
            storage.delete(name)


@transaction.atomic(durable=True)
def write_scan(scan: Scan, by: User) -> None:
    head = hash_chain.lock()
    with races_as_validation(Scan):
        scan.save(force_insert=True)
    told = {"scan": {"name": scan.name, "kind": str(scan.kind), "size": scan.size, "digest": scan.digest}}
    hash_chain.append(head, Verb.ATTACHED, subject=scan.deal.number, actor=by.get_username(), told=told)
