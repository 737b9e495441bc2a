"""The urgent notice: what screens and open pages ask for again and again, and the desk that publishes and ends it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from expo.accounts.access import require_permission, staff_member
from expo.forms.notice import NoticeForm
from expo.i18n.numbers import short_number
from expo.models import Edition
from expo.visit.notices import end_notice, publish_notice
from expo.web.desk_page import bring_edition, posted_data
from expo.web.edition_choice import working_edition
from expo.web.public_page import edition_page

ALLOWED = "expo.add_notice"
# So many earlier ones are listed.
LISTED = 50


@edition_page
def standing_notice(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What stands, alone, without a page around it; nothing where none does."""
    response = render(request, "components/urgent_notice.html", {"notice": edition.notice})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_permission(ALLOWED)
@require_safe
def notice_desk(request: HttpRequest) -> HttpResponse:
    edition = working_edition(request)
    if edition is None:
        return redirect("admin:index")
    return redirect("notices", edition.slug)


@require_permission(ALLOWED)
@require_http_methods(["GET", "POST"])
@bring_edition
def notices_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    if "end" in request.POST:
        return end(request, edition)
    with timezone.override(edition.tz):
        form = NoticeForm(posted_data(request), edition=edition)
        if form.is_bound and form.is_valid():
            publish_notice(form.instance, edition, staff_member(request))
            messages.success(request, _("It stands on every page, screen and wall within two seconds."))
            return redirect("notices", edition.slug)
        rows = edition.notices.select_related("by", "ended_by")[:LISTED]
        context = {"edition": edition, "form": form, "notices": rows}
        return render(request, "expo/visit/notices.html", context, status=422 if form.is_bound else 200)


def end(request: HttpRequest, edition: Edition) -> HttpResponse:
    if end_notice(edition, short_number(request.POST.get("end", "")), staff_member(request)):
        messages.success(request, _("It no longer stands."))
    else:
        messages.info(request, _("It had ended already."))
    return redirect("notices", edition.slug)
