"""Changes of standing that many rows undergo at once: publish, confirm, withdraw."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from expo.db.columns import select_required
from expo.exhibition import shared_stands
from expo.exhibition.data_checks import EMPTY, UNFILLED
from expo.i18n.lazy_text import LazyText
from expo.models.exhibition import ParticipationStatus
from expo.models.operations import Verb
from expo.recovery.operations import begin_operation, note_changes


@dataclass(frozen=True)
class BulkQuestion:
    """What is asked before rows change: a line for each thing that may be wrong, and what an answer of yes writes."""

    title: LazyText
    lines: Callable[[QuerySet], list[str]]
    answer: LazyText
    agree: Callable[[QuerySet], None]


@dataclass(frozen=True)
class BulkChange:
    """From some values of a field to one: rows that hold another value are left as they are, which `rule` explains."""

    name: str
    label: LazyText
    done: LazyText
    rule: LazyText
    field: str
    of: tuple[Any, ...]
    to: Any
    question: BulkQuestion | None = None

    @transaction.atomic
    def apply(self, rows: QuerySet, by: User | None) -> list:
        """Change those of the rows that may, as one step that can be undone; returns them as they now are."""
        changed = list(select_required(self.changeable(rows)).order_by("pk").select_for_update(of=("self",)))
        if changed:
            operation = begin_operation(Verb.CHANGE, rows.model, self.done, len(changed), by)
            note_changes(operation, changed, self.field, self.to)
            rows.model.objects.filter(pk__in=[row.pk for row in changed]).update(**{self.field: self.to})
        return changed

    def changeable(self, rows: QuerySet) -> QuerySet:
        """Those of the rows that it changes."""
        return rows.model.objects.filter(pk__in=rows.order_by().values("pk"), **{f"{self.field}__in": self.of})


PUBLISH = BulkChange(
    name="publish",
    label=_("Publish the selected %(verbose_name_plural)s"),
    done=_("published"),
    rule=_("They were public already."),
    field="published",
    of=(False,),
    to=True,
)
UNPUBLISH = BulkChange(
    name="unpublish",
    label=_("Take the selected %(verbose_name_plural)s off the public pages"),
    done=_("no longer public"),
    rule=_("They were not public."),
    field="published",
    of=(True,),
    to=False,
)
PUBLISHED = (PUBLISH, UNPUBLISH)


@dataclass(frozen=True)
class PublishNews(BulkChange):
    """Only what has its moment: the database refuses the rest."""

    def changeable(self, rows: QuerySet) -> QuerySet:
        return super().changeable(rows).exclude(publish_at=None)


NEWS_RULE = _("They were public already, or nobody has said from when on.")
PUBLISHED_NEWS = (PublishNews(**{**vars(PUBLISH), "rule": NEWS_RULE}), UNPUBLISH)


@dataclass(frozen=True)
class PublishPages(BulkChange):
    """Only what says something: the database refuses an empty page, and a text with brackets is no text yet."""

    def changeable(self, rows: QuerySet) -> QuerySet:
        return super().changeable(rows).exclude(EMPTY | UNFILLED)


PAGES_RULE = _("They were public already, say nothing yet, or have brackets that are still to be filled in.")
PUBLISHED_PAGES = (PublishPages(**{**vars(PUBLISH), "rule": PAGES_RULE}), UNPUBLISH)

SHARED_STANDS = BulkQuestion(
    title=_("Two exhibitors on one stand"),
    lines=shared_stands.sharing_questions,
    answer=_("They share these stands: publish them"),
    agree=shared_stands.mark_as_shared,
)
PARTICIPATION = (
    BulkChange(
        name="confirm",
        label=_("Confirm the selected %(verbose_name_plural)s"),
        done=_("confirmed"),
        rule=_("Only drafts and withdrawn ones can be confirmed."),
        field="status",
        of=(ParticipationStatus.DRAFT, ParticipationStatus.WITHDRAWN),
        to=ParticipationStatus.CONFIRMED,
    ),
    BulkChange(
        name="publish",
        label=_("Publish the selected %(verbose_name_plural)s"),
        done=_("published"),
        rule=_("Only drafts and confirmed ones can be published; confirm those that had withdrawn first."),
        field="status",
        of=(ParticipationStatus.DRAFT, ParticipationStatus.CONFIRMED),
        to=ParticipationStatus.PUBLISHED,
        question=SHARED_STANDS,
    ),
    BulkChange(
        name="unpublish",
        label=_("Take the selected %(verbose_name_plural)s off the public pages"),
        done=_("no longer public"),
        rule=_("They were not public."),
        field="status",
        of=(ParticipationStatus.PUBLISHED,),
        to=ParticipationStatus.CONFIRMED,
    ),
    BulkChange(
        name="withdraw",
        label=_("Withdraw the selected %(verbose_name_plural)s"),
        done=_("withdrawn"),
        rule=_("They had withdrawn already."),
        field="status",
        of=(ParticipationStatus.DRAFT, ParticipationStatus.CONFIRMED, ParticipationStatus.PUBLISHED),
        to=ParticipationStatus.WITHDRAWN,
    ),
)
# Nobody shares a stand because of what is shown there.
EXHIBIT = tuple(replace(change, question=None) for change in PARTICIPATION)
