"""One project at the desk: what was reported of it, and the forms to report a stage, funds or its unit."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deals import follow_up
from deals.follow_up import followed_projects
from deals.forms import FundsForm, StageForm, UnitForm
from deals.forms.follow_up import ReportForm
from deals.ledger.workflow import StaleVersion
from deals.models import FollowUp, Funds, Project
from deals.models.follow_up import Report
from expo.accounts.access import require_permission, staff_member
from expo.web.desk_page import bring_row

from .permissions import FOLLOW, READ, View


def all_projects() -> QuerySet[Project]:
    return Project.objects.select_related("edition", "responsible_unit")


@require_permission(READ)
@require_safe
@bring_row(all_projects, "code")
def project_page(request: HttpRequest, project: Project) -> HttpResponse:
    return render_project(request, project)


def render_project(request: HttpRequest, project: Project, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a project. `stage`, `funds`, `unit`: a form that was sent, or is open for a correction."""
    unit: dict[str, Any] = {"name": "", "chosen": None}
    if project.responsible_unit:
        unit = {"name": str(project.responsible_unit), "chosen": project.responsible_unit.pk}
    reports = FollowUp.objects.filter(project=project).select_related("recorded_by", "replaced_by", "replaces")
    funds = Funds.objects.filter(project=project).select_related("recorded_by", "replaced_by", "replaces")
    context = {
        "edition": project.edition,
        "project": project,
        "now": next(iter(followed_projects.followed_projects(project.edition, project)), None),
        "reports": reports,
        "arrived": funds,
        "stage": StageForm(project=project),
        "funds": FundsForm(project=project),
        "unit": UnitForm(initial=unit),
    }
    return render(request, "deals/desk/landing_project.html", context | forms, status=status)


def report_view(name: str, form_class: type[ReportForm], model: type[Report], verb: Callable[..., Any]) -> View:
    """The page to record one kind of report; with `?replaces=`, to correct one."""

    @require_permission(FOLLOW)
    @require_http_methods(["GET", "POST"])
    @bring_row(all_projects, "code")
    def report(request: HttpRequest, project: Project) -> HttpResponse:
        replaces = None
        asked = request.GET.get("replaces", "")
        if asked.isdecimal() and len(asked) < 18:
            replaces = get_object_or_404(model.objects.filter(project=project), pk=int(asked))
        if request.method == "GET":
            form = form_class(project=project, replaces=replaces)
            opened: dict[str, Any] = {name: form, "open": name}
            return render_project(request, project, **opened)
        form = form_class(request.POST, request.FILES, project=project, replaces=replaces)
        try:
            if form.is_valid():
                key, seen = form.cleaned_data["key"], form.cleaned_data["seen"]
                verb(form.draft(), by=request.user, key=key, seen=seen)
                messages.success(request, _("The report is recorded."))
                return redirect("desk:follow", project.edition.slug, project.code)
        except StaleVersion as stale:
            form.add_error(None, stale)
            form.show_again()
        except ValidationError as error:
            form.add_error(None, error)
        return render_project(request, project, status=422, **{name: form, "open": name})

    return report


stage = report_view("stage", StageForm, FollowUp, follow_up.record_stage)
funds = report_view("funds", FundsForm, Funds, follow_up.record_funds)


@require_permission(FOLLOW)
@require_POST
@bring_row(all_projects, "code")
def assign_unit(request: HttpRequest, project: Project) -> HttpResponse:
    form = UnitForm(request.POST)
    if not form.is_valid():
        return render_project(request, project, status=422, unit=form, open="unit")
    follow_up.assign_unit(project, form.cleaned_data["unit"], by=staff_member(request))
    messages.success(request, _("The responsible unit is set."))
    return redirect("desk:follow", project.edition.slug, project.code)


def evidence_view(model: type[Report]) -> View:
    @require_permission(READ)
    @require_safe
    @bring_row(all_projects, "code")
    def file(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
        """The file, always as a download and never as a page, whoever made it."""
        report = get_object_or_404(model.objects.exclude(file=""), pk=pk, project=project)
        try:
            with report.file.open() as stored:
                content = stored.read()
        except FileNotFoundError as error:
            raise Http404 from error
        headers = {
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=report.file_name),
            "X-Content-Type-Options": "nosniff",
        }
        return HttpResponse(content, content_type=report.file_kind, headers=headers)

    return file


stage_file, funds_file = evidence_view(FollowUp), evidence_view(Funds)
