"""Every total of deals: sums over announced rows, made by the database each time; never a counter.

What a total counts is a `Scope`: an edition under a definition. What is not shown of a deal is not summed either,
because a total less the amounts shown would tell it. Such deals count as projects: "+ n undisclosed".
"""

from .breakdowns import TITLES, Breakdown, FrontFigures, Totals, front_figures, read_totals, size_key
from .coverage import edition_coverage
from .definitions import Incomparable, common_definition
from .drill_down import CountedDeal, batches_with_deals, counted_deals
from .headline import counted_headline, edition_headline, stated_headline
from .parts import BreakdownRow, Coverage, Headline, Part, Pin, Scope
from .rounding import PrintedAmounts, amount_words, convert_parts, printed_amounts, round_amount, rounding_unit
from .rows.league import LEAGUE

__all__ = [
    "LEAGUE",
    "TITLES",
    "Breakdown",
    "BreakdownRow",
    "CountedDeal",
    "Coverage",
    "FrontFigures",
    "Headline",
    "Incomparable",
    "Part",
    "Pin",
    "PrintedAmounts",
    "Scope",
    "Totals",
    "amount_words",
    "batches_with_deals",
    "common_definition",
    "convert_parts",
    "counted_deals",
    "counted_headline",
    "edition_coverage",
    "edition_headline",
    "front_figures",
    "printed_amounts",
    "read_totals",
    "round_amount",
    "rounding_unit",
    "size_key",
    "stated_headline",
]
