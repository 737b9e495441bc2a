"""The WSGI entry point for gunicorn."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "expo.settings")
application = get_wsgi_application()

from expo.web import readiness  # noqa: E402 (the settings must be there first)

if trouble := readiness.static_files_problem():
    logging.getLogger(__name__).error(trouble)
