"""Giving rows their pictures, one at a time."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expo.imports import runs
from expo.imports.pictures.archive import PictureArchive
from expo.imports.pictures.named_pictures import NamedPicture, PictureTarget
from expo.imports.pictures.subjects import PictureSubject
from expo.models import ImportedFile, Picture
from expo.pictures.files import picture_digest
from expo.pictures.intake import keep_picture, read_picture

NEW, REPLACED, UNCHANGED = "new", "replaced", "unchanged"


def change_word(before: object) -> str:
    """`before`: the picture, or its key, that the row had."""
    return REPLACED if before else NEW


def take_picture(archive: PictureArchive, picture: NamedPicture, run: ImportedFile, taken: int) -> str:
    """Give the row its picture: NEW, REPLACED or UNCHANGED. Raises ValidationError for what is no picture.

    `taken`: how many files of the run are taken with it. What the run has given before is told, and not given again.
    """
    if given := given_before(run, picture):
        return given
    encoded = read_picture(archive.read(picture.file))
    target = picture.known_target()
    with runs.next_part(run, taken):
        # Another request may have gone on with the run meanwhile.
        run.trail = ImportedFile.objects.values_list("trail", flat=True).get(pk=run.pk)
        if given := given_before(run, picture):
            return given
        row = lock_row(target)
        before = getattr(row, target.subject.column)
        if before is not None and before.name == picture_digest(encoded):
            return UNCHANGED
        made = keep_picture(encoded, **target.subject.descriptions(row))
        set_picture(target.subject, row, made)
        entry = {"file": picture.file.path, "of": target.subject.slug, "pk": row.pk}
        run.trail = [*run.trail, entry | {"before": before and before.pk, "picture": made.pk}]
        ImportedFile.objects.filter(pk=run.pk).update(trail=run.trail)
    return change_word(before)


def given_before(run: ImportedFile, picture: NamedPicture) -> str:
    """How the run gave this file to its row; "" where it has not yet."""
    for entry in run.trail:
        if entry["file"] == picture.file.path:
            return change_word(entry["before"])
    return ""


def lock_row(target: PictureTarget) -> Any:
    rows = target.subject.rows().order_by("pk").select_for_update(of=("self",))
    row = rows.filter(pk=target.row.pk).first()
    if row is None:
        raise ValidationError(_("It has been deleted meanwhile."))
    return row


def set_picture(subject: PictureSubject, row: Any, picture: Picture | None) -> None:
    setattr(row, subject.column, picture)
    row.save(update_fields=[subject.column])
