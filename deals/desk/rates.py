"""Exchange rates at the desk: enter one, import a CSV after a look at it, and fill in what waited for them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from deals import exchange_rates
from deals.forms import RateForm, RatesForm
from deals.models import ExchangeRate
from expo.accounts.access import require_permission
from expo.models import Edition

from .permissions import RATES


@require_permission(RATES)
@require_http_methods(["GET", "POST"])
def rates_page(request: HttpRequest) -> HttpResponse:
    """The rates, the form for one, and the deals that wait for theirs."""
    form = RateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        rate = form.save()
        messages.success(request, _("%(rate)s is entered.") % {"rate": rate})
        return redirect("desk:rates")
    return render_rates(request, form, RatesForm(), status=422 if form.errors else 200)


@require_permission(RATES)
@require_http_methods(["GET", "POST"])
def import_rates(request: HttpRequest) -> HttpResponse:
    """First the lines with what is wrong with them; with `enter` all of them are entered, or none."""
    if request.method == "GET":
        return redirect("desk:rates")
    form = RatesForm(request.POST, request.FILES)
    if not form.is_valid():
        return render_rates(request, RateForm(), form, status=422)
    if "enter" in request.POST:
        try:
            number = exchange_rates.enter_rates(form.lines)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = ngettext("%(number)d rate is entered.", "%(number)d rates are entered.", number)
            messages.success(request, said % {"number": number})
            return redirect("desk:rates")
    return render_rates(request, RateForm(), form, status=422 if form.errors else 200)


def render_rates(request: HttpRequest, form: RateForm, upload: RatesForm, *, status: int) -> HttpResponse:
    lines = getattr(upload, "lines", [])
    context = {
        "edition": Edition.objects.current() or Edition.objects.first(),
        "form": form,
        "upload": upload,
        "lines": lines,
        "sound": lines and not any(line.trouble for line in lines),
        "rates": ExchangeRate.objects.all()[:60],
        "missing": [row for edition in Edition.objects.all() for row in exchange_rates.amounts_without_rate(edition)],
    }
    return render(request, "deals/desk/rates.html", context, status=status)
