"""What becomes of each public route in an export; a route without a decision fails the run."""

import enum
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string


class Treatment(enum.Enum):
    FILE = "written as a file: all that it answers without a query"
    QUESTION = "left out: it answers only what its query asks"
    RUNNING = "left out: it tells of the running site"
    INTERFACE = "left out: programs ask it page by page, by a query"


FILE, QUESTION, RUNNING, INTERFACE = Treatment


@dataclass(frozen=True)
class Beside:
    """Written as a file beside each page of a route, whose arguments it shares; no page links to it."""

    page: str


ROUTES = {
    "root": FILE,
    "robots": FILE,
    "security": RUNNING,
    "sitemap_index": FILE,
    "sitemap": FILE,
    "picture": FILE,
    "worker": FILE,
    "front": FILE,
    "offline": FILE,
    "manifest": FILE,
    "expo:home": FILE,
    "expo:exhibitors": FILE,
    "expo:exhibitor": FILE,
    "expo:organisation": FILE,
    "expo:area": FILE,
    "expo:countries": FILE,
    "expo:region": FILE,
    "expo:exhibits": FILE,
    "expo:exhibit": FILE,
    "expo:halls": FILE,
    "expo:hall": FILE,
    "expo:hall_plan": FILE,
    "expo:way": QUESTION,
    "expo:people": FILE,
    "expo:person": FILE,
    "expo:launches": FILE,
    "expo:launch": FILE,
    "expo:scenarios": FILE,
    "expo:scenario": FILE,
    "expo:letters": FILE,
    "expo:notice": RUNNING,
    "expo:delegations": FILE,
    "expo:delegation": FILE,
    "expo:news": FILE,
    "expo:news_feed": FILE,
    "expo:news_item": FILE,
    "expo:quotations": FILE,
    "expo:visit": FILE,
    "expo:visitor_page": FILE,
    "expo:press": FILE,
    "expo:search": FILE,
    "expo:suggest": QUESTION,
    "expo:sources": FILE,
    "expo:open_data": FILE,
    "share:card": FILE,
    "healthz": RUNNING,
    "readyz": RUNNING,
    "api:document": INTERFACE,
    "api:docs": INTERFACE,
    "api:editions": INTERFACE,
    "api:exhibitors": INTERFACE,
}


@cache
def treatments() -> dict[str, Treatment | Beside]:
    """Of every app's public routes, by their names."""
    found: dict[str, Treatment | Beside] = {}
    for path in settings.EXPO_EXPORTED:
        found |= import_string(path)
    return found


def is_file(treatment: Treatment | Beside | None) -> bool:
    return treatment is FILE or isinstance(treatment, Beside)


def file_routes() -> list[str]:
    return [name for name, treatment in treatments().items() if is_file(treatment)]


def routes_beside(page: str) -> list[str]:
    return [name for name, treatment in treatments().items() if treatment == Beside(page)]
