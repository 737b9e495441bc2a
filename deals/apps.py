"""Configuration of the deals app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

# After these, names compare by other keys than those in the database.
OTHER_KEYS = {("deals", "0019_match_names_in_either_script"), ("deals", "0027_match_names_of_every_script")}


class DealsConfig(AppConfig):
    name = "deals"
    verbose_name = _("Deals")

    def ready(self) -> None:
        from deals.ledger import triggers

        # Not in a migration: SQLite drops triggers when a later migration rebuilds the table.
        post_migrate.connect(triggers.restore_guards, sender=self)
        post_migrate.connect(rewrite_keys, sender=self)


def rewrite_keys(sender: AppConfig, plan: Any = (), **kwargs: Any) -> None:
    """Not in the migration: the names of a deal are read from tables that later ones may change."""
    from deals.duplicates import search

    for step, back in plan:
        if not back and (step.app_label, step.name) in OTHER_KEYS:
            search.rewrite_keys()
            return
