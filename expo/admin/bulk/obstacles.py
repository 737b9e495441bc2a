"""What stands in the way of deleting rows: a delete page never tells of rows that its user may not see."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from expo.accounts.access import staff_member
from expo.exhibition.organisation_visibility import visible_organisations
from expo.mixins import MixedIntoAdmin
from expo.models import Organisation


class DeletionObstacles(MixedIntoAdmin):
    """Mixed into an admin, before it. `leaves`: rows that the user may not see do not hold back a row of this kind."""

    leaves = False

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        rows, counts, needed, protected = super().get_deleted_objects(objs, request)
        if not protected:
            return rows, counts, needed, protected
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        seen = [row for row in collector.protected if may_see_row(row, request)]
        lines = [self.obstacle(row) for row in sorted(seen, key=str)]
        if len(seen) < len(collector.protected) and not self.leaves:
            lines.append(_("Something else depends on it. Ask an administrator."))
        return rows, counts, self.lacking(collector, request), lines

    def lacking(self, collector: NestedObjects, request: HttpRequest) -> set[str]:
        """The kinds of rows that would go along and that this user may not delete."""
        lacking = set()
        # Named by models, not by their names, whatever the stubs say.
        removed = cast(dict[type[Model], set[Model]], collector.model_objs)
        for model, rows in removed.items():
            if self.admin_site.is_registered(model):
                may_delete: Callable[..., bool] = self.admin_site.get_model_admin(model).has_delete_permission
                if not all(may_delete(request, row) for row in rows):
                    lacking.add(str(model._meta.verbose_name))
        return lacking

    def obstacle(self, row: Model) -> str:
        kind, name = capfirst(row._meta.verbose_name), f"{row._meta.app_label}_{row._meta.model_name}"
        try:
            url = reverse(f"{self.admin_site.name}:{name}_change", args=[quote(row.pk)])
        except NoReverseMatch:
            return f"{kind}: {row}"
        return format_html('{}: <a href="{}">{}</a>', kind, url, row)


def may_see_row(row: Model, request: HttpRequest) -> bool:
    if isinstance(row, Organisation):
        return visible_organisations(Organisation.objects.filter(pk=row.pk), staff_member(request)).exists()
    return request.user.has_perm(f"{row._meta.app_label}.view_{row._meta.model_name}")
