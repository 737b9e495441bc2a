"""What a kind of list has to say: its table of fields, and which stored rows a line means."""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth import get_permission_codename
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.i18n.lazy_text import LazyText
from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import LinkColumn, ListColumn
from expo.imports.lists.items import ListItem
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import LineProblem
from expo.imports.lists.reading import ListedLine, ListReading
from expo.imports.lists.sheets.joint_cells import JointColumn
from expo.imports.lists.sheets.name_parts import NamePart
from expo.imports.lists.sheets.words import UNUSED, list_vocabulary
from expo.models import Edition
from expo.recovery.deletions import AT_ONCE
from expo.recovery.snapshots import every_row
from expo.spreadsheets.cells import Value
from expo.spreadsheets.labels import Vocabulary


@dataclass(frozen=True)
class Showing:
    """How rows that a list makes come to be seen: those are seen by nobody that hold this value by this lookup.

    `action`: the step on many rows in data entry that shows them, and what its button says; `then`: what follows.
    """

    drafts: tuple[str, str]
    action: str
    label: LazyText
    then: LazyText = ""


PUBLISHING = gettext_lazy("Publish them: look at what would change")
BY_STATUS = Showing(("status__in", "draft,confirmed"), "publish", PUBLISHING)
BY_SWITCH = Showing(("published__exact", "0"), "publish", PUBLISHING)


class Matcher(ABC):
    """Says which item a line is of. All that it needs is loaded once, by a few queries."""

    def __init__(self, known: References, answers: Answers) -> None:
        self.known, self.answers = known, answers

    def look_ahead(self, lines: Iterable[ListedLine]) -> None:  # noqa: B027
        """All lines, before the first of them is asked for."""

    @abstractmethod
    def item(self, line: ListedLine) -> ListItem | None:
        """The item, with its rows as stored or new; None where the line is in doubt, which it says of itself."""


