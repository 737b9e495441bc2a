"""Exchange rates at the desk: enter one, import a CSV after a look at it, and fill in what waited for them."""

from http import HTTPStatus

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
from expo.web.desk_page import posted_data

from .permissions import RATES


@require_permission(RATES)
@require_http_methods(["GET", "POST"])
def rates_page(request: HttpRequest) -> HttpResponse:
    """The rates, the form for one, and the deals that wait for theirs."""
    form = RateForm(posted_data(request))
    if form.is_valid():
        rate = form.save()
        messages.success(request, _("%(rate)s is entered.") % {"rate": rate})
        return redirect("desk:rates")
    return render_rates(request, form, RatesForm())


@require_permission(RATES)
@require_http_methods(["GET", "POST"])
def import_rates(request: HttpRequest) -> HttpResponse:
    """First the lines with what is wrong with them; with `enter` all of them are entered, or none."""
    if request.method == "GET":
        return redirect("desk:rates")
    form = RatesForm(request.POST, request.FILES)
    if not form.is_valid():
        return render_rates(request, RateForm(), form)
    if "enter" in request.POST:
        try:
            number = exchange_rates.enter_rates(form.lines)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = ngettext("%(number)d rate is entered.", "%(number)d rates are entered.", number)
            messages.success(request, said % {"number": number})
            return redirect("desk:rates")
    return render_rates(request, RateForm(), form)


def render_rates(request: HttpRequest, form: RateForm, upload: RatesForm) -> HttpResponse:
    lines = getattr(upload, "lines", [])
    missing = []
    for edition in Edition.objects.all():
        missing += exchange_rates.amounts_without_rate(edition)
    status = HTTPStatus.OK
    if form.errors or upload.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "edition": Edition.objects.current() or Edition.objects.first(),
        "form": form,
        "upload": upload,
        "lines": lines,
        "sound": lines and not any(line.trouble for line in lines),
        "rates": ExchangeRate.objects.all()[:60],
        "missing": missing,
    }
    return render(request, "deals/desk/rates.html", context, status=status)
