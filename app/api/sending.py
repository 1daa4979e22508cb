"""Sends one message to one address, and to nowhere else: no redirects, no private networks, little said and heard.

The name of the host is looked up once, each of its addresses is judged, and the connection goes to one that was judged;
so a name that answers otherwise the second time gains nothing.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Timer
from urllib.parse import SplitResult, urlsplit

SILENCE_SECONDS = 10
LONGEST_SECONDS = 20
"""For all of an exchange: who sends one sign every nine seconds is not waited for any longer."""
_LONGEST_ADDRESS = 500
_HEARD = 1024
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: a status, or a word for why there is none."""

    said: str
    status: int | None = None

    @property
    def arrived(self) -> bool:
        """Tell whether the other side took it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_over(self) -> bool:
        """Tell whether the other side wants nothing more: 410 Gone."""
        return self.status == http.client.GONE


@dataclass(frozen=True, slots=True)
class Reach:
    """How far this installation may send."""

    over_http: bool = False
    to_private: bool = False


class _Refused(Exception):
    """This address is not sent to; the message is one word."""


def is_allowed(address: str, reach: Reach) -> bool:
    """Tell whether a webhook may have an address, without looking its host up."""
    try:
        parts = urlsplit(address)
        _check(parts, reach)
        literal = _literal(parts.hostname or "")
    except (_Refused, ValueError):
        return False
    return len(address) <= _LONGEST_ADDRESS and (literal is None or reach.to_private or is_public(literal))


def send(address: str, body: bytes, headers: Mapping[str, str], reach: Reach) -> Outcome:
    """Send a message; whatever happens is told and nothing is raised."""
    try:
        parts = urlsplit(address)
        _check(parts, reach)
        return _exchange(_connection(parts, _judged(parts, reach)), parts, body, headers)
    except _Refused as refusal:
        return Outcome(str(refusal))
    except ssl.SSLError:
        return Outcome("bad-certificate")
    except socket.gaierror:
        return Outcome("no-such-host")
    except TimeoutError:
        return Outcome("timeout")
    except (OSError, http.client.HTTPException):
        return Outcome("no-connection")
    except ValueError:
        return Outcome("bad-address")


def is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Tell whether an address is one of the open internet; one inside another counts as the inner one."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is not None:
            return is_public(inner)
        if ip in _NAT64:
            return is_public(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if ip.is_site_local or int(ip) >> 32 == 0:  # Of old times: private by name, or an IPv4 address inside.
            return False
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _check(parts: SplitResult, reach: Reach) -> None:
    if parts.scheme not in (("https", "http") if reach.over_http else ("https",)):
        raise _Refused("not-https")
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise _Refused("bad-address")
    if not (parts.netloc + parts.path + parts.query).isprintable() or " " in parts.geturl():
        raise _Refused("bad-address")
    _ = parts.port


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _judged(parts: SplitResult, reach: Reach) -> str:
    """Look the host up and give the first address; refuse a host of which one address is private."""
    port = parts.port or _PORTS[parts.scheme]
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not reach.to_private and not all(is_public(ipaddress.ip_address(one)) for one in addresses):
        raise _Refused("private-network")
    return addresses[0]


def _connection(parts: SplitResult, ip: str) -> http.client.HTTPConnection:
    """Open a connection to the address that was judged, under the name that was asked for."""
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    plain = socket.create_connection((ip, port), timeout=SILENCE_SECONDS)
    connection = http.client.HTTPConnection(host, port, timeout=SILENCE_SECONDS)
    try:
        secured = parts.scheme == "https"
        connection.sock = _secured(plain, host) if secured else plain
    except BaseException:
        plain.close()
        raise
    return connection


def _secured(plain: socket.socket, host: str) -> ssl.SSLSocket:
    """Prepare a connection for TLS; both sides agree, and the certificate is checked, at the handshake."""
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


@contextmanager
def _not_for_ever(sock: socket.socket) -> Iterator[None]:
    """Hang up after the longest time, whatever the other side does; raise TimeoutError then."""
    is_over = Event()

    def hang_up() -> None:
        is_over.set()
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    watch = Timer(LONGEST_SECONDS, hang_up)
    watch.daemon = True
    watch.start()
    try:
        yield
    except Exception:
        if is_over.is_set():
            raise TimeoutError from None
        raise
    finally:
        watch.cancel()


def _exchange(
    connection: http.client.HTTPConnection, parts: SplitResult, body: bytes, headers: Mapping[str, str]
) -> Outcome:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    default = parts.port is None or parts.port == _PORTS[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else str(parts.hostname)
    more = {
        "Host": host if default else f"{host}:{parts.port}",
        "Content-Type": "application/json",
        "User-Agent": "waymark",
    }
    with closing(connection), _not_for_ever(connection.sock):
        if isinstance(connection.sock, ssl.SSLSocket):
            connection.sock.do_handshake()
        connection.request("POST", target, body, {**more, **headers, "Connection": "close"})
        answer = connection.getresponse()
        answer.read(_HEARD)
        return Outcome(str(answer.status), answer.status)
