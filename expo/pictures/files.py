"""The files of pictures where they are kept: named by the digest of the widest, so the same one lies there once."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ForeignObjectRel

from expo.migration_names import picture_storage
from expo.models import Picture
from expo.models.showcase.pictures import file_name
from expo.pictures.encoded import EncodedPicture
from expo.recovery.snapshots import every_row

NAME_LENGTH = 40


def picture_digest(encoded: EncodedPicture) -> str:
    return hashlib.sha256(encoded.files[encoded.width]).hexdigest()[:NAME_LENGTH]


def keep_files(encoded: EncodedPicture) -> str:
    """Write what is not there yet; the name of the widest file."""
    digest = picture_digest(encoded)
    storage = picture_storage()
    for width, data in encoded.files.items():
        name = file_name(digest, width, encoded.width)
        if not storage.exists(name):
            storage.save(name, ContentFile(data))
    return file_name(digest, encoded.width, encoded.width)


def discard_picture(picture: Picture) -> None:
    """Inside a transaction: let go of a picture that nothing shows any more, and of its files once that is certain."""
    if is_shown(picture):
        return
    name, widths = picture.name, list(picture.widths)
    picture.delete()
    transaction.on_commit(lambda: remove_files(name, widths))


def is_shown(picture: Picture) -> bool:
    """Whether any row of any table leads to it."""
    for relation in Picture._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            rows = every_row(relation.field.model).filter(**{relation.field.name: picture.pk})
            if rows.exists():
                return True
    return False


def remove_files(name: str, widths: list[int]) -> None:
    """Of pictures that no row names. Where somebody keeps the same one in this moment, its files are there again."""
    storage, gone = picture_storage(), {}
    named = Picture.objects.named(name)
    if named.exists():
        return
    for width in widths:
        each = file_name(name, width, widths[-1])
        if storage.exists(each):
            with storage.open(each) as file:
                gone[each] = file.read()
            storage.delete(each)
    if named.exists():
        for each, data in gone.items():
            if not storage.exists(each):
                storage.save(each, ContentFile(data))


def read_file(picture: Picture, width: int) -> bytes:
    """One of its files. Raises FileNotFoundError where the storage lost it."""
    with picture_storage().open(file_name(picture.name, width, picture.width)) as file:
        return file.read()
