"""What a new edition needs, in the order in which it is best entered, with how far each is.

Each app names its own in `EXPO_NEEDS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText
from expo.models import Booth, Edition, Hall, VisitorPage
from expo.models.edition import EditionStatus
from expo.models.exhibition import EXHIBITING, ParticipationStatus

Narrowing = Callable[[QuerySet], QuerySet]
UNDERWAY = (EditionStatus.PLANNING, EditionStatus.LIVE)


@dataclass(frozen=True)
class EditionNeed:
    """`place`: in which order it comes; `number`: how many there are, of which so many are `ready`, as `words` say.

    `url`: where they are entered; `permission`: what that takes.
    """

    place: int
    rows: str
    number: int
    ready: int
    words: LazyText
    url: str
    permission: str

    @property
    def is_met(self) -> bool:
        return self.number > 0 and self.ready == self.number


def edition_needs(edition: Edition, user: User) -> list[EditionNeed]:
    """As far as this person can enter them; of an edition that is over, nothing."""
    if edition.status not in UNDERWAY:
        return []
    needs: list[EditionNeed] = []
    for path in settings.EXPO_NEEDS:
        needs += import_string(path)(edition)
    return sorted((need for need in needs if user.has_perm(need.permission)), key=order_of_need)


def order_of_need(need: EditionNeed) -> int:
    return need.place


def count_need(
    place: int, edition: Edition, rows: QuerySet, words: LazyText, is_ready: Narrowing | None = None
) -> EditionNeed:
    """By one query, and another where not all rows count as ready."""
    model: type[Model] = rows.model
    names = model._meta
    number = rows.count()
    ready = number
    if is_ready is not None and number:
        ready = is_ready(rows).count()
    changelist = reverse(f"admin:{names.app_label}_{names.model_name}_changelist")
    return EditionNeed(
        place,
        str(capfirst(names.verbose_name_plural)),
        number,
        ready,
        words,
        f"{changelist}?{urlencode({'edition': edition.slug})}",
        f"{names.app_label}.add_{names.model_name}",
    )


def exhibition_needs(edition: Edition) -> Sequence[EditionNeed]:
    exhibitors = edition.participations.filter(kind__in=EXHIBITING)
    return (
        count_need(10, edition, Hall.objects.filter(edition=edition), _("entered")),
        count_need(20, edition, Booth.objects.filter(hall__edition=edition), _("entered")),
        count_need(50, edition, exhibitors, _("published"), only_published),
        count_need(60, edition, edition.exhibits.all(), _("published"), only_published),
        count_need(70, edition, edition.attendances.all(), _("shown to the public"), only_shown),
        count_need(90, edition, VisitorPage.objects.filter(edition=edition), _("shown to the public"), only_shown),
    )


def only_published(rows: QuerySet) -> QuerySet:
    return rows.filter(status=ParticipationStatus.PUBLISHED)


def only_shown(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(published=True)
