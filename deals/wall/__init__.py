"""The live wall: the running totals and the newest announced signings, for a screen that is read from afar.

It knows of deals what `deals.public.masking` and `deals.totals` tell, and nothing else.
"""

from .freeze import freeze, thaw
from .panels import render_panels
from .state import NEWEST, Wall, read_wall

__all__ = ["NEWEST", "Wall", "freeze", "read_wall", "render_panels", "thaw"]
