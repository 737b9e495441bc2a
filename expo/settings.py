"""The settings, but for what expo needs of other apps (`app_parts.py`). README.md lists every variable that is read."""

import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from expo.app_parts import *  # noqa: F403, Django reads this module alone
from expo.db.private_sqlite import PrivateConnection

BASE_DIR = Path(__file__).resolve().parent.parent
# An installation keeps its variables in a file; what the environment says already counts for more.
if env_file := os.environ.get("ENV_FILE"):
    environ.Env.read_env(env_file)
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
try:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(
        f"The folder {VAR_DIR}, which VAR_DIR names, cannot be made: {error.strerror}."
    ) from error

SECRET_KEY = env.str("SECRET_KEY", default="only-for-debugging" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Give the site a long random one, or set DEBUG=1 on your own machine."
    )
# Keys of before, the last one first: what they signed is still believed, and nothing is signed with them.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "expo",
    "agenda",
    "deals",
    "crispy_forms",
    "heroicons",
    "expo.apps.DataEntryConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "expo.monitoring.middleware.DescribeRequest",
    "expo.warm.middleware.WarmPages",
    "expo.availability.limits.LimitStatements",
    "expo.availability.limits.LimitCostlyPages",
    "expo.availability.unready_search.TellUnreadySearch",
    "expo.web.middleware.TwoSitesMiddleware",
    "expo.web.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "expo.web.middleware.PublicGZip",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "expo.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "expo.accounts.body_limits.BodyLimits",
    "expo.web.middleware.KeepEditionMiddleware",
    "expo.web.middleware.ResubmitMiddleware",
    "expo.accounts.second_factor_gate.RequireSecondFactor",
    "expo.web.middleware.StepsLeadBackMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "expo.web.redirects.FormerAddressMiddleware",
]
STAFF_PREFIXES = ("/desk/", "/admin/", "/accounts/", "/jury/")
# Where visitors send something: no cookie counts there, nothing is stored, and so many bytes are taken.
SENT_PREFIXES = ("/enter/", "/push/")
SENT_LIMIT = 262_144
# Files of an entry: a picture or a PDF at a time, by a private link that the site knows before it reads them.
SENT_FILES = (r"/enter/[-\w]+/[-\w]+/files/", 21_000_000)
# Where a partner system's token counts; everywhere else on the public site nobody is known.
TOKEN_PATHS = ("/api/v1/deals", "/metrics")

ROOT_URLCONF = "expo.urls"
WSGI_APPLICATION = "expo.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "expo.templatetags.expo"],
        },
    }
]
FORM_RENDERER = "expo.forms.widget_renderer.WidgetRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["expo_forms"]
CRISPY_TEMPLATE_PACK = "expo_forms"
CRISPY_FAIL_SILENTLY = False

# Each thread of a server has a connection. What SQLite keeps for one unless told otherwise, pages of the file and 128
# statements made ready, is 5 MB, and no faster than what the system keeps of the file for all of them.
SQLITE = {
    "factory": PrivateConnection,
    "cached_statements": 32,
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; "
    "PRAGMA cache_size=-500;",
}
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'expo.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A thread keeps its connection: opening the file and setting it up costs a third of a small page.
    DATABASES["default"] |= {"OPTIONS": SQLITE, "CONN_MAX_AGE": None}
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# PgBouncer in transaction mode: nothing of a connection outlives its transaction.
POOLED = env.bool("POOLED", default=False)
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = POOLED
# A copy that is only read, for public pages; and how far behind it may be, in seconds.
REPLICA_SECONDS = env.float("REPLICA_SECONDS", default=1.75)
if replica_url := env.str("REPLICA_URL", default=""):
    DATABASES["replica"] = DATABASES["default"] | env.db_url_config(replica_url) | {"TEST": {"MIRROR": "default"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Finished public pages: megabytes in the memory of each process, then files that the processes of a machine share.
# 0 makes every page anew each time.
WARM_MEMORY = env.int("WARM_MEMORY", default=0 if DEBUG else 24) << 20
WARM_FILES = VAR_DIR / "warm"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [{"NAME": "expo.accounts.passwords.KnownWordsValidator"}]
CSRF_FAILURE_VIEW = "expo.accounts.resubmit.csrf_refusal_page"
# Whether everybody on the staff must log in in two steps, and not only those who have chosen to.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/accounts/"
LOGOUT_REDIRECT_URL = "/accounts/login/"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "expo" / "locale"]
FORMAT_MODULE_PATH = "expo.i18n.formats"
LANGUAGE_COOKIE_NAME = "staff_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "expo.web.asset_bundles.BundleFinder",
]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Scans of signed pages: outside every folder that is served, and without an address.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR_DIR / "private",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # Pictures of things that are not public yet lie beside the others: the site is asked for each one.
    "pictures": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR_DIR / "pictures",
            "file_permissions_mode": 0o640,
            "directory_permissions_mode": 0o750,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "expo.web.static_files.PackedStaticFiles"
    },
}
MEDIA_ROOT = VAR_DIR / "media"
# The address, internal to nginx, below which it hands out a picture that the site has allowed; empty: the site does.
ACCEL_PICTURES = env.str("ACCEL_PICTURES", default="")

