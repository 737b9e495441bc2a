"""Rows that are known by a name: found by pinyin as people type it, and told of when a name is entered twice."""

from typing import Any

from django.contrib import messages
from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import Replace
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from expo.i18n.bilingual import LANG
from expo.mixins import MixedIntoAdmin

SHOWN = 3


class NamesakeWarning(MixedIntoAdmin):
    """Mixed into an admin whose rows have a name and its pinyin. `joined_pinyin`: to search in, as `ouyang`."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(joined_pinyin=Replace("pinyin", Value(" "), Value("")))

    def response_add(self, request: HttpRequest, obj: Model, *args: Any, **kwargs: Any) -> HttpResponse:
        warn_of_namesakes(request, obj, self.get_queryset(request))
        return super().response_add(request, obj, *args, **kwargs)


def warn_of_namesakes(request: HttpRequest, row: Model, among: QuerySet) -> None:
    """Two people may bear one name, so it is no error; most often the row was only overlooked.

    `among`: the rows that this user may know of.
    """
    if others := namesakes(row, among)[:SHOWN]:
        said = _("This name was here already: {}. If it is the same, delete what you just added and use the other.")
        messages.warning(
            request, format_html(said, format_html_join(", ", '<a href="{}">{}</a>', map(change_link, others)))
        )


def namesakes(row: Model, among: QuerySet) -> QuerySet:
    same = Q(pk__in=[])
    for code in LANG:
        if name := getattr(row, f"name_{code}"):
            same |= Q(**{f"name_{code}__reads": name})
    return among.filter(same).exclude(pk=row.pk).order_by("pk")


def change_link(row: Model) -> tuple[str, str]:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]), str(row)
