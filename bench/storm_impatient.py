"""The site with a SQLite that waits for nobody who writes. For storms only."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "expo.settings")
application = get_wsgi_application()

from django.db.backends.signals import connection_created  # noqa: E402, it needs a site that is set up


def wait_for_nobody(connection: Any, **_told: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")


connection_created.connect(wait_for_nobody)
