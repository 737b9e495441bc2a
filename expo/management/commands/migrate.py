"""`manage.py migrate` as Django has it; where it fails, the triggers that it took away stand again.

The search index is made at its end, and not in the middle by tables that may not be there yet.
"""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from expo.search_index.after_writes import put_off
from expo.setup.kept_triggers import put_back, read_standing


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        before = read_standing(connection)
        try:
            with put_off():
                super().handle(*args, **options)
        except BaseException:
            for name in put_back(connection, before):
                self.stderr.write(f"The trigger {name} could not be put back: close the site until migrate succeeds.")
            raise
