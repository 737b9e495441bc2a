"""Which source backs which deal."""

from collections.abc import Iterator

from django.db.models import F
from django.utils.translation import gettext as _

from deals.models import Terms
from deals.public import masking
from expo.exhibition.citations import Citation
from expo.models import Edition


def deal_citations(edition: Edition) -> Iterator[Citation]:
    """The announced deals with each of their sources, in one query."""
    announced = Terms.objects.public().of(edition).select_related("deal__edition")
    for terms in announced.annotate(source_id=F("deal__sources")).exclude(source_id=None).order_by("deal__reference"):
        yield Citation(terms.source_id, masking.public_title(terms), terms.get_absolute_url(), _("Deals"))
