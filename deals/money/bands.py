"""Size bands: how much is told of an amount that is not to be shown itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Band(models.TextChoices):
    """Each band holds its lower end."""

    UNDER_100M = "under-100m", _("under 100 million yuan")
    FROM_100M = "100m-1bn", _("100 million to 1 billion yuan")
    FROM_1BN = "1bn-5bn", _("1 to 5 billion yuan")
    FROM_5BN = "5bn-10bn", _("5 to 10 billion yuan")
    FROM_10BN = "over-10bn", _("10 billion yuan and more")


ENDS = (
    (100 * 10**10, Band.FROM_10BN),
    (50 * 10**10, Band.FROM_5BN),
    (10 * 10**10, Band.FROM_1BN),
    (10**10, Band.FROM_100M),
)


def size_band(minor: int | None, currency: str) -> Band | None:
    """The size band of an amount in fen; None for other currencies, which have no bands, and for no amount."""
    if minor is None or currency != "CNY":
        return None
    for end, band in ENDS:
        if minor >= end:
            return band
    return Band.UNDER_100M
