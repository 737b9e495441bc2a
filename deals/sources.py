"""Which source backs which deal."""

from collections.abc import Iterator

from django.db.models import F
from django.utils.translation import gettext as _

from deals import public
from deals.models import Terms
from expo.models import Edition
from expo.sources import Citation


def cited(edition: Edition) -> Iterator[Citation]:
    """The announced deals with each of their sources, in one query."""
    announced = Terms.objects.public().of(edition).select_related("deal__edition")
    for terms in announced.annotate(source_id=F("deal__sources")).exclude(source_id=None).order_by("deal__reference"):
        yield Citation(terms.source_id, public.title(terms), terms.get_absolute_url(), _("Deals"))
