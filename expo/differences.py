"""What versions of one thing say differently: field by field, and row by row. The one definition of both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", int, str)


@dataclass(frozen=True)
class FieldDifference:
    """A field, and what each version says there, the earliest first. The field is named in words where people read it.

    `money`: it tells an amount, which is masked before it is typed again.
    """

    field: str
    said: tuple[Any, ...]
    money: bool = False

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return any(value != self.said[0] for value in self.said)

    @property
    def before(self) -> Any:
        return self.said[0]

    @property
    def now(self) -> Any:
        return self.said[-1]

    @property
    def disputed(self) -> bool:
        """Whether the newest two versions differ: what is saved, and what is typed over it."""
        return self.said[-2] != self.said[-1]


@dataclass(frozen=True)
class RowDifferences(Generic[Key]):
    """The keys, in order, of rows that came, that went, and that are in both versions and say something else."""

    new: list[Key]
    gone: list[Key]
    changed: list[Key]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)


def real_differences(fields: Iterable[FieldDifference]) -> list[FieldDifference]:
    """Those of the fields in which the versions do not all say the same."""
    return [field for field in fields if field]


def compare_rows(before: Mapping[Key, Any], now: Mapping[Key, Any]) -> RowDifferences[Key]:
    """Of two versions of a list: by a row's key, what it says."""
    changed = [key for key in before if key in now and before[key] != now[key]]
    return RowDifferences(sorted(now.keys() - before.keys()), sorted(before.keys() - now.keys()), sorted(changed))
