"""One way to the issuer and back: what the browser keeps on it, and what is asked for by it.

OpenID Connect's authorization code flow with PKCE (RFC 7636, S256), a state and a nonce. The browser keeps a
random value in a cookie; state, nonce and verifier derive from that value and the installation's secret. So
nothing is stored for who only begins, and nothing in the cookie can be changed: its state would be another.
Each way has a cookie of its own, so that two windows may be on it at once.
"""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from hearthline.platform.ids import Entropy
from hearthline.platform.secret import Key, Secret, same

LASTS: Final = timedelta(minutes=10)
"""How long somebody may take at the issuer."""
FRONT: Final = "/desk"
_COOKIE: Final = "__Host-desk-in-"
_ATTRIBUTES: Final = "Path=/; Secure; HttpOnly; SameSite=Lax"
_LONGEST_NEXT: Final = 1500
_LONGEST: Final = 4096
_ID: Final = re.compile(r"[\w-]{8}", re.ASCII)
_NEXT: Final = re.compile(r"/desk(?:[/?][!-~]*)?")
_NOT_NEXT: Final = re.compile(
    r"\\|/(?:\.|%2e){1,2}(?:[/?]|$)|^/desk/sign(?:-in|ed-in|-out)(?:[/?]|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Flow:
    """One way: `state`, `nonce` and `verifier` for the issuer, `next` where it ends, `cookie` to be set."""

    state: str
    nonce: str
    verifier: str
    next: str
    cookie: str

    @property
    def cleared(self) -> str:
        """The cookie that takes the way's away from the browser."""
        return f"{self.cookie.partition('=')[0]}=; Max-Age=0; {_ATTRIBUTES}"


class Flows:
    """Begins ways to the issuer, and knows them again at their end."""

    def __init__(self, secret: Secret, entropy: Entropy) -> None:
        self._secret = secret
        self._entropy = entropy

    def begin(self, next_: str, now: datetime) -> Flow:
        """Give a new way that ends at `next_`, a path of the desk that `safe_next` has given."""
        until = int((now + LASTS).timestamp())
        value = f"{_spelled(self._entropy.token(32))}.{until}.{_spelled(next_.encode())}"
        return _flow(self._secret.signer(now), _spelled(self._entropy.token(6)), value, next_)

    def resume(self, state: str, cookies: Mapping[str, str], now: datetime) -> Flow | None:
        """Give the way that this browser went with this state; None where it went none, or too long ago."""
        identity = state.partition(".")[0]
        value = cookies.get(f"{_COOKIE}{identity}", "") if _ID.fullmatch(identity) else ""
        _, until, next_ = (*value.split("."), "", "", "")[:3]
        if len(value) > _LONGEST or not value.isascii() or not (until.isdigit() and len(until) < 12):
            return None
        try:
            end = urlsafe_b64decode(next_ + "=" * (-len(next_) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError):
            return None
        flows = (_flow(key, identity, value, end) for key in self._secret.accepted())
        flow = next((flow for flow in flows if same(flow.state, state)), None)
        return flow if now.timestamp() < int(until) else None


def _flow(key: Key, identity: str, value: str, next_: str) -> Flow:
    def derived(what: str) -> str:
        return _spelled(key.derive(f"desk-{what}", identity, value))

    cookie = f"{_COOKIE}{identity}={value}; Max-Age={int(LASTS.total_seconds())}; {_ATTRIBUTES}"
    return Flow(f"{identity}.{derived('state')}", derived("nonce"), derived("verifier"), next_, cookie)


def safe_next(address: str | None) -> str:
    """Give where to go after signing in: the address where it is a page of the desk, the desk itself else.

    A page of the desk is a path under `/desk`, as browsers would follow it too: no other origin, no way up,
    none of the addresses of signing in and out.
    """
    if address and len(address) <= _LONGEST_NEXT and _NEXT.fullmatch(address):
        return FRONT if _NOT_NEXT.search(address) else address
    return FRONT


def challenge_of(verifier: str) -> str:
    """Give the S256 code challenge of a verifier (RFC 7636, 4.2)."""
    return _spelled(sha256(verifier.encode("ascii")).digest())


def _spelled(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
