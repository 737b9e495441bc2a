"""Who signed, by the cells of a row: the host on the first side and the investor on the second, or all in one cell."""

import re

from deals.imports.entries import EntrySide
from deals.imports.errors import RowProblem
from deals.imports.reference_lookup import ReferenceLookup
from deals.imports.sheets.cells import fold_text, split_list
from deals.imports.sheets.no_amount import NAMELESS, fold_word
from deals.imports.sheets.row.cells import RowCells
from deals.models.terms import PartyRole, Side
from expo.i18n.hanzi import fold_hanzi
from expo.models import Region
from expo.spreadsheets.cells import Number, is_empty

NAME = 200
SIDED = re.compile(r"^[甲乙丙丁]方\s*[:：]\s*")
BUYER = re.compile("采购|需方|买方|uyer")
Names = tuple[str | Region, ...]


class PartyReader:
    """Each method raises RowProblem at the first thing in doubt."""

    def __init__(self, cells: RowCells, known: ReferenceLookup) -> None:
        self.cells, self.known = cells, known

    def sides(self, country: Region | None, destination: Region | None) -> tuple[EntrySide, ...]:
        """`country`: stands for an investor whom nobody names; `destination`, else the expo's own place, for a host."""
        if self.cells.text("parties"):
            return self.sides_in_one_cell()
        hosts, investors = self.names("host"), self.names("investor")
        if not hosts:
            hosts = present_names(destination or self.known.home)
        if not investors:
            investors = present_names(country)
        self.refuse_one_sided(hosts, investors)
        host_role, investor_role = PartyRole.HOST, PartyRole.INVESTOR
        if BUYER.search(fold_hanzi(self.cells.label("host"))):
            host_role, investor_role = PartyRole.BUYER, PartyRole.SELLER
        return (EntrySide(Side.A, host_role, hosts), EntrySide(Side.B, investor_role, investors))

    def refuse_one_sided(self, hosts: Names, investors: Names) -> None:
        label = self.cells.label("investor")
        if not hosts or not investors:
            raise RowProblem("no_parties", label, found=str(bool(hosts) + bool(investors)))
        on_both = {*map(party_key, hosts)} & {*map(party_key, investors)}
        if on_both:
            raise RowProblem("same_party", label, found=min(on_both))

    def sides_in_one_cell(self) -> tuple[EntrySide, ...]:
        names = self.names("parties")
        if not 2 <= len(names) <= len(Side.values):
            raise RowProblem("no_parties", self.cells.label("parties"), found=str(len(names)))
        sides = []
        for side, name in zip(Side.values, names, strict=False):
            sides.append(EntrySide(side, PartyRole.PARTNER, (name,)))
        return tuple(sides)

    def names(self, field: str) -> Names:
        """The organisations of a cell; the bare name of a district stands for it."""
        value = self.cells.value(field)
        if is_empty(value) or isinstance(value, Number):
            return ()
        names: dict[str, None] = {}
        for part in split_list(str(value).strip()):
            name = " ".join(SIDED.sub("", part).split())
            if len(name) > NAME:
                raise RowProblem("name_too_long", self.cells.label(field), limit=NAME)
            if is_name(name):
                names[name] = None
        return tuple(self.known.destination(name) or name for name in names)


def present_names(region: Region | None) -> Names:
    if region is None:
        return ()
    return (region,)


def is_name(text: str) -> bool:
    return fold_word(text) not in NAMELESS and any(map(str.isalnum, text))


def party_key(who: str | Region) -> str:
    if isinstance(who, str):
        return fold_text(who)
    return fold_text(who.code)
