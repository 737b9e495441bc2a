"""Pictures and files that a team adds to its entry, or takes off again, until entries close."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agenda.contests.entering.applications import EntrySettled, lock_open_contest
from agenda.contests.entering.file_names import pdf_name
from agenda.contests.entering.keys import find_entry
from agenda.models.contests import Contest, Entry, EntryFile, EntryPicture, EntryStatus
from expo.models.showcase.pictures import file_name
from expo.pictures.encoded import EncodedPicture
from expo.pictures.files import discard_picture, keep_files, picture_digest
from expo.pictures.intake import keep_picture
from expo.presence import require_value

MOST_PICTURES, MOST_FILES = 6, 3
LARGEST_FILE = 10_000_000  # bytes
PDF = b"%PDF-"


def require_pdf(file: UploadedFile) -> None:
    """What a file is, its first bytes say. Raises ValidationError."""
    if not file.size:
        raise ValidationError(_("This file is empty."))
    if file.size > LARGEST_FILE:
        raise ValidationError(_("A file has at most 10 MB."))
    file.seek(0)
    if file.read(len(PDF)) != PDF:
        raise ValidationError(_("This is no PDF. Save it as PDF and send that; pictures are added above."))


@transaction.atomic
def add_picture(contest: Contest, key: str, encoded: EncodedPicture, *, telling: bool, **alt: str) -> None:
    """Once for each picture, in whatever words. Raises EntriesClosed, EntrySettled, ValidationError."""
    entry = lock_unsettled_entry(contest, key)
    name = file_name(picture_digest(encoded), encoded.width, encoded.width)
    if entry.shown_pictures.filter(picture__file=name).exists():
        return
    require_room(entry.shown_pictures.count(), MOST_PICTURES)
    order = 1 + max(entry.shown_pictures.values_list("order", flat=True), default=0)
    EntryPicture.objects.create(entry=entry, picture=keep_picture(encoded, **alt), telling=telling, order=order)
    # Whoever takes the same picture off in this moment may have seen that nobody else has it yet.
    transaction.on_commit(lambda: keep_files(encoded))


def add_file(contest: Contest, key: str, file: UploadedFile, *, telling: bool) -> None:
    """Once for each file. Raises EntriesClosed, EntrySettled, ValidationError."""
    require_pdf(file)
    row = EntryFile(name=pdf_name(file.name or ""), size=require_value(file.size), telling=telling)
    row.digest = file_digest(file)
    with stored_file(row, file), transaction.atomic():
        row.entry = lock_unsettled_entry(contest, key)
        if not row.entry.files.filter(digest=row.digest).exists():
            require_room(row.entry.files.count(), MOST_FILES)
            row.order = 1 + max(row.entry.files.values_list("order", flat=True), default=0)
            row.save(force_insert=True)


@contextmanager
def stored_file(row: EntryFile, file: UploadedFile) -> Iterator[None]:
    """Inside, the file is in its place; where no row names it afterwards, no trace of it is left."""
    name, storage = f"{uuid.uuid4().hex}.pdf", row.file.storage
    try:
        try:
            row.file.save(name, file, save=False)
        except OSError as error:
            raise ValidationError(_("The file could not be stored. Nothing was added: try again later.")) from error
        yield
    finally:
        if not EntryFile.objects.filter(file=name).exists():
            storage.delete(name)


@transaction.atomic
def remove_picture(contest: Contest, key: str, pk: int) -> None:
    """Its files go too, where nothing else shows them; gone already is as good. Raises EntriesClosed, EntrySettled."""
    row = lock_unsettled_entry(contest, key).shown_pictures.filter(pk=pk).select_related("picture").first()
    if row is not None:
        row.delete()
        discard_picture(row.picture)


@transaction.atomic
def remove_file(contest: Contest, key: str, pk: int) -> None:
    """The file itself goes too. Raises EntriesClosed, EntrySettled."""
    row = lock_unsettled_entry(contest, key).files.filter(pk=pk).first()
    if row is not None:
        row.delete()
        transaction.on_commit(lambda: row.file.storage.delete(row.file.name))


def lock_unsettled_entry(contest: Contest, key: str) -> Entry:
    """Its contest is locked, so nobody accepts it meanwhile. Raises EntriesClosed, EntrySettled."""
    lock_open_contest(contest, key)
    entry = find_entry(contest, key)
    if entry is None or entry.status != EntryStatus.APPLIED:
        raise EntrySettled
    return entry


def require_room(count: int, most: int) -> None:
    if count >= most:
        raise ValidationError(_("There are %(most)s already: remove one first."), params={"most": most})


def file_digest(file: UploadedFile) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(cast(bytes, chunk))
    file.seek(0)
    return digest.hexdigest()
