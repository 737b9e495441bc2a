"""The doctor on the variables of an installation."""

import ipaddress
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from expo.doctor.faults import Fault

SHORTEST_KEY = 50
PLAIN_KEYS = ("django-insecure", "changeme", "change-me", "secret", "only-for")


def weak_keys() -> Iterator[Fault]:
    fix = "Set a new one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < 10:
        yield Fault("key-weak", "SECRET_KEY is short, or has few different characters.", fix)
    elif key.lower().startswith(PLAIN_KEYS):
        yield Fault("key-known", "SECRET_KEY begins like an example of one.", fix)


def former_keys() -> Iterator[Fault]:
    fix = "Take it out of SECRET_KEY_FALLBACKS."
    if settings.SECRET_KEY in settings.SECRET_KEY_FALLBACKS:
        yield Fault("former-key-current", "SECRET_KEY stands in SECRET_KEY_FALLBACKS too.", fix)
    if any(len(key) < SHORTEST_KEY for key in settings.SECRET_KEY_FALLBACKS):
        yield Fault("former-key-weak", "A key in SECRET_KEY_FALLBACKS is short: whoever guesses it can log in.", fix)


def debug_mode() -> Iterator[Fault]:
    if settings.DEBUG:
        yield Fault("debug", "DEBUG is on: error pages show code and settings to everybody.", "Take DEBUG out.")


def hosts() -> Iterator[Fault]:
    named = [host for host in settings.ALLOWED_HOSTS if host not in ("localhost", "127.0.0.1", "[::1]")]
    fix = "Name the host that visitors type, such as expo.example.org, in ALLOWED_HOSTS."
    if "*" in named:
        yield Fault("hosts-any", "ALLOWED_HOSTS takes any host: links in pages can be forged.", fix)
    elif not named:
        yield Fault("hosts-local", "ALLOWED_HOSTS names this machine only: visitors get an error 400.", fix)
    elif any(host.startswith(".") for host in named) and settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        said = "HSTS covers every host below the domain in ALLOWED_HOSTS, also those that have no TLS."
        yield Fault("hsts-wide", said, "Name hosts in full, without a leading dot.")
    elif settings.SECURE_HSTS_SECONDS and any(is_ip_address(host) for host in named):
        said = "HSTS does not hold for an IP address, and no certificate of the public fits one."
        yield Fault("hosts-ip", said, fix)


def is_ip_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def transport() -> Iterator[Fault]:
    if not settings.HTTPS:
        yield Fault("https-off", "HTTPS=0: passwords and cookies travel in the clear.", "Take HTTPS out.")
    elif not settings.BEHIND_PROXY:
        said = "TLS is asked for and no proxy is named that ends it: every page leads to itself for ever."
        yield Fault("proxy-unnamed", said, "Set BEHIND_PROXY=1 where nginx or another proxy passes X-Forwarded-Proto.")


def origins() -> Iterator[Fault]:
    if odd := [origin for origin in settings.CSRF_TRUSTED_ORIGINS if not origin.startswith("https://")]:
        said = f"CSRF_TRUSTED_ORIGINS trusts {odd[0]}, which is not https."
        yield Fault("origin-plain", said, "Name origins in full, beginning with https://.")


def body_limits() -> Iterator[Fault]:
    if settings.DATA_UPLOAD_MAX_MEMORY_SIZE is None or settings.DATA_UPLOAD_MAX_MEMORY_SIZE > settings.BODY_LIMIT:
        said = "Forms may be larger than BODY_LIMIT: a few of them fill the memory."
        yield Fault("bodies-unbounded", said, "Leave DATA_UPLOAD_MAX_MEMORY_SIZE at BODY_LIMIT.")


def variables_file() -> Iterator[Fault]:
    path = os.environ.get("ENV_FILE")
    if path and Path(path).exists() and Path(path).stat().st_mode & stat.S_IROTH:
        yield Fault("variables-readable", f"Everybody on this machine can read {path}.", f"chmod o-rwx {path}")


def user() -> Iterator[Fault]:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        said = "The site runs as root: one flaw in it is one of the whole machine."
        yield Fault("root", said, "Run it as a user of its own (deploy/systemd/expo.service does).")


CHECKS = [weak_keys, former_keys, debug_mode, hosts, transport, origins, body_limits, variables_file, user]
