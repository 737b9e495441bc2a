"""The WSGI entry point for gunicorn."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "expo.settings")
handler = get_wsgi_application()

from expo.warm.application import WarmApplication  # noqa: E402 (the settings must be there first)
from expo.web import readiness  # noqa: E402

application = WarmApplication(handler)

if trouble := readiness.static_files_problem():
    logging.getLogger(__name__).error(trouble)
