"""The accounts of staff: Django's own forms, guarded like all others, and closed where they would open every door.

Nobody changes their own account here, and nobody becomes a superuser in a browser: that takes the command line. Groups
and single permissions are given by superusers; whoever keeps the accounts puts people into groups.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

from expo.accounts.access import staff_member
from expo.admin.safe_save.guard import SafeSave

admin.site.unregister([User, Group])


def may_edit_account(user: User, account: User | None) -> bool:
    """Not one's own account, and a superuser's only as a superuser."""
    return account is None or (account != user and (user.is_superuser or not account.is_superuser))


@admin.register(User)
class StaffAdmin(SafeSave, UserAdmin):
    save_on_top = True

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
class StaffGroupAdmin(SafeSave, GroupAdmin):
    """What a group may do is changed by superusers only: whoever could widen their own group could do anything."""

    save_on_top = True
    only_superusers_restore = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser and super().has_delete_permission(request, obj)
