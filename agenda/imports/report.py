"""What an import did or would do, as data that a page can show and a file can hold."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from agenda.imports.warnings import REFUSED, FileWarning, WarningKind

LONGEST = 160


class FieldChange(NamedTuple):
    """One field of one session that the file now says differently."""

    entry: str
    title: str
    field: str
    old: str
    new: str


class MissingSession(NamedTuple):
    """A session that came from this source and is not in its file any more. It stays."""

    entry: str
    title: str
    session: int


@dataclass
class ImportReport:
    source: str
    entries: int
    days: int
    rooms: int
    people: int = 0
    dry: bool = False
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    new_rooms: list[str] = field(default_factory=list)
    new_people: int = 0
    widened_to: str = ""
    oddities: list[FileWarning] = field(default_factory=list)
    changes: list[FieldChange] = field(default_factory=list)
    gone: list[MissingSession] = field(default_factory=list)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    # What the file says beside its entries and the edition has no place for.
    left_out: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For JSON. Sentences are made from `kind` where it is read, in the reader's language."""
        sessions = {name: getattr(self, name) for name in ("new", "changed", "unchanged", "refused")}
        sessions["gone"] = len(self.gone)
        return {
            "source": self.source,
            "dry_run": self.dry,
            "found": {"entries": self.entries, "days": self.days, "rooms": self.rooms, "people": self.people},
            "sessions": sessions,
            "new_rooms": self.new_rooms,
            "new_people": self.new_people,
            "widened_to": self.widened_to,
            "counts": self.oddity_counts(),
            "oddities": [each._asdict() | {"refused": each.kind in REFUSED} for each in self.oddities],
            "changes": [each._asdict() for each in self.changes],
            "gone": [each._asdict() for each in self.gone],
            "kinds": self.kind_rows(),
            "left_out": self.left_out,
        }

    def oddity_counts(self) -> dict[str, int]:
        """By kind, in the order of the kinds."""
        counted = Counter(oddity.kind for oddity in self.oddities)
        return {kind.value: counted[kind] for kind in WarningKind if counted[kind]}

    def kind_rows(self) -> list[dict[str, Any]]:
        rows = []
        for (written, kind), number in self.kinds.most_common():
            rows.append({"type": written, "kind": kind, "entries": number})
        return rows


def shorten_value(value: Any) -> str:
    """A value of a field in a line: the times of a session, the keys of its people, or a text's beginning."""
    text = str(value)
    if isinstance(value, list):
        text = " ".join(map(str, filter(None, value)))
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    return text


def has_no_effect(report: dict[str, Any]) -> bool:
    """Whether importing a file so reported would leave everything as it is."""
    sessions = report["sessions"]
    counted = (sessions["new"], sessions["changed"], sessions["gone"], report["new_people"])
    return not (any(counted) or report["new_rooms"] or report.get("widened_to"))


def warnings_by_kind(report: dict[str, Any]) -> list[dict[str, Any]]:
    """What was odd, by kind, worst first: `label`, `count`, and the `entries`."""
    labels = dict(WarningKind.choices)
    entries: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for oddity in report["oddities"]:
        entries[oddity["kind"]].append(oddity)
    rows = []
    for kind, count in report["counts"].items():
        rows.append({"label": labels.get(kind, kind), "count": count, "entries": entries[kind]})
    return rows
