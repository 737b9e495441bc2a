"""Landing at the desk: the projects that are followed, the time limits, the cohort and its published rates."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deals import follow_up
from deals.follow_up import followed_projects, snapshots
from deals.forms import LandingFilter, LimitsForm, SnapshotForm
from deals.models import Cohort, LandingSnapshot
from expo.accounts.access import require_permission, staff_member
from expo.models import Edition
from expo.spreadsheets.downloads import table_download
from expo.web.desk_page import bring_edition, posted_data
from expo.web.paging import paginate

from .form_page import render_form
from .permissions import READ, TAKE

PER_PAGE = 50


@require_permission(READ)
@require_safe
@bring_edition
def followed_projects_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The projects, those longest overdue first."""
    rows = followed_projects.followed_projects(edition)
    wanted = LandingFilter(request.GET, rows)
    page = paginate(wanted.projects(), request, PER_PAGE)
    overdue = sum(each.overdue > 0 for each in rows)
    context = {"edition": edition, "filter": wanted, "page": page, "number": len(rows), "overdue": overdue}
    return render(request, "deals/desk/landing.html", context)


@require_permission(READ)
@require_safe
@bring_edition
def landing_file(request: HttpRequest, edition: Edition, form: str) -> HttpResponse:
    """The list as it is filtered, for spreadsheet programs."""
    rows = followed_projects.followed_projects(edition)
    found = LandingFilter(request.GET, rows).projects()
    head = ["project", "deal", "name_zh", "name_en", "unit_zh", "unit_en", "stage", "since", "due", "overdue_days"]
    head += ["funds_minor", "currency", "funds_without_rate"]
    return table_download([head, *map(landing_cells, found)], f"landing-{edition.slug}", form)


def landing_cells(row: followed_projects.FollowedProject) -> list:
    terms, unit, progress = row.terms, row.project.responsible_unit, row.progress
    names = [terms.name_zh, terms.name_en, "", ""]
    if unit:
        names[2:] = [unit.name_zh, unit.name_en]
    days = [str(progress.since or terms.signed_on), str(row.due_on or ""), row.overdue]
    funds: list = ["", ""]
    if row.funds:
        funds = [row.funds.minor, row.funds.currency]
    return [row.project.code, terms.deal.number, *names, progress.standing, *days, *funds, row.rate_missing]


@require_permission(TAKE)
@require_http_methods(["GET", "POST"])
@bring_edition
def time_limits_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """In how many days each stage is due."""
    form = LimitsForm(posted_data(request), initial=followed_projects.stage_limits(edition))
    if form.is_valid():
        follow_up.set_stage_limits(edition, form.cleaned_data, by=staff_member(request))
        messages.success(request, _("The time limits are set."))
        return redirect("desk:landing", edition.slug)
    return render_form(request, "deals/desk/landing_limits.html", {"edition": edition, "form": form})


@require_permission(READ)
@require_http_methods(["GET", "POST"])
@bring_edition
def landing_rates_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """How the cohort stands today, what was published of it, and the form to publish it."""
    taken = list(LandingSnapshot.objects.of(edition).select_related("taken_by"))
    initial = {"as_of": max(edition.now().date(), edition.ends_on), "after": 0}
    if taken:
        initial["after"] = taken[0].number
    form = SnapshotForm(posted_data(request), initial=initial)
    try:
        if form.is_valid():
            done = follow_up.publish_snapshot(edition, by=staff_member(request), **form.cleaned_data)
            messages.success(request, _("Snapshot no. %(number)s is published.") % {"number": done.number})
            return redirect("desk:landing_rates", edition.slug)
    except ValidationError as error:
        form.add_error(None, error)
    context = cohort_context(edition) | {
        "edition": edition,
        "taken": [(each, snapshots.snapshot_numbers(each)) for each in taken],
        "form": form,
    }
    return render_form(request, "deals/desk/landing_rates.html", context)


def cohort_context(edition: Edition) -> dict[str, Any]:
    """The cohort as it stands `today`; as long as it is not fixed, what it would be."""
    today = edition.now().date()
    cohort = Cohort.objects.filter(edition=edition).select_related("edition", "fixed_by").first()
    if cohort is None:
        return {"cohort": None, "forecast": follow_up.forecast_cohort(edition), "now": None, "today": today}
    numbers, _behind = follow_up.cohort_numbers(cohort, today)
    return {"cohort": cohort, "forecast": None, "now": numbers, "today": today}


@require_permission(TAKE)
@require_POST
@bring_edition
def fix_cohort(request: HttpRequest, edition: Edition) -> HttpResponse:
    try:
        follow_up.fix_cohort(edition, by=staff_member(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The cohort is fixed."))
    return redirect("desk:landing_rates", edition.slug)
