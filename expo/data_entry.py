"""The site of data-entry staff: Django's admin with a start page of its own and its models grouped by task."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet, TextChoices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from expo.accounts.access import staff_member
from expo.edition_needs import edition_needs
from expo.i18n.numbers import is_key
from expo.imports.list_ways import list_ways
from expo.problems import all_problems
from expo.web.edition_choice import path_to_edition, working_edition

# Any view: with its own arguments, decorated or not.
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Task(TextChoices):
    """What staff sit down to do, in the order in which the start page offers it."""

    AGENDA = "agenda", _("Agenda")
    CONTESTS = "contests", _("Contests")
    EXHIBITION = "exhibition", _("Exhibition")
    PEOPLE = "people", _("People and letters")
    EVENT = "event", _("Editions and places")
    FACTS = "facts", _("Facts and their sources")
    DEALS = "deals", _("Deals, to look at")
    UNDO = "undo", _("To restore and to undo")
    ACCOUNTS = "accounts", _("Staff accounts")


class Autocomplete(AutocompleteJsonView):
    """Choices as their list calls them, so that rooms of two editions can be told apart.

    `of` in the address: the key of the edition that the form is of; what belongs to an edition must belong to it.
    """

    def get_queryset(self) -> QuerySet:
        rows, path = super().get_queryset(), path_to_edition(self.model_admin.model)
        edition: Any = self.request.GET.get("of", "")
        if not is_key(edition):
            edition = working_edition(self.request)
        if path and edition:
            rows = rows.filter(**{path: edition})
        if rows.ordered:
            return rows
        return rows.order_by(*rows.model._meta.ordering, "pk")

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class DataEntrySite(AdminSite):
    site_header = _("Smart China Expo: data entry")
    site_title = _("Data entry")
    index_title = _("Data entry")
    enable_nav_sidebar = True
    # Where there is nothing to say: a list on a phone leaves it out.
    empty_value_display = mark_safe('<span class="no-value">–</span>')

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Staff log in at one place; for whoever is logged in and not staff there is nothing here."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        lead = path("r/<path:content_type_id>/<path:object_id>/", self.admin_view(self.lead), name="view_on_site")
        # Everybody on the staff changes their password at one place.
        own_password = self.admin_view(RedirectView.as_view(pattern_name="password_change"))
        return [lead, path("password_change/", own_password, name="password_change"), *super().get_urls()]

    def lead(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
        """To the page of a row that this user sees in its list; of any other nobody learns that it is there."""
        kind = None
        if is_key(content_type_id):
            kind = ContentType.objects.filter(pk=content_type_id).first()
        model = kind.model_class() if kind else None
        if model is None or not self.is_registered(model):
            raise Http404
        model_admin = self.get_model_admin(model)
        if not model_admin.has_view_permission(request) or model_admin.get_object(request, object_id) is None:
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """As on the desks: whoever lacks the permission learns nothing, whether or not there is such a row."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return inner(request, *args, **kwargs)
            except PermissionDenied as error:
                raise Http404 from error

        return cast(View, answered)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, start_page(request) | (extra_context or {}))

    def autocomplete_view(self, request: HttpRequest) -> JsonResponse:
        return cast(JsonResponse, Autocomplete.as_view(admin_site=self)(request))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """By task instead of by app; each task's models in the order of their names."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        groups: dict[Task, list[dict[str, Any]]] = {task: [] for task in Task}
        for app in apps:
            for model in app["models"]:
                groups[self.task_of(model["model"])].append(model)
        return [task_group(task, members) for task, members in groups.items() if members]

    def task_of(self, model: type[Model]) -> Task:
        return getattr(self.get_model_admin(model), "task", Task.ACCOUNTS)


def task_group(task: Task, models: list[dict[str, Any]]) -> dict[str, Any]:
    """What Django's templates want to know of an app; a task has no page of its own."""
    return {"name": task.label, "app_label": task.value, "app_url": "", "has_module_perms": True, "models": models}


def start_page(request: HttpRequest) -> dict[str, Any]:
    """What is wrong or missing in the edition, as far as this user can mend it."""
    edition = working_edition(request)
    found, ways, needs = [], [], []
    if edition:
        found, ways = all_problems(edition), list_ways(edition, staff_member(request))
        needs = edition_needs(edition, staff_member(request))
    return {
        "edition": edition,
        "ways": ways,
        "needs": needs,
        "unmet": not all(need.is_met for need in needs),
        "problems": [problem for problem in found if request.user.has_perm(problem.permission)],
    }
