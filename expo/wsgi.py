"""The WSGI entry point for gunicorn."""

import logging
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "expo.settings")
site = get_wsgi_application()

# The settings must be there first.
from django.conf import settings  # noqa: E402
from django.template import engines  # noqa: E402
from django.utils import translation  # noqa: E402

from expo.availability.gateway import Gateway  # noqa: E402
from expo.availability.near_reads import choose_database  # noqa: E402
from expo.i18n.readings import load_readings  # noqa: E402
from expo.search_index.keeper import KEEPER  # noqa: E402
from expo.setup.memory import settle_memory  # noqa: E402
from expo.warm.application import WarmApplication  # noqa: E402
from expo.web import readiness  # noqa: E402

application = Gateway(choose_database(WarmApplication(site)))
# All pages, their tags and both languages at once: processes that are forked after this share what is loaded by now.
import_module(settings.ROOT_URLCONF)
engines.all()
for code, _name in settings.LANGUAGES:
    translation.activate(code)
translation.deactivate()
load_readings()
KEEPER.serving = True

if trouble := readiness.static_files_problem():
    logging.getLogger(__name__).error(trouble)

# What is loaded by now stays to the end.
settle_memory()
