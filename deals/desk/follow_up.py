"""Landing at the desk: the projects that are followed, the time limits, the cohort and its published rates."""

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
from expo.accounts.access import require_permission
from expo.models import Edition
from expo.spreadsheets import export
from expo.web.desk_page import bring_edition
from expo.web.paging import paginate

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
def landing_csv(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The list as it is filtered, for spreadsheet programs."""
    rows = followed_projects.followed_projects(edition)
    found = LandingFilter(request.GET, rows).projects()
    head = ["project", "deal", "name_zh", "name_en", "unit_zh", "unit_en", "stage", "since", "due", "overdue_days"]
    head += ["funds_minor", "currency", "funds_without_rate"]
    text = export.csv_text([head, *(csv_cells(each) for each in found)])
    headers = {"Content-Disposition": f'attachment; filename="landing-{edition.slug}.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def csv_cells(row: followed_projects.FollowedProject) -> list:
    terms, unit, progress = row.terms, row.project.responsible_unit, row.progress
    names = [terms.name_zh, terms.name_en, unit.name_zh if unit else "", unit.name_en if unit else ""]
    days = [str(progress.since or terms.signed_on), str(row.due_on or ""), row.overdue]
    funds = [row.funds.minor, row.funds.currency] if row.funds else ["", ""]
    return [row.project.code, terms.deal.number, *names, progress.standing, *days, *funds, row.rate_missing]


@require_permission(TAKE)
@require_http_methods(["GET", "POST"])
@bring_edition
def time_limits_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """In how many days each stage is due."""
    form = LimitsForm(
        request.POST if request.method == "POST" else None, initial=followed_projects.stage_limits(edition)
    )
    if form.is_valid():
        follow_up.set_stage_limits(edition, form.cleaned_data, by=request.user)
        messages.success(request, _("The time limits are set."))
        return redirect("desk:landing", edition.slug)
    context = {"edition": edition, "form": form}
    return render(request, "deals/desk/landing_limits.html", context, status=422 if form.errors else 200)


@require_permission(READ)
@require_http_methods(["GET", "POST"])
@bring_edition
def landing_rates_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """How the cohort stands today, what was published of it, and the form to publish it."""
    taken = list(LandingSnapshot.objects.of(edition).select_related("taken_by"))
    today = edition.now().date()
    initial = {"as_of": max(today, edition.ends_on), "after": taken[0].number if taken else 0}
    form = SnapshotForm(request.POST if request.method == "POST" else None, initial=initial)
    try:
        if form.is_valid():
            done = follow_up.publish_snapshot(edition, by=request.user, **form.cleaned_data)
            messages.success(request, _("Snapshot no. %(number)s is published.") % {"number": done.number})
            return redirect("desk:landing_rates", edition.slug)
    except ValidationError as error:
        form.add_error(None, error)
    cohort = Cohort.objects.filter(edition=edition).select_related("edition", "fixed_by").first()
    context = {
        "edition": edition,
        "cohort": cohort,
        "forecast": None if cohort else follow_up.forecast_cohort(edition),
        "now": follow_up.cohort_numbers(cohort, today)[0] if cohort else None,
        "today": today,
        "taken": [(each, snapshots.snapshot_numbers(each)) for each in taken],
        "form": form,
    }
    return render(request, "deals/desk/landing_rates.html", context, status=422 if form.errors else 200)


@require_permission(TAKE)
@require_POST
@bring_edition
def fix_cohort(request: HttpRequest, edition: Edition) -> HttpResponse:
    try:
        follow_up.fix_cohort(edition, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The cohort is fixed."))
    return redirect("desk:landing_rates", edition.slug)
