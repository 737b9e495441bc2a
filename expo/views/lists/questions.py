"""The questions of a long list, page by page: what is answered on one is kept on the way to another."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from expo.accounts.access import staff_member
from expo.imports.kinds import ImportKind
from expo.imports.lists.asking.questions import QuestionsForm
from expo.imports.lists.list_import import ListImport
from expo.models import ImportedFile
from expo.models.imports import RunState
from expo.views import imports

FILTERS = ("column", "rule", "each")
STEPS = {"next": 1, "previous": -1, "filter": 0}


@require_http_methods(["GET", "POST"])
def list_page(request: HttpRequest, run: ImportedFile, kind: ImportKind) -> HttpResponseBase:
    """What a list would do or did; all buttons of its questions but *Look again* keep answers and turn the page."""
    step = request.POST.get("go", "")
    if step in STEPS and run.state == RunState.LOOKED and isinstance(kind, ListImport):
        if imports.is_refused(request, run, kind):
            return redirect(request.path)
        form = kind.keep_answers(run, request.POST, request.GET, staff_member(request))
        if form is None:
            return redirect(request.path)
        if form.is_valid():
            return redirect(f"{request.path}?{page_query(form, step)}#questions")
    return imports.run_page(request, run=run, kind=kind)


def page_query(form: QuestionsForm, step: str) -> str:
    """Of the page that a button leads to: the next one of these cells, or the first of others."""
    if step == "filter":
        chosen = {name: form.cleaned_data.get(f"show-{name}", "") for name in FILTERS}
    else:
        chosen = {name: form.query.get(name, "") for name in FILTERS}
        chosen["page"] = str(form.page.number + STEPS[step])
    return urlencode({name: value for name, value in chosen.items() if value})
