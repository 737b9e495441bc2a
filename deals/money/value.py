"""An amount of money as the project keeps it."""

import re
from dataclasses import dataclass

CODE = re.compile(r"[A-Z]{3}")


class CurrencyMismatch(TypeError):
    """Two currencies met where only one can be meant."""


@dataclass(frozen=True, slots=True)
class Money:
    """Whole minor units (fen, cents; yen have none smaller) of a currency given by its ISO 4217 code."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"Minor units are an int, not {type(self.minor).__name__}.")
        if not CODE.fullmatch(self.currency):
            raise ValueError(f"{self.currency!r} is not a currency code of three capitals.")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self.same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self.same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self.same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self.same(other)

    def same(self, other: "Money") -> int:
        """The other's minor units. Raises CurrencyMismatch unless it is money of this currency."""
        if not isinstance(other, Money) or other.currency != self.currency:
            raise CurrencyMismatch(f"{self} and {other} do not add up or compare.")
        return other.minor
