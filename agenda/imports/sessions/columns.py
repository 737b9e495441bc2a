"""The columns of lists of sessions that lead to other rows, or say when: more than a column of the model by itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agenda.imports.session_kinds import telling_kind
from agenda.models import Session, SessionRole
from expo.exhibition.organisation_visibility import data_entry_condition
from expo.i18n.languages import HAN
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields import ChoiceColumn, LineColumn, LinkColumn
from expo.imports.lists.lookups.links import LinkTable
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.sheets.cells import fold_words, split_list
from expo.models import Organisation

OPENS, CLOSES = re.compile("[(（]"), re.compile("[)）]")

# A code, as sessions keep it; and words for the languages that programmes name.
CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
LANGUAGES = {
    fold_words(word): codes
    for codes, words in {
        "zh": "中文 汉语 普通话 国语 chinese mandarin",
        "en": "英文 英语 english",
        "zh,en": "中英 中英文 中英双语 中英文双语 双语 中英同传 中英文同传 中英互译 bilingual",
        "ja": "日文 日语 japanese",
        "ko": "韩文 韩语 korean",
        "fr": "法文 法语 french",
        "de": "德文 德语 german",
        "ru": "俄文 俄语 russian",
        "es": "西班牙文 西班牙语 spanish",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, kw_only=True)
class FoundColumn(LineColumn):
    """A row of the edition by its address; which one a name means, the kind's matcher knows. `among`: of `found`."""

    among: str
    hint: ClassVar[LazyText] = _("By its name; what is listed here stands above it.")

    def parse(self, text: str, known: References) -> Any:
        return text

    def stored(self, row: Any, known: References) -> Any:
        slugs = known.names_of_links(self.key, self.found_names)
        return slugs.get(getattr(row, f"{self.column}_id"), "")

    def named_rows(self, known: References) -> Mapping[str, Any]:
        return known.found[self.among]

    def found_names(self, known: References) -> dict[int, str]:
        return {row.pk: slug for slug, row in known.found[self.among].items() if row.pk is not None}

    def assign(self, row: Any, value: Any, known: References) -> None:
        setattr(row, self.column, known.found[self.among][value])


@dataclass(frozen=True, kw_only=True)
class LanguagesColumn(LineColumn):
    """The codes of languages, from codes or from words in either language."""

    hint: ClassVar[LazyText] = _("Codes like zh,en, or words like Chinese and English.")

    def parse(self, text: str, known: References) -> Any:
        codes: list[str] = []
        for part in split_list(text, more=",，/+&和"):
            word = fold_words(part)
            if word not in LANGUAGES and not CODE.fullmatch(word):
                raise CellProblem(_("“%(found)s” is no language known here: write codes like zh,en."), found=part)
            codes += LANGUAGES.get(word, part).split(",")
        return ",".join(dict.fromkeys(codes))


@dataclass(frozen=True, kw_only=True)
class KindColumn(ChoiceColumn):
    """What it is: by a word that is a kind, or that tells of one; any other word is asked about."""

    def parse(self, text: str, known: References) -> Any:
        try:
            return super().parse(text, known)
        except CellProblem:
            kind = telling_kind(fold_words(text))
            if not kind:
                raise
            return kind

    def knows(self, text: str) -> bool:
        return super().knows(text) or bool(telling_kind(fold_words(text)))


@dataclass(frozen=True, kw_only=True)
class RoleColumn(LinkColumn):
    """Those who have a role, people or organisations, as they are named; whom names mean, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("Names, with semicolons between.")
    role: str
    holder: str = "person"
    source: str = "people"

    def parse(self, text: str, known: References) -> Any:
        """The names; what parts a list inside brackets parts none."""
        names: list[str] = []
        for part in split_list(text):
            if names and len(OPENS.findall(names[-1])) > len(CLOSES.findall(names[-1])):
                comma = "，" if HAN.search(part) else ", "
                names[-1] += comma + part
            else:
                names.append(part)
        return names

    def table(self) -> LinkTable:
        always: tuple[tuple[str, Any], ...] = (("role", self.role),)
        if self.holder == "person":
            return LinkTable(SessionRole, "session_id", "person_id", always, rank="order")
        known = Q(organisation__in=Organisation.objects.filter(data_entry_condition()))
        always += (("person", None),)
        return LinkTable(SessionRole, "session_id", "organisation_id", always, known, rank="order")

    def stored(self, row: Any, known: References) -> Any:
        names = known.names_of_links(self.key, self.linked_names)
        linked = known.stored_links(self.key, self.table()).get(row.pk, ())
        return [names[key] for key in linked]

    def combine(self, standing: Any, value: Any) -> Any:
        return [*dict.fromkeys([*(standing or []), *value])]

    def named_rows(self, known: References) -> Mapping[str, Any]:
        if self.holder == "person":
            return known.people
        return {}

    def linked_names(self, known: References) -> dict[int, str]:
        if self.holder == "person":
            return super().linked_names(known)
        return {row.pk: label for label, row in known.found["organisations"].items()}

    def linked_keys(self, value: Any, known: References) -> list[int]:
        if self.holder == "person":
            return super().linked_keys(value, known)
        return [known.found["organisations"][label].pk for label in value]


def role_column(role: str, heading: Any, words: str, holder: str = "person") -> RoleColumn:
    return RoleColumn(
        model=Session,
        column=f"roles.{role}",
        name=role,
        heading=heading,
        role=role,
        holder=holder,
        words=words,
    )
