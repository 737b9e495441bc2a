"""The cell of an exhibitor's stands: each is a row below the exhibitor's, kept, added or taken away."""

from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from expo.exhibition import shared_stands
from expo.grid.columns import BETWEEN, LinksCell
from expo.grid.entries import RowEntries
from expo.imports.lists.lookups.references import References
from expo.imports.lists.lookups.stands import StandRegister
from expo.imports.lists.problems import CellProblem
from expo.models import Booth, Participation

THROUGH = Booth.participations.through


class StandsCell(LinksCell):
    """Stands as people write them, like N3 E07; in the exhibitor's hall where none is written."""

    reads_others = True

    def words(self, value: Any, known: References) -> str:
        return str(value)

    def is_in(self, entries: RowEntries) -> bool:
        return THROUGH in entries.below

    def fill(self, entries: RowEntries, text: str, known: References, base: str = "") -> None:
        """Only what was added and taken away: a stand that the row was given meanwhile stays."""
        wanted = self.named_booths(entries, text, known)
        stood = {str(known.booths[label].pk) for label in base.split(BETWEEN) if label in known.booths}
        there = set()
        for number in range(entries.rows_below(THROUGH)):
            key = entries.get(entries.name_below(THROUGH, number, "booth"))
            if key in stood and key not in wanted:
                entries.delete_below(THROUGH, number)
            there.add(key)
        for key, booth in wanted.items():
            if key not in there and key not in stood:
                # That it is shared already is said again, or it would be taken back.
                shared = {"shared": "on"} if booth.shared else {}
                entries.add_below(THROUGH, {"booth": key} | shared)

    def named_booths(self, entries: RowEntries, text: str, known: References) -> dict[str, Booth]:
        """Those that a text names, by their keys. Raises CellProblem."""
        value = self.field.read(text, known)
        if value is None:
            return {}
        register: StandRegister = known.found["stand_register"]["all"]
        named = {}
        for label in register.read(value, entered_hall(entries, known)):
            booth = known.booths.get(label)
            if booth is None:
                raise CellProblem(_("There is no stand “%(found)s” in this edition."), found=label)
            named[str(booth.pk)] = booth
        return named

    def keep_as_typed(self, entries: RowEntries, digest: str) -> None:
        """Somebody has said that the exhibitors share those stands that another has for itself."""
        row = cast(Participation, entries.row)
        for number in range(entries.rows_below(THROUGH)):
            key = entries.get(entries.name_below(THROUGH, number, "booth"))
            booth = Booth.objects.filter(pk=key or 0).first()
            if booth is not None and shared_stands.neighbours(row, booth):
                entries.set(entries.name_below(THROUGH, number, "shared"), "on")


def entered_hall(entries: RowEntries, known: References) -> str:
    """The sign of the hall that stands in the form, as it is stored or typed beside the stands; "" for none."""
    chosen = entries.get("hall")
    for hall in known.halls.values():
        if str(hall.pk) == chosen:
            return hall.code
    return ""
