"""Asking the issuer: by TLS, within seconds, without following where an answer points to."""

import http.client
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlencode, urlsplit

TIMEOUT: Final = 5.0
LONGEST_ANSWER: Final = 256 * 1024
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class NotFetched(Exception):
    """No whole answer came, or the address is none to ask at."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back."""

    status: int
    body: bytes


Fetch = Callable[[str, Mapping[str, str] | None], Fetched]
"""Asks an address, with a posted form or without; raises NotFetched."""


def fetch(address: str, form: Mapping[str, str] | None = None) -> Fetched:
    """Get an address, or post a form to it; raise NotFetched."""
    if not may_be_asked(address):
        raise NotFetched
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _connection(parts)
    try:
        if form is None:
            connection.request("GET", path, headers={"Accept": "application/json"})
        else:
            kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
            connection.request("POST", path, urlencode(form).encode(), kind)
        answer = connection.getresponse()
        body = answer.read(LONGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException) as error:
        raise NotFetched from error
    finally:
        connection.close()
    if len(body) > LONGEST_ANSWER:
        raise NotFetched
    return Fetched(answer.status, body)


def may_be_asked(address: str) -> bool:
    """Say whether an address is one to ask at: https, or plain http of this very machine."""
    try:
        parts = urlsplit(address)
        told = parts.hostname is not None and parts.username is None and parts.port != 0
    except ValueError:
        return False
    plain = parts.scheme == "http" and parts.hostname in _LOOPBACK
    return told and address.isascii() and address.isprintable() and (parts.scheme == "https" or plain)


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=TIMEOUT)
    context = ssl.create_default_context()
    return http.client.HTTPSConnection(host, parts.port, timeout=TIMEOUT, context=context)