# Where `manage.py backup` writes, and where it keeps the log's heads: elsewhere, or whoever changes one changes both.
BACKUP_DIR = Path(env.str("BACKUP_DIR", default=str(VAR_DIR / "backups")))
BACKUP_HEADS = Path(env.str("BACKUP_HEADS", default=str(BACKUP_DIR / "heads.txt")))
BACKUP_PASSPHRASE_FILE = env.str("BACKUP_PASSPHRASE_FILE", default="")

# HTTPS=0 is for a machine that serves itself alone (the demo, the tests); everything else is behind TLS.
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
# No inline script or style and no foreign host; by the name that Django 6 gives it.
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
# Bytes: of any form, and of the addresses that take files, each of at most 20 MB and some of them several at once.
BODY_LIMIT = DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_LIMITS = {
    r"/desk/agenda/[-\w]+/import/": 11_000_000,
    r"/desk/(rates/import|[-\w]+/imports)/": 21_000_000,
    r"/desk/lists/[-\w]+/\w+/": 21_000_000,
    r"/desk/pictures/[-\w]+/zip/": 21_000_000,
    r"/desk/[-\w]+/landing/[-\w]+/(stage|funds)/": 22_000_000,
    r"/desk/deals/[-\w]+/scans/": 105_000_000,
    r"/admin/expo/(edition|exhibit|hall|launch|organisation|person|scenario)/(add|\d+/change)/": 22_000_000,
}
# Costly pages, by rooms: how many are answered at a time on one machine, and the names of their addresses.
COSTLY_PAGES = {
    "search": (4, ["expo:search", "expo:suggest"]),
    "deals": (4, ["data:deals", "data:totals", "api_deals:deals", "api_deals:totals"]),
    "agenda": (4, ["files:agenda", "files:schedule_xml", "files:schedule_json", "api_agenda:sessions"]),
}
# So many signings of one token are taken at a time on one machine: no office's program keeps out the others.
OFFICE_PLACES = 8
PUBLIC_STATEMENT_SECONDS = env.int("PUBLIC_STATEMENT_SECONDS", default=5)
# A signing ceremony with hundreds of signatories, or a hall with 200 booths, is one form of data entry.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Whoever sends it may read /metrics from another machine.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
FILING_NUMBER = env.str("FILING_NUMBER", default="")
# Web push (RFC 8030): the key of this installation and who answers for it; without both it is off. Of which push
# services the browsers that subscribe may be, by their hosts and what is below them.
WEB_PUSH_PRIVATE_KEY = env.str("WEB_PUSH_PRIVATE_KEY", default="")
WEB_PUSH_CONTACT = env.str("WEB_PUSH_CONTACT", default="")
WEB_PUSH_SERVICES = env.list(
    "WEB_PUSH_SERVICES",
    default=["fcm.googleapis.com", "push.services.mozilla.com", "notify.windows.com", "push.apple.com"],
)
# Origins on this machine that count as push services; for tests alone, so no variable names them.
WEB_PUSH_LOOPBACK: list[str] = []
# Where weaknesses are reported: addresses with their scheme, the best one first; without, there is no security.txt.
SECURITY_CONTACTS = env.list("SECURITY_CONTACTS", default=[])

# text is for people, who see failures and warnings; json for programs, with one line for every request.
LOG_FORMAT = env.str("LOG_FORMAT", default="text")
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "expo.monitoring.json_lines.JsonLines"},
    },
    "filters": {"without_trace": {"()": "expo.monitoring.refused_requests.WithoutTrace"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["without_trace"]},
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}
# Of an answer tells its own line, an error with its trace; while developing, Django's own words are the better ones.
LOGGING["loggers"] = {"expo.requests": {"level": "INFO" if LOG_FORMAT == "json" else LOG_LEVEL}}
if not DEBUG:
    LOGGING["loggers"] |= {"django.request": {"level": "CRITICAL"}}
