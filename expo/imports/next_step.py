"""What comes after a list is imported: its rows that no visitor sees yet, where data entry shows them to them."""

from dataclasses import dataclass

from django.db.models import Count, Min, Model, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from expo.i18n.lazy_text import LazyText
from expo.imports.lists.list_kind import ListKind
from expo.models import ImportedFile, ListedRow
from expo.models.imports import RunState

# Of an address of a list in data entry the parameter that names a run: its rows are shown.
RUN_PARAMETER = "imported"


@dataclass(frozen=True)
class NextStep:
    """`count`: of rows that nobody sees; `address`: of the list that shows them; `action`: of its step on all of them.

    `first`: the key of one of them, without which no step is taken.
    """

    count: int
    first: int
    address: str
    action: str
    label: LazyText
    then: LazyText


def find_next_step(lists: ListKind, run: ImportedFile) -> NextStep | None:
    """None where visitors see all of the run, or rows of the kind as they come; in one query."""
    if run.state != RunState.DONE or lists.showing is None:
        return None
    lookup, value = lists.showing.drafts
    held = value.split(",") if lookup.endswith("__in") else value
    found = (
        rows_of_runs(lists.model, ImportedFile.objects.filter(pk=run.pk))
        .filter(**{lookup: held})
        .aggregate(count=Count("pk"), first=Min("pk"))
    )
    if not found["count"]:
        return None
    showing, names = lists.showing, lists.model._meta
    address = reverse(f"admin:{names.app_label}_{names.model_name}_changelist")
    query = urlencode({"edition": run.edition.slug, RUN_PARAMETER: str(run.pk), lookup: value})
    return NextStep(
        address=f"{address}?{query}", action=showing.action, label=showing.label, then=showing.then, **found
    )


def rows_of_runs(model: type[Model], runs: QuerySet[ImportedFile]) -> QuerySet:
    """Of a list's model what these runs of it wrote, and no later one has written since."""
    return model._default_manager.filter(pk__in=ListedRow.objects.filter(run__in=runs).values("row"))
