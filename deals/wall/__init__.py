"""The live wall: the running totals and the newest announced signings, for a screen that is read from afar.

It knows of deals what `deals.public` and `deals.totals` tell, and nothing else.
"""

from .freezing import freeze, thaw
from .kept import content
from .shown import NEWEST, Wall, read

__all__ = ["NEWEST", "Wall", "content", "freeze", "read", "thaw"]
