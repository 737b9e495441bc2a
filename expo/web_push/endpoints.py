"""Where a message may be sent: push services that browsers use, and no machine of a private network."""

import ipaddress
import re
import socket
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

LONGEST = 1000
# One line of a request; whatever could end it, or begin another, is no address.
PLAIN = re.compile(r"[!-~]+")
HTTPS_PORT = 443


class RefusedEndpoint(Exception):
    """Nothing is sent to this address."""


def read_endpoint(endpoint: str) -> SplitResult:
    """The parts of the address. Raises RefusedEndpoint where it is no address of a known push service."""
    if len(endpoint) > LONGEST or not PLAIN.fullmatch(endpoint):
        raise RefusedEndpoint("The address is too long, or none.")
    try:
        place = urlsplit(endpoint)
        port = place.port
    except ValueError as error:
        raise RefusedEndpoint("The address is none.") from error
    if place.fragment or place.username is not None or place.password is not None:
        raise RefusedEndpoint("The address is more than one of a push service.")
    if is_loopback_service(place):
        return place
    if place.scheme != "https" or port not in (None, HTTPS_PORT) or not is_service(place.hostname or ""):
        raise RefusedEndpoint("The address is not one of a push service.")
    return place


def is_service(host: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in settings.WEB_PUSH_SERVICES)


def is_loopback_service(place: SplitResult) -> bool:
    """The tests have a push service of their own on this machine; an installation has none."""
    return f"{place.scheme}://{place.netloc}" in settings.WEB_PUSH_LOOPBACK


def resolve_host(place: SplitResult) -> tuple[str, int]:
    """The address and port to connect to, looked up once: what was judged is what is asked.

    Raises RefusedEndpoint where any of the host's addresses is not one of the public internet, OSError where the name
    is not known.
    """
    port = place.port or HTTPS_PORT
    found = socket.getaddrinfo(place.hostname, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not is_loopback_service(place) and not all(is_public_address(address) for address in addresses):
        raise RefusedEndpoint("The host leads into a private network.")
    return addresses[0], port


def is_public_address(written: str) -> bool:
    """Also of an IPv4 address that an IPv6 one wraps."""
    address = ipaddress.ip_address(written.partition("%")[0])
    inner: ipaddress.IPv4Address | ipaddress.IPv6Address = address
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or nat64_address(address) or address
    return address_is_open(inner) and (inner is not address or address_is_open(address))


def nat64_address(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def address_is_open(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved
