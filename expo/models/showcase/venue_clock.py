"""The clock at the venue of an edition, which in a rehearsal runs apart from the real one.

What is planned is entered and kept by it: hours of sessions, of entries, of judging. What has happened, and what is to
be published, is kept in real time.
"""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import DateTimeField, ExpressionWrapper, F
from django.db.models.functions import Now

from expo.i18n.instants import shift_moment

if TYPE_CHECKING:
    from expo.models import Edition


def venue_now(path_to_edition: str) -> ExpressionWrapper:
    """Now, as `Edition.now` has it, in SQL: of rows from which this path leads to their edition."""
    return ExpressionWrapper(Now() + F(f"{path_to_edition}__clock_shift"), output_field=DateTimeField())


def venue_moment(moment: dt.datetime, edition: "Edition") -> dt.datetime:
    """What the clock at the venue shows at this real moment."""
    return shift_moment(moment, edition.clock_shift)


def real_moment(shown: dt.datetime, edition: "Edition") -> dt.datetime:
    """When the clock at the venue shows this."""
    return shift_moment(shown, -edition.clock_shift)
