"""The desk's list of what is wrong in the agenda, worst first, each one click from its fix."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agenda.checks.problems import KINDS, find_problems
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
    kinds = {kind.key: [each for each in every if each.kind is kind] for kind in KINDS}
    asked = request.GET.get("kind", "")
    shown = kinds.get(asked, every)
    page = paginate(shown, request, PER_PAGE)
    context = {
        "edition": edition,
        "every": every,
        "counts": [(kind, len(kinds[kind.key])) for kind in KINDS if kinds[kind.key]],
        "asked": asked if asked in kinds else "",
        "page": page,
        "groups": [
            (kind, len(kinds[kind.key]), list(each)) for kind, each in groupby(page, key=lambda problem: problem.kind)
        ],
    }
    return render(request, "agenda/desk/problems.html", context)
