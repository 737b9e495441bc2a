"""Which source backs which session."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from expo.exhibition.citations import Citation, cite_rows
from expo.models import Edition


def session_citations(edition: Edition) -> Iterator[Citation]:
    yield from cite_rows(edition.sessions.public().defer("abstract_en", "abstract_zh"), _("Sessions"))
