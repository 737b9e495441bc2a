"""One value for a field of many rows: what it would change from what, whom it leaves, and why."""

import copy
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet, TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.admin.forms import is_of_edition
from expo.db.columns import select_required
from expo.db.constraints import races_as_validation
from expo.i18n.lazy_text import LazyText
from expo.models.operations import Verb
from expo.recovery.operations import begin_operation, note_changes, note_link_changes
from expo.recovery.snapshots import linked_keys, replace_links
from expo.web.edition_choice import edition_of


class How(TextChoices):
    """What becomes of what a row has already, where it can have several."""

    ADD = "add", gettext_lazy("add these")
    TAKE = "take", gettext_lazy("take these away")
    REPLACE = "replace", gettext_lazy("these and no others")


@dataclass
class FieldOutcome:
    """What a change of a field did, or would do.

    `changed`: the rows; `counts`: how many went from what to what, in words; `same`: how many had the value already;
    `elsewhere`: how many are of another edition than the value; `refused`: rows that no rule lets have it, and why.
    """

    changed: list[Model] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    same: int = 0
    elsewhere: int = 0
    refused: list[tuple[Model, str]] = field(default_factory=list)


@dataclass(frozen=True)
class FieldChange:
    """`value`: what the field is to hold: of several, a list of rows, and `how` they are given."""

    column: Field
    value: Any
    how: str = How.REPLACE

    @property
    def is_several(self) -> bool:
        return isinstance(self.column, ManyToManyField)

    @property
    def done(self) -> LazyText:
        """What the rows then are, in any language."""
        sign = {How.ADD: "+", How.TAKE: "−"}.get(How(self.how), "→")
        if not self.is_several:
            sign = "→"
        return format_lazy("{} {} {}", self.column.verbose_name, sign, value_words(self.column, self.value))

    @transaction.atomic
    def apply(self, rows: QuerySet, by: User | None) -> FieldOutcome:
        """Give the rows the value, as one step that can be undone."""
        outcome = FieldOutcome()
        locked = rows.model.objects.filter(pk__in=rows.order_by().values("pk"))
        locked = select_required(locked).order_by("pk").select_for_update(of=("self",))
        fitting = self.fitting_rows(list(locked), outcome)
        if self.is_several:
            self.give_links(fitting, by, outcome)
        else:
            self.give_value(fitting, by, outcome)
        return outcome

    def fitting_rows(self, rows: Sequence[Model], outcome: FieldOutcome) -> list[Model]:
        """Those of the rows that are of the same edition as the value, where it is of one."""
        fitting = []
        values = self.value
        if not self.is_several:
            values = [self.value]
        for row in rows:
            edition = edition_of(row)
            if edition is None or all(is_of_edition(edition, value) for value in values):
                fitting.append(row)
            else:
                outcome.elsewhere += 1
        return fitting

    def give_value(self, rows: Sequence[Model], by: User | None, outcome: FieldOutcome) -> None:
        wanted = key_of(self.value)
        changing = [row for row in rows if getattr(row, self.column.attname) != wanted]
        outcome.same = len(rows) - len(changing)
        outcome.changed = self.write_value(self.allowed_rows(changing, outcome), outcome)
        for row in outcome.changed:
            before = getattr(row, self.column.name)
            outcome.counts[value_words(self.column, before), value_words(self.column, self.value)] += 1
        if outcome.changed:
            operation = begin_operation(Verb.CHANGE, type(rows[0]), self.done, len(outcome.changed), by)
            note_changes(operation, outcome.changed, self.column.name, wanted)

    def allowed_rows(self, rows: Iterable[Model], outcome: FieldOutcome) -> list[Model]:
        """Those of the rows that their own rules let have the value."""
        allowed = []
        for row in rows:
            changed = copy.copy(row)
            setattr(changed, self.column.name, self.value)
            try:
                changed.clean()
            except ValidationError as refusal:
                outcome.refused.append((row, " ".join(refusal.messages)))
            else:
                allowed.append(row)
        return allowed

    def write_value(self, rows: list[Model], outcome: FieldOutcome) -> list[Model]:
        """Write all at once; where the database refuses one of them, each by itself."""
        if not rows or not self.refusal_of(rows):
            return rows
        written = []
        for row in rows:
            if refusal := self.refusal_of([row]):
                outcome.refused.append((row, refusal))
            else:
                written.append(row)
        return written

    def refusal_of(self, rows: list[Model]) -> str:
        """Why the database does not let these rows have the value; empty where they have it now."""
        model = type(rows[0])
        try:
            with races_as_validation(model):
                model._default_manager.filter(pk__in=[row.pk for row in rows]).update(**{self.column.name: self.value})
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        return ""

    def give_links(self, rows: Sequence[Model], by: User | None, outcome: FieldOutcome) -> None:
        wanted = [row.pk for row in self.value]
        before = linked_keys(rows, self.column.name)
        after: dict[Any, list] = {}
        for row in rows:
            keys = self.combined_keys(before[row.pk], wanted)
            if sorted(keys) == sorted(before[row.pk]):
                outcome.same += 1
            else:
                after[row.pk] = keys
                outcome.changed.append(row)
        if not outcome.changed:
            return
        outcome.counts["", str(self.done)] = len(outcome.changed)
        operation = begin_operation(Verb.CHANGE, type(rows[0]), self.done, len(outcome.changed), by)
        note_link_changes(operation, outcome.changed, self.column.name, before, after)
        replace_links(outcome.changed, self.column.name, after)

    def combined_keys(self, before: list, wanted: list) -> list:
        if self.how == How.ADD:
            return [*before, *(key for key in wanted if key not in before)]
        if self.how == How.TAKE:
            return [key for key in before if key not in wanted]
        return list(wanted)


def key_of(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    return value


def value_words(column: Field, value: Any) -> str:
    """What a field holds, as people say it, in the active language."""
    if value is None or value == "" or value == []:
        return _("none")
    if isinstance(column, ManyToManyField):
        return ", ".join(str(row) for row in value)
    if isinstance(column, ForeignKey):
        return str(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(column.flatchoices).get(value, value))
