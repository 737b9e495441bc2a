"""Configuration of the expo app, and of the admin that its staff enter data in."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, post_save, pre_migrate
from django.utils.translation import gettext_lazy as _


class ExpoConfig(AppConfig):
    name = "expo"
    verbose_name = _("Expo and exhibition")

    def ready(self) -> None:
        from expo.accounts import staff_log
        from expo.db import lookups
        from expo.search_index import after_writes, notes
        from expo.versions import triggers
        from expo.web import readiness

        lookups.register_lookups()
        readiness.ensure_translations()
        pre_migrate.connect(triggers.drop_before_migrations, sender=self)
        post_migrate.connect(staff_log.restore_guards, sender=self)
        post_migrate.connect(triggers.restore_after_migrations, sender=self)
        pre_migrate.connect(notes.drop_before_migrations, sender=self)
        post_migrate.connect(notes.restore_after_migrations, sender=self)
        connection_created.connect(after_writes.follow_writes)
        post_save.connect(after_writes.follow_saved)


class DataEntryConfig(admin.AdminConfig):
    default = False
    default_site = "expo.data_entry.DataEntrySite"
