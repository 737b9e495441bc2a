"""What addresses of the agenda name, and the way back up from them."""

import datetime as dt

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.models import Edition
from expo.web.public_page import Crumb


def find_day(edition: Edition, day: str) -> dt.date:
    """The day as an address writes it; 404 where it is none or not the edition's."""
    try:
        wanted = dt.date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if wanted not in edition.days:
        raise Http404
    return wanted


def agenda_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("agenda:overview", args=[edition.slug]), _("Agenda"))
