"""Every total of deals: sums over announced rows, made by the database each time; never a counter.

What a total counts is a `Scope`: an edition under a definition. What is not shown of a deal is not summed either,
because a total less the amounts shown would tell it. Such deals count as projects: "+ n undisclosed".
"""

from .behind import Behind, behind, drawn
from .breakdowns import LEAGUE, TITLES, Breakdown, Front, Totals, front, read, size
from .coverage import edition_coverage
from .defining import Incomparable, common
from .headline import counted, headline, stated
from .parts import Coverage, Headline, Part, Pin, Row, Scope
from .printing import Printed, in_second, printed, rounded, said, unit_of

__all__ = [
    "LEAGUE",
    "TITLES",
    "Behind",
    "Breakdown",
    "Coverage",
    "Front",
    "Headline",
    "Incomparable",
    "Part",
    "Pin",
    "Printed",
    "Row",
    "Scope",
    "Totals",
    "behind",
    "common",
    "counted",
    "drawn",
    "edition_coverage",
    "front",
    "headline",
    "in_second",
    "printed",
    "read",
    "rounded",
    "said",
    "size",
    "stated",
    "unit_of",
]
