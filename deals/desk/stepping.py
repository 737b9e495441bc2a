"""Taking one step on a deal: a form in, the ledger's verb, and back to its page or on to the next in line."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deals import ledger
from deals.forms import VersionForm, step_form
from deals.models import Deal
from deals.standing import STEPS

from .guards import View, may
from .lines import line_of
from .reviewing import form_error, render_deal


def step(name: str, done: Callable[[], str]) -> View:
    """A view that takes one step on a deal; what is refused is said on its page, with what was typed."""

    @may(STEPS[name].permission)
    @require_POST
    def take(request: HttpRequest, number: str) -> HttpResponse:
        deal = get_object_or_404(Deal.objects.numbered(number).select_related("edition"))
        form = step_form(name, deal, request.POST)
        try:
            if not form.is_valid():
                raise ValidationError(form_error(form))
            getattr(ledger, name)(deal, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            return refused(request, name, form, error)
        messages.success(request, done() % {"number": number})
        line = line_of(request)
        return redirect("desk:next", deal.edition.slug, line) if line else redirect("desk:deal", number)

    return take


def refused(request: HttpRequest, name: str, form: VersionForm, error: ValidationError) -> HttpResponse:
    form.deal.refresh_from_db()
    seen = form.cleaned_data.get("version")
    return render_deal(request, form.deal, status=409, error=error.messages, taken=(name, form), seen=seen)


verify = step("verify", lambda: _("%(number)s is verified."))
give_back = step("give_back", lambda: _("%(number)s is returned to its clerk."))
announce = step("announce", lambda: _("%(number)s is announced."))
withdraw = step("withdraw", lambda: _("%(number)s is withdrawn."))
reopen = step("reopen", lambda: _("%(number)s waits to be verified again."))
embargo = step("embargo", lambda: _("%(number)s is under embargo."))
lift = step("lift", lambda: _("The embargo of %(number)s is lifted."))
supersede = step("supersede", lambda: _("%(number)s supersedes the earlier deal."))
tell_apart = step("tell_apart", lambda: _("%(number)s is another signing than those it resembles."))
draw = step("draw", lambda: _("%(number)s is counted with its batch."))
convert = step("convert", lambda: _("%(number)s has its reporting amount."))
