"""What the files of a ZIP say: whose picture each is, who may be meant, or why it is left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from expo.i18n.kept_texts import both_translations
from expo.imports.pictures.archive import ArchivedFile, PictureArchive
from expo.imports.pictures.file_names import FileName, names_in_file_name
from expo.imports.pictures.named_pictures import NamedPicture, PictureAnswers, PictureTarget
from expo.imports.pictures.subjects import PictureSubject, picture_subjects, subjects_of_folder
from expo.imports.pictures.twins import leave_out_twins
from expo.models import Edition
from expo.pictures.errors import PictureRefusal
from expo.pictures.formats import require_picture
from expo.pictures.intake import picture_refusal


@dataclass
class PicturesReading:
    archive: PictureArchive
    pictures: list[NamedPicture]


def read_pictures(content: bytes, edition: Edition, answers: PictureAnswers) -> PicturesReading:
    """Raises ValidationError where it is no ZIP, or one that holds too much."""
    archive, subjects = PictureArchive(content), picture_subjects(edition)
    pictures = [read_one(archive, file, subjects, answers) for file in archive.files]
    leave_out_twins(pictures)
    return PicturesReading(archive, pictures)


def read_one(
    archive: PictureArchive, file: ArchivedFile, subjects: dict[str, PictureSubject], answers: PictureAnswers
) -> NamedPicture:
    picture = NamedPicture(file, file.path)
    try:
        check_format(archive.read(file))
    except ValidationError as error:
        picture.reason = reasons(error)
        return picture
    picture.said = answers.names.get(file.path, "")
    if picture.said:
        name_picture(picture, [(file.path, [FileName(picture.said)])], subjects.values())
    else:
        name_picture(picture, ((path, names_in_file_name(path)) for path in file.paths), subjects.values())
    take_pick(picture, answers.picks.get(file.path, ""))
    return picture


def reasons(error: ValidationError) -> dict[str, str]:
    return both_translations(lambda: " ".join(error.messages))


def check_format(data: bytes) -> None:
    """By how it begins and what else is in it; it is read whole when it is imported. Raises ValidationError."""
    try:
        require_picture(data)
    except PictureRefusal as refusal:
        raise picture_refusal(refusal.code, **refusal.params) from refusal


def take_pick(picture: NamedPicture, picked: str) -> None:
    """What somebody picked counts while it is asked: a pick of what is offered no more is none."""
    for choice in picture.choices:
        if choice.key == picked:
            picture.target, picture.picked = choice, picked


def name_picture(
    picture: NamedPicture, readings: Iterable[tuple[str, list[FileName]]], subjects: Iterable[PictureSubject]
) -> None:
    """Say whose it is. `readings`: each path that the file may have, with the names that it may say."""
    likely: dict[str, PictureTarget] = {}
    for path, names in readings:
        fitting = subjects_of_folder(path, subjects)
        for name in names:
            found = find_targets(name.text, fitting)
            if found and name.sure:
                picture.path = path
                settle(picture, list(found.values()))
                return
            found |= likely_targets(name.text, fitting)
            if found and not likely:
                picture.path = path
            likely |= found
    if likely:
        offer(picture, list(likely.values()))
        return
    picture.nameable = True
    picture.reason = both_translations(
        lambda: _("Nobody and nothing is called so: say whose picture it is, or name the file so.")
    )


def settle(picture: NamedPicture, targets: list[PictureTarget]) -> None:
    if len(targets) == 1:
        picture.target = targets[0]
    else:
        offer(picture, targets)


def offer(picture: NamedPicture, targets: list[PictureTarget]) -> None:
    picture.choices, picture.nameable = targets, True
    if len(targets) == 1:
        picture.reason = both_translations(lambda: _("The name is nearly this one: is it the same?"))
    else:
        picture.reason = both_translations(lambda: _("More than one may be meant."))


def find_targets(name: str, subjects: Iterable[PictureSubject]) -> dict[str, PictureTarget]:
    """By their keys."""
    return targets_by_key((subject, row) for subject in subjects for row in subject.find(name))


def likely_targets(name: str, subjects: Iterable[PictureSubject]) -> dict[str, PictureTarget]:
    return targets_by_key((subject, row) for subject in subjects for row in subject.nearly(name))


def targets_by_key(rows: Iterable[tuple[PictureSubject, object]]) -> dict[str, PictureTarget]:
    targets = [PictureTarget(subject, row) for subject, row in rows]
    return {target.key: target for target in targets}
