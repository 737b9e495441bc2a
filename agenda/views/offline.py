"""What a visitor's browser keeps of an edition's agenda for when there is no network."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from expo.models import Edition
from expo.web.public_page import edition_page


@edition_page
def offline_pages(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Addresses in the language of this one, the likeliest first; each room and hall only as it is read."""
    slug = edition.slug
    days = [reverse("agenda:day", args=[slug, day.isoformat()]) for day in edition.days]
    pages = [reverse(f"agenda:{name}", args=[slug]) for name in ("overview", "mine", "rooms")]
    halls = reverse("expo:halls", args=[slug])
    return JsonResponse({"pages": [*pages[:1], *days, *pages[1:], halls]})
