"""The cell of an exhibitor's stands: each is a row below the exhibitor's, kept, added or taken away."""

from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from expo.exhibition import shared_stands
from expo.grid.columns import LinksCell
from expo.grid.entries import RowEntries
from expo.imports.lists.lookups.references import References
from expo.imports.lists.lookups.stands import StandRegister
from expo.imports.lists.problems import CellProblem
from expo.models import Booth, Participation

THROUGH = Booth.participations.through


class StandsCell(LinksCell):
    """Stands as people write them, like N3 E07; in the exhibitor's hall where none is written."""

    def words(self, value: Any, known: References) -> str:
        return str(value)

    def is_in(self, entries: RowEntries) -> bool:
        return THROUGH in entries.below

    def clear(self, entries: RowEntries) -> None:
        self.put_keys(entries, {})

    def put(self, entries: RowEntries, value: Any, known: References) -> None:
        register: StandRegister = known.found["stand_register"]["all"]
        hall = getattr(entries.row, "hall", None)
        wanted = {}
        for label in register.read(value, hall.code if hall else ""):
            booth = known.booths.get(label)
            if booth is None:
                raise CellProblem(_("There is no stand “%(found)s” in this edition."), found=label)
            wanted[str(booth.pk)] = booth
        self.put_keys(entries, wanted)

    def keep_as_typed(self, entries: RowEntries, digest: str) -> None:
        """Somebody has said that the exhibitors share those stands that another has for itself."""
        row = cast(Participation, entries.row)
        for number in range(entries.rows_below(THROUGH)):
            key = entries.get(entries.name_below(THROUGH, number, "booth"))
            booth = Booth.objects.filter(pk=key or 0).first()
            if booth is not None and shared_stands.neighbours(row, booth):
                entries.set(entries.name_below(THROUGH, number, "shared"), "on")

    def put_keys(self, entries: RowEntries, wanted: dict[str, Booth]) -> None:
        there = set()
        for number in range(entries.rows_below(THROUGH)):
            key = entries.get(entries.name_below(THROUGH, number, "booth"))
            there.add(key)
            if key not in wanted:
                entries.delete_below(THROUGH, number)
        for key, booth in wanted.items():
            if key not in there:
                # That it is shared already is said again, or it would be taken back.
                shared = {"shared": "on"} if booth.shared else {}
                entries.add_below(THROUGH, {"booth": key} | shared)
