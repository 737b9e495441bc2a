"""Fields of text: a line, several lines, an address of the web or of mail, a code."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from expo.db.columns import find_column
from expo.db.web_addresses import WEB
from expo.i18n.characters import printable, printable_line
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields.base import ListColumn
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.spreadsheets.cells import LinkedText, Value

SIDES = "NESW"
# Who writes these means an address: what an overtyped cell led to before is none of it.
MEANT_AS_ADDRESS = re.compile("[@.。]|://")
MAIL = re.compile("mailto:([^?]*)", re.IGNORECASE)


def linked_address(target: str) -> str:
    """Where a link leads, of the web or of mail; of mail without the letter that it begins."""
    found = MAIL.match(target)
    return found[1] if found else target


@dataclass(frozen=True, kw_only=True)
class LineColumn(ListColumn):
    """One line, no longer than its column."""

    hint: ClassVar[LazyText] = _("One line.")

    def hint_text(self) -> str:
        limit = None
        if type(self).hint is LineColumn.hint:
            limit = find_column(self.model, self.column).max_length
        if not limit:
            return super().hint_text()
        return gettext("One line of %(limit)s characters at most.") % {"limit": limit}

    def parse(self, text: str, known: References) -> Any:
        line = " ".join(printable_line(text).split())
        limit = find_column(self.model, self.column).max_length
        if limit and len(line) > limit:
            raise CellProblem(_("It is longer than %(limit)s characters."), limit=limit)
        return line


@dataclass(frozen=True, kw_only=True)
class SlugColumn(LineColumn):
    """The address that a row bears; which one it means, or is to bear when it is new, the kind's matcher knows.

    The row that is there keeps its own: visitors follow it.
    """

    column: str = "slug"
    words: str = "短地址 slug"
    hint: ClassVar[LazyText] = _("Letters, digits and hyphens; empty for one that is made of the name.")

    def parse(self, text: str, known: References) -> Any:
        line = super().parse(text, known)
        if not re.fullmatch(r"[-a-zA-Z0-9_]+", line):
            raise CellProblem(_("“%(found)s” is no address: write letters, digits and hyphens."), found=text)
        return line


@dataclass(frozen=True, kw_only=True)
class TextColumn(ListColumn):
    """Any number of lines."""

    hint: ClassVar[LazyText] = _("A text of any number of lines.")

    def parse(self, text: str, known: References) -> Any:
        return printable(text).strip()


@dataclass(frozen=True, kw_only=True)
class AddressColumn(LineColumn):
    """An address that the column's own checks pass; of the web, also without its beginning."""

    hint: ClassVar[LazyText] = _("An address of the web or of mail.")

    def read(self, cell: Value, known: References) -> Any:
        """Of words that are not meant as an address, where they lead."""
        try:
            return super().read(cell, known)
        except CellProblem:
            if not isinstance(cell, LinkedText) or MEANT_AS_ADDRESS.search(unicodedata.normalize("NFKC", cell)):
                raise
        return self.parse(linked_address(cell.target), known)

    def parse(self, text: str, known: References) -> Any:
        # No address has signs as wide as Chinese characters.
        line = super().parse(unicodedata.normalize("NFKC", text), known)
        if self.column == "website" and "://" not in line:
            line = f"https://{line}"
        if self.column == "website" and not re.fullmatch(WEB, line):
            raise CellProblem(_("“%(found)s” is no such address."), found=text)
        try:
            find_column(self.model, self.column).run_validators(line)
        except ValidationError as error:
            if self.private:
                raise CellProblem(_("What stands here is no such address.")) from error
            raise CellProblem(_("“%(found)s” is no such address."), found=text) from error
        return line


@dataclass(frozen=True, kw_only=True)
class CodeColumn(LineColumn):
    """In capitals and without blanks; `shape`: what the column's constraint demands."""

    shape: str = ""
    hint: ClassVar[LazyText] = _("A code, in capitals.")

    def parse(self, text: str, known: References) -> Any:
        code = "".join(unicodedata.normalize("NFKC", text).split()).upper()
        if self.shape and not re.fullmatch(self.shape, code):
            raise CellProblem(_("“%(found)s” is no such code."), found=text)
        return code


@dataclass(frozen=True, kw_only=True)
class SidesColumn(LineColumn):
    """The sides that a stand is open to, as letters in the order of the column's constraint."""

    hint: ClassVar[LazyText] = _("The open sides as letters, like NE.")

    def parse(self, text: str, known: References) -> Any:
        letters = "".join(unicodedata.normalize("NFKC", text).split()).upper()
        sides = "".join(side for side in SIDES if side in letters)
        if sorted(letters) != sorted(sides):
            raise CellProblem(_("“%(found)s” names no open sides: write them as letters, like NE."), found=text)
        return sides
