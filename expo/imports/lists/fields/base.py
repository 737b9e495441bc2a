"""What every field of a list has in common: a plain column of a model, said as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from expo.db.columns import find_column
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.lookups.references import References
from expo.imports.lists.sheets.cells import cell_text, is_not_yet_known
from expo.models import Edition
from expo.spreadsheets.cells import Value


@dataclass(frozen=True, kw_only=True)
class ListColumn:
    """A column of a list, and the column of a model that it fills.

    `words`: what heads it in Chinese and English, written without blanks, which part them. A `value` is plain JSON, the
    same for the same contents, whether it comes from a cell or from the database; None: nothing is said.
    `names`: it is one of those that tell which row is meant; another spelling changes nothing.
    `stays`: as well what a list once found as it says it: whoever entered that by hand has it their way.
    """

    model: type[Model]
    column: str
    words: str
    name: str = ""
    heading: LazyText = ""
    required: bool = False
    names: bool = False
    stays: bool = False
    private: bool = False
    # What a row that the list makes holds where the list says nothing.
    default: Any = None
    # What a cell of it may hold.
    hint: ClassVar[LazyText] = _("A text.")

    @property
    def key(self) -> str:
        return self.name or self.column

    @property
    def label(self) -> str:
        return capfirst(str(self.heading or find_column(self.model, self.column).verbose_name))

    def read(self, cell: Value, known: References) -> Any:
        """The value, None for an empty cell. Raises CellProblem."""
        text = cell_text(cell)
        if not text or self.leaves_open(text):
            return None
        return self.parse(text, known)

    def leaves_open(self, cell: Value) -> bool:
        """Whether a cell says that nobody knows yet, like 待定 or TBD, which is as if nothing stood there.

        In a name it is what somebody calls a row.
        """
        return not (self.names or self.required) and is_not_yet_known(cell)

    def is_aside(self, cell: Value) -> bool:
        """Whether a cell only adds to what another column says of the field, like the name of a day to its date."""
        return False

    def check_aside(self, value: Any, aside: Value, known: References) -> None:
        """Raises CellProblem where such a cell does not fit the value."""

    def parse(self, text: str, known: References) -> Any:
        return text

    def stored(self, row: Model, known: References) -> Any:
        """The value that the row holds."""
        return getattr(row, self.column)

    def assign(self, row: Model, value: Any, known: References) -> None:
        """Give the row the value, unsaved."""
        setattr(row, self.column, value)

    def named_rows(self, known: References) -> Mapping[str, Any]:
        """The rows that its values may name, by these: what a person reads of a value is what its row is called."""
        return {}

    def hint_text(self) -> str:
        """What a cell of it may hold, in the active language."""
        return str(self.hint)

    def example(self, edition: Edition) -> str:
        """What a row that shows how to fill in the list has here, where the kind says nothing else."""
        return ""

    def words_of(self, value: Any) -> str:
        """A value, or one of several, as a person reads it in the active language."""
        return str(value)

    def is_empty(self, value: Any) -> bool:
        return value in (None, "", [])

    def combine(self, standing: Any, value: Any) -> Any:
        """What a row is given that no list has filled before."""
        return value

    def columns(self) -> tuple[str, ...]:
        """Those that a bulk write must name."""
        return (self.column,)
