"""A page that every edition has, or has where there is something on it, as the search finds it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Exists

from expo.i18n.lazy_text import LazyText
from expo.search_index.kinds import Watch

# Of a list, its page tells no more than whether it is empty.
ONCE_PUBLISHED = Watch("SELECT {page} WHERE {row}.published", adds=True).reading("published", "edition_id")
STATUS_PUBLISHED = Watch("SELECT {page} WHERE {row}.status = 'published'", adds=True)
OF_ANY = Watch("SELECT {page}", adds=True)


@dataclass(frozen=True)
class SitePage:
    """`title`: what the page is headed; what else visitors call it stands in `expo/data/visitors_words.json`.

    `shown`: of an edition, whether there is anything on it; None: always. `watched`: by the labels of models, what
    changes that; `{page}` in it is the key of the page.
    """

    route: str
    title: LazyText
    shown: Callable[[], Exists] | None = None
    watched: Mapping[str, Watch] = field(default_factory=dict)

    def watched_by(self, key: int) -> dict[str, Watch]:
        """`key`: of the page."""
        return {
            name: replace(watch, keys=watch.keys.replace("{page}", str(key))) for name, watch in self.watched.items()
        }
