"""The doctor on the certificate that browsers are shown, where TLS ends on this machine."""

import ssl
import subprocess
import time
from collections.abc import Iterator

from django.conf import settings

from expo.doctor.faults import Fault

# Of the proxy in front.
LISTENER = ("127.0.0.1", 443)
PATIENCE_SECONDS = 3
DAY_SECONDS = 86_400
LEAST_DAYS = 14
RENEW = "Renew it (certbot renew, or a new one in /etc/expo/tls/), then systemctl reload nginx."


def served_certificate() -> str:
    """As PEM; empty where nothing on this machine ends the TLS."""
    try:
        return ssl.get_server_certificate(LISTENER, timeout=PATIENCE_SECONDS)
    except OSError:
        return ""


def end_of(certificate: str) -> float:
    """Seconds since 1970."""
    command = ["openssl", "x509", "-noout", "-enddate"]
    said = subprocess.run(command, input=certificate, check=True, capture_output=True, text=True).stdout
    return ssl.cert_time_to_seconds(said.strip().removeprefix("notAfter="))


def certificates() -> Iterator[Fault]:
    if not settings.HTTPS or not (certificate := served_certificate()):
        return
    end = end_of(certificate)
    day = time.strftime("%Y-%m-%d", time.gmtime(end))
    if end < time.time():
        yield Fault("certificate-expired", f"The certificate ended on {day}: browsers refuse the site.", RENEW)
    elif end < time.time() + LEAST_DAYS * DAY_SECONDS:
        yield Fault("certificate-ends", f"The certificate ends on {day}.", RENEW)


CHECKS = [certificates]
