"""The files of pictures where they are kept: named by the digest of the widest, so the same one lies there once."""

import hashlib

from django.core.files.base import ContentFile

from expo.migration_names import picture_storage
from expo.models import Picture
from expo.models.showcase.pictures import file_name
from expo.pictures.encoded import EncodedPicture

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


def read_file(picture: Picture, width: int) -> bytes:
    """One of its files. Raises FileNotFoundError where the storage lost it."""
    with picture_storage().open(file_name(picture.name, width, picture.width)) as file:
        return file.read()
