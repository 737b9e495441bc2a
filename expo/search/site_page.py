"""A page that every edition has, or has where there is something on it, as the search finds it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists

from expo.i18n.lazy_text import LazyText
from expo.search_index.kinds import Watch


@dataclass(frozen=True)
class SitePage:
    """`title`: what the page is headed; what else visitors call it stands in `expo/data/visitors_words.json`.

    `shown`: of an edition, whether there is anything on it; None: always. `watched`: by the labels of models, what
    changes that.
    """

    route: str
    title: LazyText
    shown: Callable[[], Exists] | None = None
    watched: Mapping[str, Watch] = field(default_factory=dict)
