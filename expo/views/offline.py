"""The public pages without a network: the worker that keeps them, the page for what is not kept, and the manifest."""

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expo.web import asset_bundles
from expo.web.public_page import public_editions

FILES = ("site.css", "plan.css", "timetable.css", "visit.css", "site.js", "expo/seal.svg")
SEAL = {"sizes": "any", "type": "image/svg+xml", "purpose": "any"}
PAPER, SEAL_RED = "#faf8f3", "#ab2b18"


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script of the worker; asked for anew each time, so that a new version of the site replaces the old one."""
    source = asset_bundles.Bundle("sw.js").join()
    icon = static("expo/seal.svg")
    shell = {"files": [static(name) for name in FILES], "offline": offline_addresses(), "icon": icon}
    mark = hashlib.sha256(f"{source}{shell}".encode()).hexdigest()[:12]
    script = f"const shell = {json.dumps(shell | {'version': mark})};\n{source}"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


def offline_addresses() -> dict[str, str]:
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = reverse("offline")
    return found


@require_safe
def offline_page(request: HttpRequest) -> HttpResponse:
    """With the menu of the newest edition, whose pages are the likeliest to be kept."""
    return render(request, "expo/offline.html", {"newest": next(iter(public_editions(request)), None)})


@require_safe
def web_manifest(request: HttpRequest) -> HttpResponse:
    """What a telephone needs to put the site among its apps."""
    content = {
        "name": _("Smart China Expo"),
        "short_name": _("Smart China Expo"),
        "lang": get_language_info(get_language())["code"],
        "start_url": reverse("front"),
        "scope": reverse("front"),
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": SEAL_RED,
        "icons": [{"src": static("expo/seal.svg"), **SEAL}],
    }
    return JsonResponse(content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
