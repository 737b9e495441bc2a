"""What is left of announced batches: they are counted until the announced deals drawn from them take their place."""

from collections.abc import Iterable
from typing import Any

from deals.models import Batch
from expo.models import Edition


def rests(edition: Edition, sums: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """A sum for each batch that is not all itemised, from sums of what is counted by `deal__batch`. One query.

    What is not shown of a drawn deal stays in its batch: a rest without it would tell it. A batch whose projects are
    all itemised counts no more, whatever amount was reported for it.
    """
    drawn: dict[int, tuple[int, int]] = {}
    for row in sums:
        projects, minor = drawn.get(row["deal__batch"], (0, 0))
        drawn[row["deal__batch"]] = projects + row["projects"], minor + int(row["minor"] or 0)
    batches = Batch.objects.public().of(edition)
    found = (rest(batch, *drawn.get(batch.pk, (0, 0)), edition.reporting_currency) for batch in batches)
    return [row for row in found if row["projects"]]


def rest(batch: Batch, projects: int, minor: int, currency: str) -> dict[str, Any]:
    known = batch.minor is not None and batch.currency == currency
    left = batch.projects - projects
    return {
        "place": batch.place,
        "primary_area": None,
        "deal__batch": None,
        "projects": left,
        "minor": batch.minor - minor if known and batch.minor else None,
        "undisclosed": 0 if known else left,
        "rate_missing": 0,
        "last": batch.announced_at,
    }
