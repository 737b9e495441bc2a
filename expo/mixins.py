"""What a mixin is mixed into, for the type checker alone: when the program runs, these are plain `object`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django import forms
    from django.contrib import admin
    from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
    from django.db import models

    MixedIntoAdmin = admin.ModelAdmin
    MixedIntoEveryAdmin = BaseModelAdmin
    MixedIntoInline = InlineModelAdmin
    MixedIntoField = models.Field
    MixedIntoForm = forms.Form
    MixedIntoModelForm = forms.ModelForm
    MixedIntoWidget = forms.Widget
else:
    MixedIntoAdmin = MixedIntoEveryAdmin = MixedIntoInline = object
    MixedIntoField = MixedIntoForm = MixedIntoModelForm = MixedIntoWidget = object
