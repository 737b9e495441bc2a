"""The picture of a page, for whoever shows its address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from expo.i18n import dates
from expo.i18n.bilingual import localised_text
from expo.models import Edition
from expo.share_cards.card import Card
from expo.share_cards.fonts import can_draw
from expo.share_cards.names import CardWords, UnknownCard, read_card_name
from expo.share_cards.process import card_picture
from expo.web.public_page import edition_page

PNG = "image/png"


@edition_page
def card_file(request: HttpRequest, edition: Edition, name: str) -> HttpResponse:
    """The card of one of this edition's pages; 404 where no page names it, or where the fonts are absent."""
    try:
        words = read_card_name(name)
    except UnknownCard as error:
        raise Http404 from error
    if not words.path.startswith(f"/{words.language}/{edition.slug}/") or not can_draw():
        raise Http404
    with translation.override(words.language):
        card = edition_card(edition, words, request.get_host())
    return HttpResponse(card_picture(card), content_type=PNG)


def edition_card(edition: Edition, words: CardWords, host: str) -> Card:
    name, place = localised_text(edition, "name").value, localised_text(edition, "venue").value
    days = dates.date_range(edition.starts_on, edition.ends_on)
    return Card(words.title, name, days, place, f"{host}{words.path}", _("Rehearsal") if edition.rehearsal else "")
