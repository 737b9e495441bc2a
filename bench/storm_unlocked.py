"""The site with the guard off: SQLite takes the lock for writing when it comes to write, and waits for nobody."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "expo.settings")
setup = settings.DATABASES["default"]["OPTIONS"]
begin = setup["init_command"].replace("busy_timeout=20000", "busy_timeout=0")
setup |= {"transaction_mode": "DEFERRED", "timeout": 0, "init_command": begin}
application = get_wsgi_application()
