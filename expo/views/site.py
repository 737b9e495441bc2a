"""Addresses of the site itself: the front pages, and what machines ask for."""

import datetime as dt
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.sitemaps import views as sitemap_views
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from expo.accounts.access import place_of_work, staff_member
from expo.models import Edition
from expo.search.sitemaps import all_sitemaps
from expo.web import readiness

CLOSED = "".join(f"Disallow: {prefix}\n" for prefix in sorted(settings.STAFF_PREFIXES))
# What security.txt (RFC 9116) says is believed for so many days; less than a year is advised.
VALID_DAYS = 180
ROBOTS = f"User-agent: *\n{CLOSED}\nSitemap: {{sitemap}}\n"


@require_safe
def redirect_to_language(request: HttpRequest) -> HttpResponse:
    """To the language that LocaleMiddleware took from Accept-Language."""
    return redirect(f"/{get_language()}/")


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    edition = Edition.objects.current()
    return redirect(edition) if edition else render(request, "expo/no_edition.html")


@login_required
@require_safe
def staff_entrance(request: HttpRequest) -> HttpResponse:
    """After logging in: to this person's place of work; whoever has none yet reads what to do about it."""
    place = place_of_work(staff_member(request))
    return redirect(place) if place else render(request, "accounts/no_place.html")


@require_safe
def health_check(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readiness_check(request: HttpRequest) -> HttpResponse:
    """Pages can be shown: 200, or 503 with a sentence for each thing that is missing."""
    missing = readiness.unready_parts()
    status = HTTPStatus.SERVICE_UNAVAILABLE if missing else HTTPStatus.OK
    text = "\n".join(missing or ["ready"]) + "\n"
    return HttpResponse(text, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
def robots_file(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("sitemap_index"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return sitemap_views.index(request, all_sitemaps(), sitemap_url_name="sitemap")


@require_safe
def sitemap_file(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap_views.sitemap(request, all_sitemaps(), section=section)


@require_safe
def security_file(request: HttpRequest) -> HttpResponse:
    """404 where `SECURITY_CONTACTS` names nobody: an address at which nobody reads is worse than none."""
    if not settings.SECURITY_CONTACTS:
        raise Http404
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS]
    lines += [f"Expires: {expiry_day():%Y-%m-%d}T00:00:00Z", "Preferred-Languages: en, zh"]
    lines += [f"Canonical: {request.build_absolute_uri(request.path)}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def expiry_day() -> dt.date:
    return timezone.now().astimezone(dt.UTC).date() + dt.timedelta(VALID_DAYS)
