"""The desk's page of the log of contests: who did what and when, by contest and by what happened."""

from django.core.validators import slug_re
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agenda.contests.log import events_of
from agenda.desk.contests.log_lines import log_lines
from agenda.models.contests import Contest, ContestEvent, ContestVerb
from expo.accounts.access import require_permission, staff_member
from expo.models import Edition
from expo.web.desk_page import bring_edition
from expo.web.paging import paginate

PER_PAGE = 50
# Who may see teams in data entry may see here whose an entry of a blind contest is.
TEAMS = "agenda.view_team"


@require_permission("agenda.run_contests")
@require_safe
@bring_edition
def log_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The newest first."""
    chosen, verb = request.GET.get("contest", ""), request.GET.get("verb", "")
    page = paginate(find_events(edition, chosen, verb), request, PER_PAGE)
    context = {
        "edition": edition,
        "page": page,
        "lines": log_lines(page.object_list, edition, sees_teams=staff_member(request).has_perm(TEAMS)),
        "contests": Contest.objects.of(edition).in_order(),
        "verbs": ContestVerb.choices,
        "chosen": chosen,
        "verb": verb,
    }
    with timezone.override(edition.tz):
        return render(request, "agenda/desk/contest_log.html", context)


def find_events(edition: Edition, contest: str, verb: str) -> QuerySet[ContestEvent]:
    """Of the edition; `contest`: address of one, be it gone, `verb`: one of ContestVerb; of all where they are none."""
    events = ContestEvent.objects.filter(subject__startswith=f"{edition.identifier}/")
    if slug_re.match(contest):
        events = events_of(edition, contest)
    if verb in ContestVerb.values:
        events = events.filter(verb=verb)
    return events.order_by("-position")
