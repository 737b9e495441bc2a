"""Where every address leads: the public site below a language, the staff site beside it."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path, register_converter
from django.urls.converters import SlugConverter
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from expo.accounts.own_password import ChangePassword
from expo.kept_form import LogIn
from expo.views import offline, site

STAFF = "|".join(["api", *(prefix.strip("/") for prefix in settings.STAFF_PREFIXES)])


class EditionConverter(SlugConverter):
    """An edition's slug; never `desk` and the like, or what is refused there would be looked for in a language."""

    regex = rf"(?!(?:{STAFF})/){SlugConverter.regex}"


register_converter(EditionConverter, "edition")

urlpatterns = [
    path("", site.root, name="root"),
    path("healthz", site.healthz, name="healthz"),
    path("readyz", site.readyz, name="readyz"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", site.sitemap, name="sitemap"),
    path("sw.js", offline.worker, name="worker"),
    path("accounts/", site.staff, name="staff"),
    path("accounts/login/", LogIn.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("accounts/password/", ChangePassword.as_view(), name="password_change"),
    path("accounts/language/", require_POST(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    path("desk/agenda/", include("agenda.desk_urls")),
    path("desk/", include("deals.desk_urls")),
    path("", include("agenda.embed_urls")),
    path("api/v1/", include("agenda.api_urls")),
    path("api/v1/", include("deals.api_urls")),
    path("api/v1/", include("expo.api_urls")),
    path("<edition:edition>/", include("agenda.file_urls")),
    path("<edition:edition>/", include("deals.file_urls")),
    path("<edition:edition>/", include("deals.bulletin_file_urls")),
    *i18n_patterns(
        path("", site.front, name="front"),
        path("offline/", offline.offline, name="offline"),
        path("manifest.webmanifest", offline.manifest, name="manifest"),
        path("<edition:edition>/", include("expo.public_urls")),
        path("<edition:edition>/", include("agenda.urls")),
        path("<edition:edition>/deals/", include("deals.urls")),
        path("<edition:edition>/", include("deals.wall_urls")),
        path("<edition:edition>/bulletins/", include("deals.bulletin_urls")),
    ),
]

if settings.DEBUG:
    from expo.views.styleguide import styleguide

    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
