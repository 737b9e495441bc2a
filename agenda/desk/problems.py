"""The desk's list of what is wrong in the agenda, worst first, each one click from its fix."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agenda.checks.kinds import KINDS
from agenda.checks.problems import KindFinding, find_findings, load_problems
from expo.accounts.access import require_permission
from expo.models import Edition
from expo.web.desk_page import bring_edition
from expo.web.paging import paginate

PER_PAGE = 60


@require_permission("agenda.change_session")
@require_safe
@bring_edition
def problems_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    every = find_findings(edition)
    kinds: dict[str, list[KindFinding]] = {kind.key: [] for kind in KINDS}
    for each in every:
        kinds[each.kind.key].append(each)
    asked = request.GET.get("kind", "")
    if asked not in kinds:
        asked = ""
    page = paginate(kinds.get(asked, every), request, PER_PAGE)
    groups = []
    for kind, problems in groupby(load_problems(page), key=lambda problem: problem.kind):
        groups.append((kind, len(kinds[kind.key]), list(problems)))
    context = {
        "edition": edition,
        "every": every,
        "counts": [(kind, len(kinds[kind.key])) for kind in KINDS if kinds[kind.key]],
        "asked": asked,
        "page": page,
        "groups": groups,
    }
    return render(request, "agenda/desk/problems.html", context)
