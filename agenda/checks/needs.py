"""What a new edition needs of the agenda."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agenda.models import OpeningHours, Release, Room, Session, SessionStatus
from expo.edition_needs import EditionNeed, count_need
from expo.models import Edition


def agenda_needs(edition: Edition) -> Sequence[EditionNeed]:
    sessions = Session.objects.working().filter(edition=edition)
    return (
        count_need(30, edition, Room.objects.filter(edition=edition), _("entered")),
        count_need(40, edition, OpeningHours.objects.filter(edition=edition), _("entered")),
        count_need(80, edition, sessions, _("confirmed or cancelled"), no_draft),
        release_need(edition),
    )


def release_need(edition: Edition) -> EditionNeed:
    """Releases are made at the desk."""
    number = Release.objects.filter(edition=edition).count()
    rows, page = str(_("Releases of the agenda")), reverse("agenda_desk:release", args=[edition.slug])
    return EditionNeed(100, rows, number, number, _("published"), page, "agenda.add_release")


def no_draft(rows: QuerySet) -> QuerySet:
    return rows.exclude(status=SessionStatus.DRAFT)
