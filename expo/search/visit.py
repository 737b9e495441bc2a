"""The pages that staff write for visitors, as the search finds them."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from expo.models import VisitorPage
from expo.search_index.kinds import (
    OF_EDITION,
    SearchKind,
    SearchObject,
    Watch,
    rows_with_keys,
    spoken_pair,
    text_pair,
    text_parts,
)
from expo.search_index.questions import visitors_words

WATCHED = {"expo.VisitorPage": Watch("SELECT {row}.id WHERE {row}.published"), "expo.Edition": OF_EDITION}


def page_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    others = visitors_words()["visitor_pages"]
    rows = VisitorPage.objects.public().select_related("edition").order_by("pk")
    for row in rows_with_keys(rows, keys):
        yield SearchObject(
            edition=row.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=text_pair(row, "name"),
            names=[*spoken_pair(row.get_kind_display), *others.get(row.kind, ())],
            parts=text_parts("text", text_pair(row, "text")),
            place=row.order,
        )


KINDS = [SearchKind("visit", 39, _("Your visit"), page_objects, WATCHED)]
