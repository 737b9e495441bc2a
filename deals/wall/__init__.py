"""The live wall: the running totals and the newest announced signings, for a screen that is read from afar.

It knows of deals what `deals.public.masking` and `deals.totals` tell, and nothing else.
"""

from .cache import cached_panels
from .freeze import freeze, thaw
from .state import NEWEST, Wall, read_wall

__all__ = ["NEWEST", "Wall", "cached_panels", "freeze", "read_wall", "thaw"]
