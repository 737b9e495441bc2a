"""What the rehearsal tells and is told: its news, what guests say, and the delegations that come."""

import datetime as dt
from typing import Any

from expo.demo.words import bilingual_fields, pick_fields, random_generator, rehearsal_data, slug_of
from expo.i18n.instants import moment_at
from expo.models import Attendance, Delegation, Edition, NewsItem, Quotation, Region

MEMBERS = range(6, 90)


def load(edition: Edition) -> None:
    load_news(edition)
    load_quotations(edition)
    load_delegations(edition)


def load_news(edition: Edition) -> None:
    """Each at its hour, days after the first one: some are still to come."""
    launches = edition.launches.public().order_by("pk")
    exhibitors = edition.participations.public().exhibiting().order_by("pk")
    for row in rehearsal_data("news")["news"]:
        item = NewsItem.objects.create(
            edition=edition,
            slug=slug_of(row["name_en"]),
            publish_at=news_moment(edition, row),
            published=True,
            pinned=row.get("pinned", False),
            **pick_fields(row, "name_en", "name_zh", "text_en", "text_zh"),
        )
        if "launches" in row:
            item.launches.set(launches[: row["launches"]])
        if "exhibitors" in row:
            item.participations.set(exhibitors[: row["exhibitors"]])


def news_moment(edition: Edition, row: dict[str, Any]) -> dt.datetime:
    day = edition.starts_on + dt.timedelta(row["day"])
    return moment_at(day, dt.time.fromisoformat(row["at"]), edition.tz)


def load_quotations(edition: Edition) -> None:
    """By the first guests in protocol order, at the opening."""
    lists = rehearsal_data("news")
    occasion = bilingual_fields(lists["occasion"], "occasion")
    guests = Attendance.objects.public().filter(edition=edition).select_related("person").order_by("order", "pk")
    for order, (guest, said) in enumerate(zip(guests, lists["quotations"], strict=False), start=1):
        Quotation.objects.create(
            edition=edition,
            speaker=guest.person,
            office_en=guest.title_en,
            office_zh=guest.title_zh,
            said_on=edition.starts_on,
            order=order,
            published=True,
            **bilingual_fields(said, "text"),
            **occasion,
        )


def load_delegations(edition: Edition) -> None:
    """One from each country on the list, headed by nobody of whom the rehearsal tells more."""
    lists, rng = rehearsal_data("news"), random_generator("delegations")
    regions = Region.objects.in_bulk(lists["delegations"], field_name="code")
    delegations = []
    for code in lists["delegations"]:
        region, first = regions[code], rng.randrange(2)
        last = rng.randrange(first + 1, len(edition.days))
        facts = {"country": (region.name_en, region.name_zh), "days": last - first + 1}
        delegations.append(
            Delegation(
                edition=edition,
                slug=slug_of(region.name_en),
                region=region,
                members=rng.choice(MEMBERS),
                arrives_on=edition.days[first],
                leaves_on=edition.days[last],
                published=True,
                **bilingual_fields(lists["delegation"]["name"], "name", **facts),
                **bilingual_fields(lists["delegation"]["text"], "text", **facts),
            )
        )
    Delegation.objects.bulk_create(delegations)
