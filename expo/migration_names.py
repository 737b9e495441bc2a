"""What migrations name from the code of this app: it stays here under these names for good.

A migration of years ago runs in every new database, so whatever it names must be found for as long as it exists.
Nothing of the project is imported here and nothing is taken out; the body of a function may change with its rule.
"""

import logging
import zoneinfo
from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, Model, QuerySet
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


def picture_storage() -> Storage:
    """Where pictures lie; no web server hands them out unasked."""
    return storages["pictures"]


def known_timezone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone; write one like Asia/Shanghai."), params={"name": name})


class CreateModels(Operation):
    """Creates many models at once, each after those it refers to.

    Django makes every related model anew after each single CreateModel, which takes most of the time that a new
    database takes; here it does so once for all of them.
    """

    serialization_expand_args = ["models"]

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"models": self.models}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "Create models " + ", ".join(model.name for model in self.models)


def part(rows: QuerySet, field: str, *within: str) -> None:
    """Give all but the oldest of such rows an address of their own, like hall-a-2, and say so in the log."""
    alike: dict[tuple, list[Model]] = defaultdict(list)
    taken = set()
    for row in rows.order_by("pk"):
        place = tuple(getattr(row, name) for name in within)
        alike[*place, getattr(row, field).lower()].append(row)
        taken.add((*place, getattr(row, field).lower()))
    for key, (_first, *others) in alike.items():
        for row in others:
            rename(row, field, key[:-1], taken)


def rename(row: Model, field: str, place: tuple, taken: set[tuple]) -> None:
    old = getattr(row, field)
    column = cast(Field, row._meta.get_field(field))
    stem = old[: (column.max_length or 0) - 4].rstrip("-_")
    new = next(name for n in count(2) if (*place, (name := f"{stem}-{n}").lower()) not in taken)
    taken.add((*place, new.lower()))
    type(row)._default_manager.filter(pk=row.pk).update(**{field: new})
    told = (row._meta.verbose_name, row.pk, old, new)
    logger.warning("%s %s: the address %s differed from another by capitals only; it is %s now.", *told)
