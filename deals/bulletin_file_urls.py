"""Bulletins as files, below an edition's address and outside any language."""

from django.urls import path

from deals import bulletin_views

app_name = "bulletin_files"
urlpatterns = [path("bulletins/<int:number>.txt", bulletin_views.plain, name="text")]
