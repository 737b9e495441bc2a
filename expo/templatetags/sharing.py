"""What a page says of itself to whoever shows its address: title, language, picture, structured data."""

import json
from html import unescape
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from expo.exhibition.linked_data import edition_facts, exhibit_facts, exhibitor_facts, person_facts
from expo.models import Edition
from expo.share_cards.fonts import can_draw
from expo.share_cards.names import CardWords, card_name

register = template.Library()
# As django.utils.html.json_script has them: nothing in a string can end the element.
ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def block_text(context: template.Context, name: str) -> SafeString:
    """`{% block_text "title" as title %}`: what a block of the page says, escaped, in one line."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    if block is None:
        return SafeString("")
    return SafeString(" ".join(block.render(context).split()))


@register.simple_tag(takes_context=True)
def card_url(context: template.Context, edition: Edition, title: str) -> str:
    """`{% card_url edition title as card %}`: the picture of this page in full; "" where none can be drawn."""
    request: HttpRequest = context["request"]
    if not can_draw():
        return ""
    words = CardWords(get_language() or "", request.path, unescape(title))
    return request.build_absolute_uri(reverse("share:card", args=[edition.slug, card_name(words)]))


@register.simple_tag(takes_context=True)
def linked_data(context: template.Context, facts: dict[str, Any]) -> SafeString:
    """`{% linked_data facts %}`: what schema.org has words for, as JSON-LD; what is not known is left out."""
    request: HttpRequest = context["request"]
    told = {"@context": "https://schema.org", "url": request.build_absolute_uri(request.path)} | known_facts(facts)
    written = json.dumps(told, ensure_ascii=False).translate(ESCAPED)
    return SafeString(f'<script type="application/ld+json">{written}</script>')


# `{% edition_facts edition as facts %}` and the like.
register.simple_tag(edition_facts)
register.simple_tag(exhibitor_facts)
register.simple_tag(exhibit_facts)
register.simple_tag(person_facts)


def known_facts(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty, at every depth."""
    facts = {}
    for name, value in data.items():
        known = known_facts(value) if isinstance(value, dict) else value
        if known not in (None, "", [], {}):
            facts[name] = known
    return facts
