"""The accounts of staff: Django's own forms, guarded like all others."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from expo.admin.guarding import Guarded

admin.site.unregister([User, Group])


@admin.register(User)
class StaffAdmin(Guarded, UserAdmin):
    save_on_top = True


@admin.register(Group)
class StaffGroupAdmin(Guarded, GroupAdmin):
    save_on_top = True
