"""The stack's one secret, and what derives from it: signatures, contact hashes, numbers and keys."""

import hmac
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from typing import Final

SHORTEST: Final = 32
"""Least length of the secret, in characters."""


class SecretTooShort(Exception):
    """The configured secret has ``length`` characters, fewer than SHORTEST: a mistake of the stack."""

    def __init__(self, length: int) -> None:
        super().__init__(f"the secret has {length} characters, at least {SHORTEST} are needed")
        self.length = length


class Secret:
    """A secret that is fetched when first used, once for the process; a fetch that fails is tried again."""

    def __init__(self, fetch: Callable[[], str]) -> None:
        self._fetch = fetch
        self._key: bytes | None = None
        self._lock = Lock()

    def derive(self, label: str, *parts: str) -> bytes:
        """Return 32 bytes (HMAC-SHA256) that only the secret's holder can make of these pieces.

        Each piece goes in with its length before it, so ``("ab", "c")`` and ``("a", "bc")`` differ.
        Raises SecretTooShort, and whatever the fetch raises.
        """
        message = bytearray()
        for piece in (label, *parts):
            data = _bytes(piece)
            message += len(data).to_bytes(4)
            message += data
        return hmac.digest(self._material(), bytes(message), "sha256")

    def _material(self) -> bytes:
        with self._lock:
            if self._key is None:
                secret = self._fetch()
                if len(secret) < SHORTEST:
                    raise SecretTooShort(len(secret))
                self._key = secret.encode()
            return self._key


def digest(data: str | bytes) -> str:
    """Return the SHA-256 of data (text as UTF-8) in 64 hexadecimal digits."""
    return sha256(_bytes(data)).hexdigest()


def same(a: str | bytes, b: str | bytes) -> bool:
    """Say whether two values are equal, in a time that doesn't tell where they differ."""
    return hmac.compare_digest(_bytes(a), _bytes(b))


def _bytes(data: str | bytes) -> bytes:
    # A lone surrogate must not turn a wrong key into a failure of the server.
    return data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
