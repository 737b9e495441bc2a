"""What the page for what is not there offers instead."""

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from expo.models import Edition
from expo.web.public_page import edition_of_missing_page

register = template.Library()


@register.simple_tag
def missing_edition(request: HttpRequest | None) -> Edition | None:
    """`{% missing_edition request as edition %}`: where a search may go on; None where nothing is known of any."""
    return edition_of_missing_page(request) if request else None


@register.simple_tag
def page_in(language: str, route: str, edition: Edition) -> str:
    """`{% page_in "en" "expo:search" edition %}`: a page of the edition in this language."""
    with translation.override(language):
        return reverse(route, args=[edition.slug])
