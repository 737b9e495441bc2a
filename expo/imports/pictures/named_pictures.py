"""A file of a ZIP with what is known of it: whose picture it is, who may be meant, what somebody said."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from expo.imports.pictures.archive import ArchivedFile
from expo.imports.pictures.subjects import PictureSubject

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
    """A file. `target`: whose picture it is; else it is asked, where there are `choices`, or left out, for a `reason`.

    `said`: whose it is, as somebody typed it; `picked`: the key of the choice that somebody took; `nameable`: somebody
    may say whose it is.
    """

    file: ArchivedFile
    path: str
    said: str = ""
    picked: str = ""
    target: PictureTarget | None = None
    choices: list[PictureTarget] = field(default_factory=list)
    reason: dict[str, str] = field(default_factory=dict)
    nameable: bool = False

    @property
    def answered(self) -> bool:
        """Whether somebody, and not the name of the file, says whose it is."""
        return bool(self.said or self.picked)

    def known_target(self) -> PictureTarget:
        if self.target is None:
            raise ValueError(self.path)
        return self.target


@dataclass(frozen=True)
class PictureAnswers:
    """By the path of a file: `picks`, keys of targets; `names`: whose it is, as somebody typed it."""

    picks: dict[str, str]
    names: dict[str, str]


def answers_of(mapping: dict[str, Any] | None) -> PictureAnswers:
    told = mapping or {}
    return PictureAnswers(told.get("picks", {}), told.get("names", {}))
