"""The accounts of staff: Django's own forms, guarded like all others, and closed where they would open every door.

Nobody changes their own account here, and nobody becomes a superuser in a browser: that takes the command line. Groups
and single permissions are given by superusers; whoever keeps the accounts puts people into groups.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expo.accounts import second_factor
from expo.accounts.access import staff_member
from expo.accounts.login_throttle import client_address
from expo.admin.bulk.actions import CONFIRMED
from expo.admin.bulk.deleted_rows import ReadOnlyAdmin
from expo.admin.export.lists import ExportableList
from expo.admin.safe_save.guard import SafeSave
from expo.data_entry import Task
from expo.event_log.address import set_event_address
from expo.models import StaffEvent

admin.site.unregister([User, Group])


def may_edit_account(user: User, account: User | None) -> bool:
    """Not one's own account, and a superuser's only as a superuser."""
    return account is None or (account != user and (user.is_superuser or not account.is_superuser))


@admin.action(permissions=["change"], description=gettext_lazy("Turn off two-step log-in (the phone is lost)"))
def turn_off_two_steps(
    model_admin: "StaffAdmin", request: HttpRequest, accounts: QuerySet[User]
) -> TemplateResponse | None:
    """Of those accounts that this person may change, once the page that names them is sent; each in the log."""
    chosen = list(accounts.order_by("username").select_related("second_factor"))
    changed = [account for account in chosen if may_lose_two_steps(model_admin, request, account)]
    if CONFIRMED not in request.POST or not changed:
        return look_ahead_page(model_admin, request, chosen, changed)
    done = 0
    with set_event_address(client_address(request)):
        for account in changed:
            done += second_factor.turn_off(account, by=staff_member(request).get_username())
    message = ngettext("Two-step log-in is off for %d account.", "Two-step log-in is off for %d accounts.", done)
    model_admin.message_user(request, message % done, messages.SUCCESS)
    return None


def may_lose_two_steps(model_admin: "StaffAdmin", request: HttpRequest, account: User) -> bool:
    return hasattr(account, "second_factor") and model_admin.has_change_permission(request, account)


def look_ahead_page(
    model_admin: "StaffAdmin", request: HttpRequest, chosen: list[User], changed: list[User]
) -> TemplateResponse:
    """Every account by name; what is sent from here holds these alone, whoever else was chosen on the list."""
    context = model_admin.admin_site.each_context(request) | {
        "title": _("Turn off two-step log-in"),
        "changed": changed,
        "without": [account for account in chosen if not hasattr(account, "second_factor")],
        "closed": [account for account in chosen if account not in changed and hasattr(account, "second_factor")],
        "opts": model_admin.model._meta,
    }
    return TemplateResponse(request, "admin/turn_off_two_steps.html", context)


@admin.register(User)
class StaffAdmin(ExportableList, SafeSave, UserAdmin):
    export_name = "staff"
    export_fields = (
        "username",
        "first_name",
        "last_name",
        "is_active",
        "is_superuser",
        "groups",
        "email",
    )
    private_fields = ("email",)
    save_on_top = True
    actions = (turn_off_two_steps,)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return may_edit_account(staff_member(request), obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return may_edit_account(staff_member(request), obj) and super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[Any, ...]:
        fields = (*super().get_readonly_fields(request, obj), "is_superuser")
        if request.user.is_superuser:
            return fields
        return (*fields, "user_permissions")


@admin.register(Group)
class StaffGroupAdmin(ExportableList, SafeSave, GroupAdmin):
    """What a group may do is changed by superusers only: whoever could widen their own group could do anything."""

    save_on_top = True
    only_superusers_restore = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser and super().has_delete_permission(request, obj)


@admin.register(StaffEvent)
class StaffEventAdmin(ReadOnlyAdmin):
    """Who took private contacts out, when, of which list and how many, and who changed how an account logs in."""

    task = Task.ACCOUNTS
    export_name = "staff-log"
    export_fields = ("position", "at", "actor", "subject", "rows")
    list_display = export_fields
    list_filter = ["verb"]
    search_fields = ["actor", "subject"]
    ordering = ["-position"]

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("expo.view_staffevent")

    @admin.display(description=gettext_lazy("rows"))
    def rows(self, event: StaffEvent) -> int:
        return event.told.get("rows", 0)
