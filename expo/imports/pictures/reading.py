"""What the files of a ZIP say: whose picture each is, who may be meant, or why it is left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from expo.i18n.kept_texts import both_translations
from expo.imports.lists.answers import picked_key
from expo.imports.pictures.archive import ArchivedFile, PictureArchive
from expo.imports.pictures.subjects import PictureSubject, names_in_file_name, picture_subjects, subjects_of_folder
from expo.models import Edition
from expo.pictures.errors import PictureRefusal
from expo.pictures.formats import require_picture
from expo.pictures.intake import picture_refusal

JOINT = "#"


@dataclass(frozen=True)
class PictureTarget:
    """The row that a picture is of. `key` tells it from all others, such as logos#7."""

    subject: PictureSubject
    row: Any

    @property
    def key(self) -> str:
        return f"{self.subject.slug}{JOINT}{self.row.pk}"

    def label(self) -> str:
        return _("%(kind)s: %(name)s") % {"kind": self.subject.title, "name": self.subject.label(self.row)}

    def picture_key(self) -> int | None:
        """Of the picture that it has now."""
        return getattr(self.row, f"{self.subject.column}_id")


@dataclass
class NamedPicture:
    """A file. `target`: whose picture it is; else `choices`: who may be meant; else `refusal`: why it is left out.

    `unknown`: left out because nobody is called so, which somebody may mend.
    """

    file: ArchivedFile
    path: str
    target: PictureTarget | None = None
    choices: list[PictureTarget] = field(default_factory=list)
    refusal: dict[str, str] = field(default_factory=dict)
    unknown: bool = False

    def known_target(self) -> PictureTarget:
        if self.target is None:
            raise ValueError(self.path)
        return self.target


@dataclass(frozen=True)
class PictureAnswers:
    """By the path of a file: `picks`, keys of targets; `names`: whose it is, as somebody typed it."""

    picks: dict[str, str]
    names: dict[str, str]


@dataclass
class PicturesReading:
    archive: PictureArchive
    pictures: list[NamedPicture]


def answers_of(mapping: dict[str, Any] | None) -> PictureAnswers:
    told = mapping or {}
    return PictureAnswers(told.get("picks", {}), told.get("names", {}))


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
        picture.refusal = reasons(error)
        return picture
    said = answers.names.get(file.path)
    picked = find_picked(answers.picks.get(file.path, ""), subjects)
    if picked:
        picture.target = picked
    elif said:
        name_picture(picture, [(file.path, [said])], subjects.values())
    else:
        name_picture(picture, ((path, names_in_file_name(path)) for path in file.paths), subjects.values())
    return picture


def reasons(error: ValidationError) -> dict[str, str]:
    return both_translations(lambda: " ".join(error.messages))


def check_format(data: bytes) -> None:
    """By how it begins and what else is in it; it is read whole when it is imported. Raises ValidationError."""
    try:
        require_picture(data)
    except PictureRefusal as refusal:
        raise picture_refusal(refusal.code, **refusal.params) from refusal


def find_picked(key: str, subjects: dict[str, PictureSubject]) -> PictureTarget | None:
    slug, joint, number = key.partition(JOINT)
    subject, pk = subjects.get(slug), picked_key(joint + number)
    if subject is None or pk is None:
        return None
    row = subject.rows().filter(pk=pk).first()
    return PictureTarget(subject, row) if row else None


def name_picture(
    picture: NamedPicture, readings: Iterable[tuple[str, list[str]]], subjects: Iterable[PictureSubject]
) -> None:
    """Say whose it is. `readings`: each path that the file may have, with the names that it may say."""
    likely: dict[str, PictureTarget] = {}
    for path, names in readings:
        fitting = subjects_of_folder(path, subjects)
        for name in names:
            found = {target.key: target for target in find_targets(name, fitting)}
            if found:
                picture.path = path
                settle(picture, list(found.values()))
                return
            likely |= {target.key: target for target in likely_targets(name, fitting)}
    if likely:
        picture.choices = list(likely.values())
        return
    picture.unknown = True
    picture.refusal = both_translations(
        lambda: _("Nobody and nothing is called so: say whose picture it is, or name the file so.")
    )


def settle(picture: NamedPicture, targets: list[PictureTarget]) -> None:
    if len(targets) == 1:
        picture.target = targets[0]
    else:
        picture.choices = targets


def find_targets(name: str, subjects: Iterable[PictureSubject]) -> Iterator[PictureTarget]:
    for subject in subjects:
        for row in subject.find(name):
            yield PictureTarget(subject, row)


def likely_targets(name: str, subjects: Iterable[PictureSubject]) -> Iterator[PictureTarget]:
    for subject in subjects:
        for row in subject.nearly(name):
            yield PictureTarget(subject, row)


def leave_out_twins(pictures: list[NamedPicture]) -> None:
    """Of two files for one row neither is guessed to be the better one."""
    named: dict[str, list[NamedPicture]] = {}
    for picture in pictures:
        if picture.target:
            named.setdefault(picture.target.key, []).append(picture)
    for twins in named.values():
        if len(twins) == 1:
            continue
        for twin in twins:
            twin.target = None
            twin.refusal = twin_refusal([other.path for other in twins if other is not twin])


def twin_refusal(others: list[str]) -> dict[str, str]:
    said = {"others": ", ".join(others)}
    return both_translations(lambda: _("The ZIP has another picture of the same: %(others)s.") % said)
