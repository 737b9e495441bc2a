"""The menu of an edition: which of its doors are offered."""

from django import template

from expo.visit.ways import open_doors

register = template.Library()
# `{% open_doors edition as doors %}`: by the words exhibitors, people, agenda, deals and mine.
register.simple_tag(open_doors)
