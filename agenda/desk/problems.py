"""The desk's list of what is wrong in the agenda, worst first, each one click from its fix."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agenda.checks.kinds import KINDS, Problem
from agenda.checks.problems import find_problems
from expo.accounts.access import require_permission
from expo.models import Edition
from expo.web.desk_page import bring_edition
from expo.web.paging import paginate

PER_PAGE = 60


@require_permission("agenda.change_session")
@require_safe
@bring_edition
def problems_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    every = find_problems(edition)
    kinds: dict[str, list[Problem]] = {kind.key: [] for kind in KINDS}
    for problem in every:
        kinds[problem.kind.key].append(problem)
    asked = request.GET.get("kind", "")
    if asked not in kinds:
        asked = ""
    page = paginate(kinds.get(asked, every), request, PER_PAGE)
    groups = []
    for kind, problems in groupby(page, key=lambda problem: problem.kind):
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
