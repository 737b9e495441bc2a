"""The wall's content as it is sent: made anew when what is announced has changed, and every few seconds otherwise.

Screens ask every few seconds. What tells whether they need an answer are sums over public rows only, so that the time
an answer takes tells nothing of deals that are not public.
"""

import hashlib

from django.core.cache import cache
from django.db.models import Count, Max, Sum
from django.template.loader import render_to_string

from deals.models import Batch, Terms
from deals.wall.state import Wall, frozen_state, read_wall
from expo.models import Edition

# A name that data entry corrects, a rate entered late and the like reach the wall after so many seconds at most.
LONGEST = 10


def cached_panels(edition: Edition) -> str:
    """The wall in both languages, as HTML. Three queries where nothing was announced since it was last made."""
    key = f"wall-{wall_stamp(edition)}"
    found = cache.get(key)
    if found is None:
        found = render_panels(read_wall(edition))
        cache.set(key, found, LONGEST)
    return found


def wall_stamp(edition: Edition) -> str:
    """Another one after each announcement, correction, withdrawal, end of an embargo, freeze or release."""
    state = frozen_state(edition)
    seen = {"rows": Count("pk"), "keys": Sum("pk")}
    deals = Terms.objects.public().of(edition).aggregate(**seen, last=Max("deal__announced_at"))
    batches = Batch.objects.public().of(edition).aggregate(**seen, last=Max("announced_at"))
    frozen = None
    if state:
        frozen = state.position
    named = (edition.pk, edition.slug, edition.name_en, edition.name_zh, edition.reporting_currency)
    return hashlib.sha256(repr((named, deals, batches, frozen)).encode()).hexdigest()


def render_panels(wall: Wall) -> str:
    """A panel for each language."""
    return render_to_string("deals/wall_panels.html", {"wall": wall})
