"""Landing rates, by the formulas that Chinese investment bureaux publish, in whole numbers throughout."""

from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from deals.follow_up.stages import STANDINGS
from deals.models.follow_up import Stage
from deals.money import Money
from deals.money.rounding import round_half_away
from expo.i18n.dates import active_locale

STARTED = (Stage.STARTED, Stage.COMPLETED, Stage.IN_PRODUCTION)
REGISTERED = (Stage.REGISTERED, Stage.APPROVED, *STARTED)


@dataclass(frozen=True)
class LandingRate:
    """A share of the cohort. `digits` decimals are printed, halves away from zero (四舍五入)."""

    name: str
    numerator: int | None
    denominator: int | None
    digits: int = 1
    money: bool = False

    @property
    def units(self) -> int | None:
        """In units of the last printed decimal of a percentage; None: not known, never zero."""
        if self.numerator is None or not self.denominator:
            return None
        return round_half_away(self.numerator * 100 * 10**self.digits, self.denominator)

    @property
    def shown(self) -> str:
        """Like 91.9 %, as the active language writes it; empty where it is not known."""
        if self.units is None:
            return ""
        whole, rest = divmod(self.units, 10**self.digits)
        return f"{format_decimal(whole, locale=active_locale())}.{rest:0{self.digits}d}%"

    @property
    def hundredths(self) -> int | None:
        """In hundredths of a per cent, for drawings."""
        if self.units is None:
            return None
        return self.units * 10 ** (2 - self.digits)


@dataclass(frozen=True)
class LandingNumbers:
    """What a snapshot says: how many projects stand where, and the money, in minor units of `currency`.

    Sums are None where nothing of the kind was reported.
    """

    stages: dict[str, int]
    currency: str
    contract_minor: int | None
    funds_minor: int | None
    undisclosed: int
    rate_missing: int
    not_itemised: int

    @property
    def signed(self) -> int:
        return sum(self.stages.values())

    def of(self, *stages: str) -> int:
        return sum(self.stages.get(stage, 0) for stage in stages)

    @property
    def performance(self) -> LandingRate:
        """(signed − terminated) ÷ signed."""
        return LandingRate(_("Performance rate"), self.signed - self.of(Stage.TERMINATED), self.signed, 2)

    @property
    def registration(self) -> LandingRate:
        """Registered ÷ signed: those that came further were registered as well."""
        return LandingRate(_("Registration rate"), self.of(*REGISTERED), self.signed)

    @property
    def start(self) -> LandingRate:
        """(Started + completed + in production) ÷ signed."""
        return LandingRate(_("Start rate"), self.of(*STARTED), self.signed)

    @property
    def arrival(self) -> LandingRate:
        """Funds arrived ÷ contract amount of the cohort."""
        return LandingRate(_("Funds-arrival rate"), self.funds_minor, self.contract_minor, money=True)

    @property
    def rates(self) -> list[LandingRate]:
        return [self.performance, self.registration, self.start, self.arrival]

    @property
    def funds(self) -> Money | None:
        if self.funds_minor is None:
            return None
        return Money(self.funds_minor, self.currency)

    @property
    def contract(self) -> Money | None:
        if self.contract_minor is None:
            return None
        return Money(self.contract_minor, self.currency)

    @property
    def by_stage(self) -> list[tuple[str, Any, int]]:
        """Each standing with its name and number, in the order of the way; they add up to `signed`."""
        return [(stage, label, self.stages.get(stage, 0)) for stage, label in STANDINGS.items()]


def rates_definition(numbers: LandingNumbers) -> str:
    """What the rates count (统计口径), in the active language."""
    told = {"number": numbers.signed}
    return (
        _(
            "Cohort: the projects that were announced when the edition closed, %(number)s of them, each counted once; "
            "terminated ones stay in it. Performance rate = (signed − terminated) ÷ signed. "
            "Registration rate = registered or further ÷ signed. "
            "Start rate = (started + completed + in production) ÷ signed. Suspended and terminated "
            "projects count as neither registered nor started. Funds-arrival rate = funds arrived ÷ contract amount, "
            "over the projects whose amount is public, at the central parity rate of the day of arrival. Rates are "
            "rounded half up."
        )
        % told
    )
