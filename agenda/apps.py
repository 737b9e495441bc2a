"""Configuration of the agenda app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "agenda"
    verbose_name = _("Agenda")

    def ready(self) -> None:
        from agenda.contests import log

        # Not in a migration: SQLite drops triggers when a later migration rebuilds the table.
        post_migrate.connect(log.restore_guards, sender=self)
