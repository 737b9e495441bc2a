"""Rows for pages that must not tell of anything that is not public itself."""

from collections.abc import Iterable
from typing import Any

from expo.models import Exhibit, Launch
from expo.models.showcase.launches import LaunchQuerySet


def launch_cards(rows: LaunchQuerySet) -> list[Launch]:
    """Launches for their cards, without the exhibitors that are not public, each to be found by what it was called."""
    return finish_cards(card_rows(rows))


def card_rows(rows: LaunchQuerySet) -> LaunchQuerySet:
    """Ready for `finish_cards()`."""
    return rows.for_cards().with_former_addresses().select_related("participation__edition", "scenario")


def finish_cards(rows: Iterable[Any]) -> list[Launch]:
    """Rows of `card_rows()` as `launch_cards` gives them."""
    found = list(rows)
    taken = {launch.slug.lower() for launch in found}
    for launch in found:
        hide_exhibitor(launch)
        launch.former_anchors = sorted(set((launch.former_addresses or "").split(",")) - {""} - taken)
        taken.update(launch.former_anchors)
    return found


def hide_exhibitor(launch: Launch) -> None:
    """With what is its own; the launch itself stays."""
    if launch.participation and launch.public_maker is None:
        launch.participation = launch.booth = None


def public_exhibit(launch: Launch) -> Exhibit | None:
    """What is launched, where visitors may see it as an exhibit too; one query, if it names any."""
    if launch.exhibit_id is None:
        return None
    return Exhibit.objects.public().select_related("edition").filter(pk=launch.exhibit_id).first()
