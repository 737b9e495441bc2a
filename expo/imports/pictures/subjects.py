"""What a picture can be of, by the name of its file: an organisation, a person, an exhibit, a launch, a hall."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from expo.exhibition.organisation_visibility import data_entry_condition
from expo.i18n.kept_texts import both_translations
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.lookups.organisation_register import (
    OrganisationRegister,
    organisation_label,
    organisation_names,
)
from expo.imports.pictures.file_names import name_key
from expo.models import Edition, Exhibit, Hall, Launch, Organisation, Person


class PictureSubject(ABC):
    """Rows of one kind by what files may be called. `folders`: names of folders whose files are of this kind."""

    slug: ClassVar[str]
    model: ClassVar[type[Model]]
    column: ClassVar[str] = "picture"
    title: ClassVar[LazyText]
    folders: ClassVar[tuple[str, ...]]

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @abstractmethod
    def rows(self) -> QuerySet:
        """Those that staff who bring pictures may know of."""

    @abstractmethod
    def description(self, row: Any) -> str:
        """What is seen, in the active language, for whoever cannot see the picture."""

    def label(self, row: Any) -> str:
        """By which somebody tells it from others."""
        return " · ".join(filter(None, (row.name_zh, row.name_en)))

    def row_names(self, row: Any) -> Iterator[str]:
        yield from filter(None, (row.name_zh, row.name_en, getattr(row, "slug", "")))

    @cached_property
    def called(self) -> dict[str, list[Any]]:
        """By each name, in one width, case and script, without blanks."""
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self.rows():
            for key in dict.fromkeys(map(name_key, self.row_names(row))):
                found[key].append(row)
        return found

    def find(self, name: str) -> list[Any]:
        return self.called.get(name_key(name), [])

    def nearly(self, name: str) -> list[Any]:
        """Those that may be meant where none is called so."""
        return []

    def descriptions(self, row: Any) -> dict[str, str]:
        """For the picture's columns."""
        told = both_translations(lambda: self.description(row))
        return {"alt_en": told["en"][:250], "alt_zh": told["zh"][:250]}


class Logos(PictureSubject):
    slug, model, column = "logos", Organisation, "logo"
    title = gettext_lazy("Logo")
    folders = ("logo", "logos", "标志", "標誌", "徽标", "商标", "企业标志", "参展商")

    @cached_property
    def register(self) -> OrganisationRegister:
        return OrganisationRegister()

    def rows(self) -> QuerySet:
        return Organisation.objects.filter(data_entry_condition())

    def label(self, row: Any) -> str:
        return organisation_label(row)

    def description(self, row: Any) -> str:
        return _("Logo of %(name)s") % {"name": row}

    def find(self, name: str) -> list[Any]:
        by_code = self.register.codes.get(name.strip().upper())
        if by_code is not None:
            return [by_code]
        return self.register.bearers(name)

    def nearly(self, name: str) -> list[Any]:
        return self.register.likely_bearers(name)

    def row_names(self, row: Any) -> Iterator[str]:
        for called, _standing in organisation_names(row):
            yield called


class Portraits(PictureSubject):
    slug, model, column = "portraits", Person, "portrait"
    title = gettext_lazy("Portrait")
    folders = ("portrait", "portraits", "people", "speakers", "guests", "照片", "头像", "肖像", "嘉宾", "人物")

    def rows(self) -> QuerySet:
        return Person.objects.all()

    def description(self, row: Any) -> str:
        return _("Portrait of %(name)s") % {"name": row}

    def row_names(self, row: Any) -> Iterator[str]:
        yield from super().row_names(row)
        # Families stand first in one country and last in another.
        first, *rest = row.name_en.split() or [""]
        if rest:
            yield " ".join((*rest, first))


class OfEdition(PictureSubject):
    """Of the edition whose pictures are brought."""

    def rows(self) -> QuerySet:
        return self.model._default_manager.filter(edition=self.edition)

    def description(self, row: Any) -> str:
        return str(row)


class Exhibits(OfEdition):
    slug, model = "exhibits", Exhibit
    title = gettext_lazy("Exhibit")
    folders = ("exhibits", "products", "展品", "产品")


class Launches(OfEdition):
    slug, model = "launches", Launch
    title = pgettext_lazy("what a picture is of", "Launch")
    folders = ("launches", "首发", "新品首发", "发布")


class Halls(OfEdition):
    slug, model = "halls", Hall
    title = gettext_lazy("Hall")
    folders = ("halls", "展馆", "展厅")

    def label(self, row: Any) -> str:
        return " · ".join(filter(None, (row.code, super().label(row))))

    def row_names(self, row: Any) -> Iterator[str]:
        yield row.code
        yield from super().row_names(row)


def picture_subjects(edition: Edition) -> dict[str, PictureSubject]:
    """By their slugs, the likeliest first."""
    found: dict[str, PictureSubject] = {}
    for kind in (Logos, Portraits, Exhibits, Launches, Halls):
        found[kind.slug] = kind(edition)
    return found


def subjects_of_folder(path: str, subjects: Iterable[PictureSubject]) -> list[PictureSubject]:
    """Those that a folder above the file names; all where none does."""
    folders = {name_key(part) for part in PurePosixPath(path).parts[:-1]}
    every = list(subjects)
    named = [each for each in every if folders.intersection(map(name_key, each.folders))]
    return named or every
