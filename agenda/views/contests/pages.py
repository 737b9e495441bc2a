"""The public pages of contests: the list, each one's page, an entry, a certificate, the screen that reveals winners."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agenda.contests.public.certificates import certificate_texts, find_certificate
from agenda.contests.public.contest_page import awards_of, contest_detail, corrected_award, public_contests
from agenda.contests.public.entry_page import entries_of, entry_detail
from agenda.contests.public.masking import show_entries
from agenda.contests.public.reveal import reveal_order
from agenda.contests.public.withdrawn_certificates import find_withdrawn
from agenda.models.contests import Contest
from expo.i18n.bilingual import localised_text
from expo.models import Edition
from expo.web import qr_code
from expo.web.paging import paginate
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 60


@edition_page
def contest_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"edition": edition, "section": "agenda", "contests": list(public_contests(edition))}
    return render(request, "agenda/contests.html", context)


@edition_page
def contest_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    contest = get_object_or_404(public_contests(edition), slug=slug)
    page = paginate(entries_of(contest), request, PER_PAGE)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [contests_crumb(edition)],
        "found": contest_detail(contest),
        "page": page,
        "entries": show_entries(page.object_list),
    }
    return render(request, "agenda/contest.html", context)


@edition_page
def entry_page(request: HttpRequest, edition: Edition, slug: str, number: int) -> HttpResponse:
    contest = get_object_or_404(public_contests(edition), slug=slug)
    found = entry_detail(contest, number)
    if found is None:
        raise Http404
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [contests_crumb(edition), contest_crumb(contest)],
        "contest": contest,
        "found": found,
    }
    return render(request, "agenda/contest_entry.html", context)


@edition_page
def certificate_page(request: HttpRequest, edition: Edition, certificate: str) -> HttpResponse:
    found = find_certificate(edition, certificate)
    if found is None:
        return withdrawn_page(request, edition, certificate)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [contests_crumb(edition), contest_crumb(found.award.contest)],
        "found": found,
        "texts": certificate_texts(found, edition),
        "address": request.build_absolute_uri(request.path),
        "code": qr_code.render_svg(request.build_absolute_uri(request.path)),
    }
    return render(request, "agenda/certificate.html", context)


def withdrawn_page(request: HttpRequest, edition: Edition, certificate: str) -> HttpResponse:
    """410: who holds a printed certificate learns that it was one, and stands no longer."""
    found = find_withdrawn(edition, certificate)
    if found is None:
        raise Http404
    crumbs = [contests_crumb(edition), contest_crumb(found.award.contest)]
    context = {"edition": edition, "section": "agenda", "crumbs": crumbs, "found": found}
    return render(request, "agenda/certificate_withdrawn.html", context, status=410)


@edition_page
def reveal_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    contest = get_object_or_404(public_contests(edition), slug=slug)
    awards = awards_of(contest)
    context = {"edition": edition, "contest": contest, "awards": reveal_order(awards)}
    context["corrected"] = corrected_award(awards)
    return render(request, "agenda/reveal.html", context)


def contests_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("contests:index", args=[edition.slug]), _("Contests"))


def contest_crumb(contest: Contest) -> Crumb:
    name = localised_text(contest, "name")
    return Crumb(contest.get_absolute_url(), name.value, name.lang)
