"""A POST to an address that somebody configured, so that it can't be used to reach into our own network.

The host is resolved once, every address found is checked, and the connection goes to a checked address: a
name that answers differently the second time gains nothing. Redirects are not followed, the answer is read up
to a bound, and the whole exchange ends at a deadline even when the other side sends a byte now and then.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from hearthline.notices.adapters.addresses import is_public

TIMEOUT = 5.0
DEADLINE = 10.0
LONGEST_ANSWER = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, its body cut at 64 KiB."""

    status: int
    body: bytes


class PostFailed(Exception):
    """The POST did not end well; the subclass says how."""


class TargetForbidden(PostFailed):
    """The address is not one to talk to; `rule` says why. Nothing was sent."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class NotConnected(PostFailed):
    """No connection came about. Nothing was sent."""


class NoAnswer(PostFailed):
    """The request was sent, at least in part, and no whole answer came."""


def resolve(host: str, port: int) -> list[str]:
    """Give every address of a host, as the system resolves it (decimal and octal forms included)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class HttpsPost:
    """Makes checked POSTs. What touches the network is a parameter, so that tests can stand in for it."""

    def __init__(
        self,
        resolve: Callable[[str, int], Sequence[str]] = resolve,
        allowed: Callable[[str], bool] = is_public,
        context: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        deadline: float = DEADLINE,
    ) -> None:
        self._resolve = resolve
        self._allowed = allowed
        self._context = context
        self._deadline = deadline

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send one request; raise TargetForbidden, NotConnected or NoAnswer."""
        parts, host, port = _target(url)
        connection = _Pinned(host, port, self._addresses(host, port), self._context)
        watch = Timer(self._deadline, connection.cut)
        watch.daemon = True
        watch.start()
        try:
            try:
                connection.connect()
            except OSError as error:
                raise NotConnected from error
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            try:
                connection.request("POST", path, body, dict(headers))
                response = connection.getresponse()
                answer = Answer(response.status, response.read(LONGEST_ANSWER))
            except (http.client.InvalidURL, UnicodeError) as error:
                raise TargetForbidden("unreadable") from error
            except (OSError, http.client.HTTPException) as error:
                raise NoAnswer from error
            if connection.was_cut:
                raise NoAnswer
            return answer
        finally:
            watch.cancel()
            connection.close()

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise NotConnected from error
        if not found:
            raise NotConnected
        if not all(self._allowed(address) for address in found):
            raise TargetForbidden("address_not_public")
        return found


def _target(url: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError as error:
        raise TargetForbidden("unreadable") from error
    if parts.scheme != "https":
        raise TargetForbidden("not_https")
    if parts.hostname is None or parts.username is not None or parts.password is not None:
        raise TargetForbidden("unreadable")
    return parts, parts.hostname, port


class _Pinned(http.client.HTTPSConnection):
    """Connects to one of the given addresses and verifies the certificate for the host's name."""

    def __init__(
        self, host: str, port: int, addresses: Sequence[str], context: Callable[[], ssl.SSLContext]
    ) -> None:
        self._tls = context()
        self._addresses = addresses
        self.was_cut = False
        super().__init__(host, port, timeout=TIMEOUT, context=self._tls)

    def connect(self) -> None:
        """Try the addresses in their order; raise the last one's OSError."""
        failure: OSError = OSError("no address")
        for address in self._addresses:
            try:
                plain = socket.create_connection((address, self.port), TIMEOUT)
            except OSError as error:
                failure = error
                continue
            self.sock = plain
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
            return
        raise failure

    def cut(self) -> None:
        """End the exchange from another thread; whoever waits on it gets an OSError or a cut answer."""
        self.was_cut = True
        sock = self.sock
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