class ListKind(ABC):
    """`models`: those that a line fills, the last of which it is a row of; written in this order.

    `places`: those that a run makes or changes besides, for rows that lead there.

    `bilingual`: by the stem of two fields the words that head either; `needed`: of these fields a header has one.
    """

    slug: ClassVar[str]
    title: ClassVar[LazyText]
    intro: ClassVar[LazyText]
    models: ClassVar[tuple[type[Model], ...]]
    places: ClassVar[tuple[type[Model], ...]] = ()
    fields: ClassVar[tuple[ListColumn, ...]]
    bilingual: ClassVar[dict[str, str]] = {}
    needed: ClassVar[frozenset[str]]
    # Fields of which a row is asked though no column of the list is theirs.
    asked_alone: ClassVar[frozenset[str]] = frozenset()
    # Whether a look tells `problems`, for which the rows are written and taken back.
    tells_problems: ClassVar[bool] = False
    # Whether nobody but who brought a list imports it.
    only_by_bringer: ClassVar[bool] = False
    # Whether its rows belong to an edition; else what lists said of them is known in every edition.
    of_edition: ClassVar[bool] = True
    # By model the columns that `finish_rows` derives.
    derived: ClassVar[dict[type[Model], tuple[str, ...]]] = {}
    # By field another one, to which words belong that the first does not know and the other does.
    other_fields: ClassVar[dict[str, str]] = {}
    # By field a word that heads it alone, and the field that this word means where another column heads the first.
    twice: ClassVar[dict[str, tuple[str, str]]] = {}
    # By field words of its headings that say it only where most cells below them do.
    told_by_cells: ClassVar[dict[str, str]] = {}
    # Stems whose further names in one language are kept as its aliases.
    aliased: ClassVar[frozenset[str]] = frozenset()
    # Fields whose cell two columns may say together, one in each language, as exports name organisations.
    pairs: ClassVar[tuple[str, ...]] = ()
    # Columns that together say the name of a person.
    name_parts: ClassVar[tuple[NamePart, ...]] = ()
    # What a column may mean, once somebody says so, whose cells each say several fields.
    joint_columns: ClassVar[tuple[JointColumn, ...]] = ()
    # Words of columns that its exports tell and that other kinds of list bring.
    beside: ClassVar[str] = ""
    # By field what a row that shows how to fill in the list says.
    examples: ClassVar[dict[str, str]] = {}
    # How visitors come to see its rows; None where a row is seen, or never is, as it comes.
    showing: ClassVar[Showing | None] = None
    # Headings that no other kind of list has, by which it is told from others.
    telling: ClassVar[frozenset[str]] = frozenset()

    @abstractmethod
    def matcher(self, known: References, answers: Answers) -> Matcher: ...

    @abstractmethod
    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        """All rows of the kind in the edition, with what `fields` say of them, in few queries."""

    @property
    def model(self) -> type[Model]:
        return self.models[-1]

    @cached_property
    def permissions(self) -> tuple[str, ...]:
        """To add and to change rows of whatever a run writes."""
        names = []
        for model in (*self.models, *self.places):
            for verb in ("add", "change"):
                names.append(f"{model._meta.app_label}.{get_permission_codename(verb, model._meta)}")
        return tuple(names)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return list_vocabulary((*self.fields, *self.name_parts), self.bilingual, self.pairs, self.beside)

    @cached_property
    def links(self) -> tuple[LinkColumn, ...]:
        return tuple(field for field in self.fields if isinstance(field, LinkColumn))

    @cached_property
    def private_fields(self) -> frozenset[str]:
        return frozenset(field.key for field in self.fields if field.private)

    def field(self, key: str) -> ListColumn | None:
        for field in self.fields:
            if field.key == key:
                return field
        return None

    def is_listed_by(self, fields: set[str], known: set[str] | frozenset[str] = frozenset()) -> bool:
        """Whether a header is of such a list; `known`: fields of its headings that this list may not take from them."""
        return bool(fields & self.needed) and len((fields | known) - {UNUSED}) > 1

    def needed_columns(self) -> str:
        labels = [field.label for field in self.fields if field.key in self.needed]
        return " / ".join(labels)

    def column_labels(self) -> dict[str, str]:
        """By field what it is called, in the active language; and what heads both languages of a text."""
        labels = {part.key: str(part.label) for part in self.name_parts}
        for joint in self.joint_columns:
            labels[joint.key] = str(joint.label)
        for field in self.fields:
            stem = field.key.removesuffix("_zh")
            if stem != field.key and stem in self.bilingual:
                labels[stem] = either_language(field.label)
            labels[field.key] = field.label
            if field.key in self.pairs:
                labels[f"{field.key}_zh"] = _("%(label)s, in Chinese") % {"label": field.label}
                labels[f"{field.key}_en"] = _("%(label)s, in English") % {"label": field.label}
        return labels

    def meanings(self, asked: Iterable[str]) -> list[str]:
        """The fields that a column may mean, and what says several of them together."""
        fields = list(asked)
        for joint in self.joint_columns:
            if set(joint.parts) <= set(fields):
                fields.append(joint.key)
        return fields

    def move_cells(  # noqa: B027
        self, line: ListedLine, by_field: dict[str, Value], known: References, answers: Answers
    ) -> None:
        """Put what a cell says of another field than that of its column there, before the cells are read."""

    def finish_rows(self, rows: list[Any], *, new: bool) -> None:  # noqa: B027
        """What is derived of rows that are about to be written."""

    def broken_rule(self, item: ListItem) -> LineProblem | None:
        """What the rows of the item may not say together, as they are about to be written."""
        return None

    def broken_rules(self, items: list[ListItem], reading: ListReading) -> Iterable[tuple[ListItem, LineProblem]]:
        """Of items, as they are about to be written, what they may not say, also beside each other."""
        for item in items:
            if broken := self.broken_rule(item):
                yield item, broken

    def further_rows(self, items: Iterable[ListItem], known: References) -> list[Model]:
        """Rows of other models that the list makes and that these items lead to, unsaved."""
        return []

    def made_names(self, items: Iterable[ListItem], known: References) -> dict[str, list[str]]:
        """What `further_rows` are called, by what the page of a run calls them."""
        return {}

    def create_rows(self, model: type[Model], rows: list[Any]) -> None:
        every_row(model).bulk_create(rows, AT_ONCE)

    def update_rows(self, model: type[Model], rows: Iterable[Any], columns: Iterable[str]) -> None:
        every_row(model).bulk_update(rows, columns, batch_size=100)

    def touch_rows(self, model: type[Model], keys: Collection[int]) -> None:  # noqa: B027
        """What follows where rows are linked otherwise, for the columns of their own that tell of it."""

    def settled_keys(self, model: type[Model], rows: Mapping[int, Any], noted: Mapping[int, Any]) -> set[int]:
        """Of rows that a run wrote those that may not become what was `noted` of them before it."""
        return set()

    def problems(self, edition: Edition, keys: set[int]) -> list[tuple[dict[str, str], tuple[int, ...]]]:
        """Of rows as they are written what is wrong with them beside others: a sentence in both languages, and keys."""
        return []

    def after_writing(self, items: Iterable[ListItem], known: References) -> None:  # noqa: B027
        """What follows from rows that are written."""


def either_language(label: str) -> str:
    """What is said of one language, of any: Name of Name (Chinese)."""
    return re.split(r"[(（]", label)[0].strip()
