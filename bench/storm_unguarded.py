"""The site with the guard off: as though a form had no key, what is sent again is recorded again. For storms only."""

import os
import uuid
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "expo.settings")
application = get_wsgi_application()

from deals import ledger  # noqa: E402, its models need a site that is set up

guarded = ledger.record


def record(draft: Any, *, key: uuid.UUID, **more: Any) -> Any:
    return guarded(draft, key=uuid.uuid4(), **more)


ledger.record = record
