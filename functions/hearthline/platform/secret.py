"""The stack's one secret, and what derives from it: signatures, contact hashes, numbers and keys.

What is stored and looked up by its hash is derived from the one key that never changes (`derive`); what is
only ever shown and checked, from keys that may be renewed (`signer`, `accepted`). The secret's value is plain
text as long as no key was ever added: that one text is both. From then on it is JSON,

    {"lookup": "…", "signing": [{"key": "…"}, {"key": "…", "from": "2026-11-27T08:30:00.000Z"}]}

with the oldest signing key first. A key without `from` has been in force for ever. Every key is accepted as
long as it stands there, one that is not in force yet among them, so that no reader is ever behind a signer.
"""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import Final, Self

from hearthline.platform.instants import instant, read_instant
from hearthline.platform.logs import log
from hearthline.platform.surroundings import utc_now

SHORTEST: Final = 32
"""Least length of a key, in characters."""
READ_AGAIN: Final = timedelta(minutes=10)
"""How old what is known of the secret may get: within it, a new key is known to every function."""
_EVER: Final = datetime.min.replace(tzinfo=UTC)


class SecretTooShort(Exception):
    """A configured key has ``length`` characters, fewer than SHORTEST: a mistake of the stack."""

    def __init__(self, length: int) -> None:
        super().__init__(f"the secret has {length} characters, at least {SHORTEST} are needed")
        self.length = length


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """One key; never shown."""

    text: str
    since: datetime = _EVER

    def __post_init__(self) -> None:
        if len(self.text) < SHORTEST:
            raise SecretTooShort(len(self.text))

    def derive(self, label: str, *parts: str) -> bytes:
        """Return 32 bytes (HMAC-SHA256) that only the key's holder can make of these pieces.

        Each piece goes in with its length before it, so ``("ab", "c")`` and ``("a", "bc")`` differ.
        """
        message = bytearray()
        for piece in (label, *parts):
            data = _bytes(piece)
            message += len(data).to_bytes(4)
            message += data
        return hmac.digest(self.text.encode(), bytes(message), "sha256")


@dataclass(frozen=True, slots=True, repr=False)
class Keyring:
    """The keys of one installation: `lookup`, and `signing` by when they came into force, oldest first."""

    lookup: Key
    signing: tuple[Key, ...]

    @classmethod
    def read(cls, value: str) -> Self:
        """Read the secret's value; raise SecretTooShort for a key that is none."""
        if not value.startswith("{"):
            only = Key(value)
            return cls(only, (only,))
        held = json.loads(value)
        signing = [
            Key(one["key"], read_instant(one["from"]) if "from" in one else _EVER) for one in held["signing"]
        ]
        return cls(Key(held["lookup"]), tuple(signing))

    def written(self) -> str:
        """Give the value to be kept; `read` gives the same ring again."""
        signing = [
            {"key": key.text, **({} if key.since == _EVER else {"from": instant(key.since)})}
            for key in self.signing
        ]
        return json.dumps({"lookup": self.lookup.text, "signing": signing})

    def signer(self, at: datetime) -> Key:
        """Give the key that signs at an instant; the oldest of all where none was in force by then."""
        return next((key for key in reversed(self.signing) if key.since <= at), self.signing[0])

    def with_new(self, key: Key) -> "Keyring":
        """Give the ring with a key that comes into force after all others."""
        return Keyring(self.lookup, (*self.signing, key))

    def retired(self, at: datetime) -> "Keyring":
        """Give the ring without the keys that were followed by another one by then."""
        return Keyring(self.lookup, self.signing[self.signing.index(self.signer(at)) :])

    def only_newest(self) -> "Keyring":
        """Give the ring with the newest key alone."""
        return Keyring(self.lookup, self.signing[-1:])


class Secret:
    """A secret that is fetched when first used; a fetch that fails is tried again.

    It is fetched again after READ_AGAIN; where that fails, what is known stays good for as long once more.
    """

    def __init__(self, fetch: Callable[[], str], now: Callable[[], datetime] = utc_now) -> None:
        self._fetch = fetch
        self._now = now
        self._known: tuple[datetime, Keyring] | None = None
        self._lock = Lock()

    def derive(self, label: str, *parts: str) -> bytes:
        """Return 32 bytes of these pieces that are the same for ever, for what is found again by them.

        Raises SecretTooShort, and whatever the first fetch raises; so do the others here.
        """
        return self._keyring().lookup.derive(label, *parts)

    def signer(self, at: datetime | None = None) -> Key:
        """Give the key that signs now, or signed at an instant."""
        return self._keyring().signer(at or self._now())

    def accepted(self) -> tuple[Key, ...]:
        """Give every key whose signatures are good, the newest first."""
        return self._keyring().signing[::-1]

    def _keyring(self) -> Keyring:
        known = self._known or self._read_first()
        # Who reads it again holds nobody up: meanwhile the others go on with what is known.
        if self._now() - known[0] >= READ_AGAIN and self._lock.acquire(blocking=False):
            try:
                known = self._known = self._now(), self._read_again(known[1])
            finally:
                self._lock.release()
        return known[1]

    def _read_first(self) -> tuple[datetime, Keyring]:
        with self._lock:
            if self._known is None:
                self._known = self._now(), Keyring.read(self._fetch())
            return self._known

    def _read_again(self, known: Keyring) -> Keyring:
        # A store of secrets that is down must not take down what worked a moment ago; nor must a value that
        # somebody has just spoilt.
        try:
            return Keyring.read(self._fetch())
        except Exception as failure:  # noqa: BLE001 (whatever it is, the ring that is known is better than none)
            log("secret.kept", level="WARNING", error=type(failure).__name__)
            return known


def digest(data: str | bytes) -> str:
    """Return the SHA-256 of data (text as UTF-8) in 64 hexadecimal digits."""
    return sha256(_bytes(data)).hexdigest()


def same(a: str | bytes, b: str | bytes) -> bool:
    """Say whether two values are equal, in a time that doesn't tell where they differ."""
    return hmac.compare_digest(_bytes(a), _bytes(b))


def _bytes(data: str | bytes) -> bytes:
    # A lone surrogate must not turn a wrong key into a failure of the server.
    return data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
