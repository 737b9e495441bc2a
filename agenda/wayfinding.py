"""What addresses of the agenda name, and the way back up from them."""

import datetime as dt

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from agenda.models import Session, Visibility
from expo.models import Edition
from expo.pages import Crumb


def day_within(edition: Edition, day: str) -> dt.date:
    """The day as an address writes it; 404 where it is none or not the edition's."""
    try:
        wanted = dt.date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if wanted not in edition.days:
        raise Http404
    return wanted


def renamed_or_404(edition: Edition, slug: str) -> Session:
    """The public session that an earlier release knew by this address."""
    known = Session.objects.filter(edition=edition, slug=slug, since__isnull=False, visibility=Visibility.PUBLIC)
    return get_object_or_404(edition.sessions.public().order_by("pk"), origin__in=known.values("origin")[:1])


def agenda_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("agenda:overview", args=[edition.slug]), _("Agenda"))
