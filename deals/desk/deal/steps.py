"""Taking one step on a deal: a form in, the ledger's verb, and back to its page or on to the next in line."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deals import ledger
from deals.desk.permissions import View
from deals.desk.waiting_lines import current_line
from deals.forms import VersionForm, step_form
from deals.ledger.workflow import STEPS
from deals.models import Deal
from expo.accounts.access import require_permission

from .page import form_error, render_deal


def deal_step(name: str, done: Callable[[], str]) -> View:
    """A view that takes one step on a deal; what is refused is said on its page, with what was typed."""

    @require_permission(STEPS[name].permission)
    @require_POST
    def take(request: HttpRequest, number: str) -> HttpResponse:
        deal = get_object_or_404(Deal.objects.numbered(number).select_related("edition"))
        form = step_form(name, deal, request.POST)
        try:
            if not form.is_valid():
                raise ValidationError(form_error(form))
            getattr(ledger, name)(deal, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            return render_refused_step(request, name, form, error)
        messages.success(request, done() % {"number": number})
        line = current_line(request)
        if not line:
            return redirect("desk:deal", number)
        return redirect("desk:next", deal.edition.slug, line)

    return take


def render_refused_step(request: HttpRequest, name: str, form: VersionForm, error: ValidationError) -> HttpResponse:
    form.of_deal.refresh_from_db()
    seen = form.cleaned_data.get("version")
    return render_deal(request, form.of_deal, status=409, error=error.messages, taken=(name, form), seen=seen)


verify = deal_step("verify", lambda: _("%(number)s is verified."))
give_back = deal_step("give_back", lambda: _("%(number)s is returned to its clerk."))
announce = deal_step("announce", lambda: _("%(number)s is announced."))
withdraw = deal_step("withdraw", lambda: _("%(number)s is withdrawn."))
reopen = deal_step("reopen", lambda: _("%(number)s waits to be verified again."))
embargo = deal_step("embargo", lambda: _("%(number)s is under embargo."))
lift = deal_step("lift", lambda: _("The embargo of %(number)s is lifted."))
supersede = deal_step("supersede", lambda: _("%(number)s supersedes the earlier deal."))
tell_apart = deal_step("tell_apart", lambda: _("%(number)s is another signing than those it resembles."))
draw = deal_step("draw", lambda: _("%(number)s is counted with its batch."))
convert = deal_step("convert", lambda: _("%(number)s has its reporting amount."))
