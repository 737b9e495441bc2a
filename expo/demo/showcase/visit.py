"""What the rehearsal tells its visitors."""

from expo.demo.words import rehearsal_data
from expo.models import Edition, VisitorPage


def load(edition: Edition) -> None:
    pages = []
    for order, row in enumerate(rehearsal_data("pages")["pages"], start=1):
        pages.append(VisitorPage(edition=edition, slug=row["kind"], order=order * 10, published=True, **row))
    VisitorPage.objects.bulk_create(pages)
