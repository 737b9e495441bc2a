"""Under which key an answer is kept: scheme, host, language, path, and the parameters that its route knows.

Nothing else of a request reaches the view of an answer that is kept (`strip_request`), so that nobody can put anything
into what others are shown.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from expo.warm.routes import Kept
from expo.web.redirects import ASKED

Environ = dict[str, Any]
LONGEST_QUERY, LONGEST_HEADER = 600, 300
PREFIXES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
# What a view may know of a request whose answer is kept; of languages, where its address says none.
READ = {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_REQUEST_ID"}
LANGUAGES = "HTTP_ACCEPT_LANGUAGE"
# Whoever makes these conditions is answered by Django itself.
CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_MODIFIED_SINCE")


@dataclass(frozen=True)
class Address:
    """What is asked for, by whichever name: `place` is all but the query."""

    place: str
    query: str

    def key(self, query: str) -> str:
        return f"{self.place}?{query}"


def read_address(environ: Environ) -> Address | None:
    """None where an answer could be nobody else's: sent, below another path, or of a host that is only a pattern's."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("SCRIPT_NAME"):
        return None
    host, path = environ.get("HTTP_HOST") or server_name(environ), environ.get("PATH_INFO", "")
    if not is_named_host(host, environ["SERVER_PORT"]):
        return None
    language = "" if path.startswith(PREFIXES) else preferred_language(environ.get(LANGUAGES, ""))
    query = str(environ.get(ASKED, environ.get("QUERY_STRING", "")))
    return Address(f"{scheme(environ)} {host} {language} {path}", query)


def server_name(environ: Environ) -> str:
    """As Django makes it of a request that names no host."""
    standard = "443" if scheme(environ) == "https" else "80"
    name, port = environ["SERVER_NAME"], str(environ["SERVER_PORT"])
    return name if port == standard else f"{name}:{port}"


@lru_cache(maxsize=256)
def is_named_host(host: str, served: str) -> bool:
    """Named in the settings as it is written, at a port that there is: otherwise each page would have many names."""
    name, _colon, port = host.rpartition(":") if not host.endswith("]") and ":" in host else (host, "", "")
    return name in settings.ALLOWED_HOSTS and port in ("", "80", "443", str(served))


def scheme(environ: Environ) -> str:
    """As Django reads it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        if (told := environ.get(name)) is not None:
            return "https" if told.split(",", 1)[0].strip() == secure else "http"
    return environ["wsgi.url_scheme"]


def preferred_language(header: str) -> str:
    return resolve_language(header[:LONGEST_HEADER])


@lru_cache(maxsize=512)
def resolve_language(header: str) -> str:
    """The language that Django takes from the header."""
    request = HttpRequest()
    request.META[LANGUAGES] = header
    return translation.get_language_from_request(request)


def known_query(query: str, route: Kept) -> str | None:
    """The parameters by which answers of the route differ, in its order; None where the answer is not kept."""
    if not query:
        return ""
    if len(query) > LONGEST_QUERY:
        return None
    asked = parse_qsl(query, keep_blank_values=True)
    values = {name: value for name, value in asked if name in route.parameters}
    known = [name for name, _value in asked if name in route.parameters]
    if len(known) > len(values) or (route.strict and len(known) < len(asked)):
        return None
    if not all(route.parameters[name].fullmatch(value) for name, value in values.items()):
        return None
    return urlencode([(name, values[name]) for name in route.parameters if name in values])


def strip_request(environ: Environ, query: str) -> Environ:
    """Leave of a request what its key says; what is taken away, to be put back."""
    read = READ if environ.get("PATH_INFO", "").startswith(PREFIXES) else READ | {LANGUAGES}
    taken = {name: value for name, value in environ.items() if name.startswith("HTTP_") and name not in read}
    for name in taken:
        del environ[name]
    environ[ASKED] = taken["QUERY_STRING"] = environ.get("QUERY_STRING", "")
    environ["QUERY_STRING"] = query
    return taken
