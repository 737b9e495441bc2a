"""Giving rows their pictures, one at a time, and taking back those that nobody has changed since."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expo.i18n.kept_texts import both_translations
from expo.imports import runs
from expo.imports.pictures.archive import PictureArchive
from expo.imports.pictures.named_pictures import NamedPicture, PictureTarget
from expo.imports.pictures.subjects import PictureSubject, picture_subjects
from expo.models import ImportedFile, Picture
from expo.pictures.files import picture_digest
from expo.pictures.intake import keep_picture, read_picture
from expo.recovery.snapshots import every_row

NEW, REPLACED, UNCHANGED = "new", "replaced", "unchanged"
# Why a row keeps the picture that it has when a run is undone.
TOUCHED, GONE = "touched", "gone"


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


def restore_pictures(run: ImportedFile) -> tuple[int, list[dict[str, Any]]]:
    """How many rows have again what they had; and those that stay, by their names in both languages, and why."""
    subjects = picture_subjects(run.edition)
    restored = 0
    left: list[dict[str, Any]] = []
    for entry in reversed(run.trail):
        subject = subjects[entry["of"]]
        row = find_row(subject, entry["pk"])
        if row is None:
            continue
        if why := restore_picture(subject, row, entry):
            left.append({"name": both_translations(partial(subject.label, row)), "why": why})
        else:
            restored += 1
    return restored, left


def restore_picture(subject: PictureSubject, row: Any, entry: dict[str, Any]) -> str:
    """Give the row what it had before; else why it keeps what it has."""
    if getattr(row, f"{subject.column}_id") != entry["picture"]:
        return TOUCHED
    before = Picture.objects.filter(pk=entry["before"]).first()
    if before is None and entry["before"] is not None:
        return GONE
    set_picture(subject, row, before)
    return ""


def find_row(subject: PictureSubject, key: int) -> Any:
    """Whoever may know of it, locked until the transaction ends; None where it is gone."""
    return every_row(subject.model).filter(pk=key).order_by("pk").select_for_update(of=("self",)).first()
