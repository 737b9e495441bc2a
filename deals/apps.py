"""Configuration of the deals app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DealsConfig(AppConfig):
    name = "deals"
    verbose_name = _("Deals")

    def ready(self) -> None:
        from deals import triggers

        # Not in a migration: SQLite drops triggers when a later migration rebuilds the table.
        post_migrate.connect(triggers.stand, sender=self)
