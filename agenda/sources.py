"""Which source backs which session."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from expo.models import Edition
from expo.sources import Citation, citations


def cited(edition: Edition) -> Iterator[Citation]:
    yield from citations(edition.sessions.public().defer("abstract_en", "abstract_zh"), _("Sessions"))
