"""Where former addresses of sessions and rooms lead today."""

from django.db.models import OuterRef, Subquery

from agenda.models import Room, Session, Visibility
from expo.models import Edition
from expo.web.former_addresses import Route, address_today


def current_session_address(edition: Edition, slug: str) -> str | None:
    """Of the public session that bears the address, or under which an earlier release knew it; the newest comes first.

    Releases keep every address that was public, so that nothing else has to.
    """
    bore = Session.objects.filter(
        edition=edition, origin=OuterRef("origin"), slug__iexact=slug, since__isnull=False, visibility=Visibility.PUBLIC
    )
    last = Subquery(bore.order_by("-since_id").values("since_id")[:1])
    known = edition.sessions.public().annotate(last=last).exclude(last=None)
    return known.order_by("-last", "-pk").values_list("slug", flat=True).first()


def current_room_address(edition: Edition, slug: str) -> str | None:
    return address_today(Room.objects.public().filter(edition=edition), slug, edition)


ROUTES = {
    "agenda:session": Route("slug", current_session_address),
    "files:session": Route("slug", current_session_address),
    "agenda:room": Route("slug", current_room_address),
    "agenda:screen": Route("slug", current_room_address),
}
