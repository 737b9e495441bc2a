"""Every public route: whether its answers are kept, and by which parameters they differ. A test finds those missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

WORD = re.compile(r"[A-Za-z0-9_.-]{0,80}")
NUMBER = re.compile(r"([1-9][0-9]{0,3})?")
CURSOR = re.compile(r"[A-Za-z0-9_-]{0,400}")
EMPTY = re.compile("")


@dataclass(frozen=True)
class Kept:
    """Answers are kept by the values of these parameters, where they look like that; no others reach the view.

    `strict`: the view refuses parameters that it does not know, and answers to those are not kept.
    """

    parameters: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    strict: bool = False


@dataclass(frozen=True)
class NotKept:
    """Answers are made anew each time."""

    reason: str


def kept_by_page(*words: str, search: bool = False) -> Kept:
    """Parameters that are words; what is searched for is anything, and so only kept where it is empty."""
    parameters = dict.fromkeys(words, WORD) | {"page": NUMBER}
    return Kept(parameters | {"q": EMPTY} if search else parameters)


ALONE = Kept()
PAGED = kept_by_page()
DAY_FILTERS = ("kind", "room", "area", "language")
DEAL_FILTERS = (
    *("place", "area", "country", "instrument", "band", "day"),
    *("ceremony", "province", "destination", "ownership"),
)
IN_LANGUAGE = Kept({"lang": WORD})
LISTED = {"cursor": CURSOR, "page": NUMBER}
REDIRECT = NotKept("it only leads on")
SENT = NotKept("visitors send something there")
CHOSEN = NotKept("there are as many as there are visitors")
ROUTES: dict[str, Kept | NotKept] = {
    "root": REDIRECT,
    "front": REDIRECT,
    "healthz": NotKept("it tells of this moment"),
    "readyz": NotKept("it tells of this moment"),
    "picture": NotKept("it is a file, which browsers keep"),
    "worker": NotKept("browsers ask for it anew each time"),
    "offline": ALONE,
    "manifest": ALONE,
    "sitemap_index": Kept({"p": NUMBER}),
    "sitemap": Kept({"p": NUMBER}),
    "robots": ALONE,
    "security": NotKept("it tells of this day"),
    "expo:home": ALONE,
    "expo:exhibitors": kept_by_page("area", "country", "hall", "scenario", "letter", search=True),
    "expo:exhibitor": PAGED,
    "expo:organisation": ALONE,
    "expo:area": ALONE,
    "expo:countries": ALONE,
    "expo:region": ALONE,
    "expo:exhibits": kept_by_page("area", "country", "hall", "scenario", "new", search=True),
    "expo:exhibit": PAGED,
    "expo:halls": kept_by_page(search=True),
    "expo:hall": kept_by_page("stand", search=True),
    "expo:hall_plan": ALONE,
    "expo:way": NotKept("from anywhere to anywhere"),
    "expo:people": kept_by_page("capacity", "country", "letter", search=True),
    "expo:person": PAGED,
    "expo:launches": kept_by_page("day", "level", "area", "country", "scenario", "hall", search=True),
    "expo:launch": PAGED,
    "expo:scenarios": ALONE,
    "expo:scenario": PAGED,
    "expo:letters": PAGED,
    "expo:notice": ALONE,
    "expo:delegations": PAGED,
    "expo:delegation": ALONE,
    "expo:news": PAGED,
    "expo:news_feed": ALONE,
    "expo:news_item": PAGED,
    "expo:quotations": PAGED,
    "expo:visit": ALONE,
    "expo:visitor_page": ALONE,
    "expo:press": ALONE,
    "expo:search": NotKept("anything can be searched for"),
    "expo:suggest": NotKept("anything can be searched for"),
    "expo:sources": PAGED,
    "expo:open_data": ALONE,
    "share:card": ALONE,
    "agenda:overview": ALONE,
    "agenda:kept": ALONE,
    "agenda:embed": ALONE,
    "agenda:about": PAGED,
    "agenda:mine": CHOSEN,
    "agenda:releases": PAGED,
    "agenda:release": PAGED,
    "agenda:as_of": PAGED,
    "agenda:day": kept_by_page(*DAY_FILTERS, "view", search=True),
    "agenda:session": PAGED,
    "agenda:rooms": ALONE,
    "agenda:room": PAGED,
    "agenda:screen": ALONE,
    "contests:index": ALONE,
    "contests:contest": PAGED,
    "contests:entry": ALONE,
    "contests:certificate": ALONE,
    "contests:reveal": ALONE,
    "files:awards": ALONE,
    "files:contests": IN_LANGUAGE,
    "files:ranking": NotKept("it is a file, which few ask for"),
    "files:entry_file": NotKept("it is a file, which browsers keep"),
    "files:agenda": Kept(dict.fromkeys((*DAY_FILTERS, "day", "lang"), WORD) | {"q": EMPTY}),
    "files:embed": Kept(dict.fromkeys((*DAY_FILTERS, "day", "lang"), WORD) | {"q": EMPTY}),
    "files:mine": CHOSEN,
    "files:session": IN_LANGUAGE,
    "files:person": IN_LANGUAGE,
    "files:changes": IN_LANGUAGE,
    "files:schedule_xml": IN_LANGUAGE,
    "files:schedule_json": IN_LANGUAGE,
    "embed:script": ALONE,
    "deals:index": kept_by_page(*DEAL_FILTERS, search=True),
    "deals:breakdowns": Kept({"definition": WORD}),
    "deals:area": PAGED,
    "deals:region": PAGED,
    "deals:stated": ALONE,
    "deals:landing": ALONE,
    "deals:deal": ALONE,
    "wall:page": ALONE,
    "wall:now": ALONE,
    "bulletins:index": PAGED,
    "bulletins:bulletin": ALONE,
    "bulletins:card": ALONE,
    "bulletins:figure": PAGED,
    "bulletin_files:text": IN_LANGUAGE,
    "data:deals": ALONE,
    "data:totals": ALONE,
    "api:document": Kept(strict=True),
    "api:docs": ALONE,
    "api:editions": Kept(strict=True),
    "api:exhibitors": Kept(dict.fromkeys(("area", "hall"), WORD) | LISTED, strict=True),
    "api_agenda:contests": Kept(LISTED, strict=True),
    "api_agenda:sessions": Kept(dict.fromkeys(("day", "kind", "room", "area"), WORD) | LISTED, strict=True),
    "api_deals:deals": Kept({"place": WORD, "area": WORD} | LISTED, strict=True),
    "api_deals:totals": Kept({"definition": WORD, "by": WORD}, strict=True),
    "api:nowhere": NotKept("there is nothing"),
    "contest_entry:apply": SENT,
    "contest_entry:entry": SENT,
    "contest_entry:withdraw": SENT,
    "contest_entry:attachments": SENT,
    "contest_entry:picture": SENT,
    "contest_entry:file": SENT,
    "push:subscribe": SENT,
    "push:unsubscribe": SENT,
    "api_deals:send": NotKept("an office sends here, with its token"),
    "login": NotKept("of the staff site"),
    "logout": NotKept("of the staff site"),
    "set_language": NotKept("of the staff site"),
}
