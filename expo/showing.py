"""Rows for pages that must not tell of anything that is not public itself."""

from expo.models import Launch
from expo.models.exhibition import LaunchQuerySet, ParticipationStatus


def launches(rows: LaunchQuerySet) -> list[Launch]:
    """Launches for their cards, without the exhibitors that are not public."""
    found = list(rows.for_cards().select_related("participation__edition", "scenario"))
    for launch in found:
        hide_exhibitor(launch)
    return found


def hide_exhibitor(launch: Launch) -> None:
    if launch.participation and launch.participation.status != ParticipationStatus.PUBLISHED:
        launch.participation = None
