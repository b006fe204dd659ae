"""Cursors of lists: opaque to the caller, signed, and good only for the very query that gave them."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Final

from hearthline.platform.json_text import write_json
from hearthline.platform.problems import Problem
from hearthline.platform.secret import Key, Secret, same

_SIGNATURE: Final = 16
_LONGEST: Final = 2048


class Cursors:
    """Makes cursors and reads them back.

    A cursor is signed, not encrypted: a position holds nothing that its reader may not see.
    """

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def seal(self, binding: str, position: Mapping[str, str]) -> str:
        """Return the URL-safe cursor of a position in the list that `binding` stands for.

        `binding` says all that decides the list: which one, whose, its filters and its order.
        """
        payload = write_json(dict(position))
        return _spelled(_signature(self._secret.signer(), binding, payload) + payload.encode())

    def open(self, binding: str, cursor: str) -> dict[str, str]:
        """Return the position that `seal` put into the cursor for this binding; else raise Problem 400."""
        if len(cursor) > _LONGEST or not cursor.isascii():
            raise Problem.cursor()
        try:
            signed = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            payload = signed[_SIGNATURE:].decode()
        except (binascii.Error, UnicodeDecodeError):
            raise Problem.cursor() from None
        # Decoding skips characters outside the alphabet: only the one spelling that was given out counts.
        if _spelled(signed) != cursor or not any(
            same(_signature(key, binding, payload), signed[:_SIGNATURE]) for key in self._secret.accepted()
        ):
            raise Problem.cursor()
        position: dict[str, str] = json.loads(payload)
        return position


def _signature(key: Key, binding: str, payload: str) -> bytes:
    return key.derive("cursor", binding, payload)[:_SIGNATURE]


def _spelled(signed: bytes) -> str:
    return urlsafe_b64encode(signed).rstrip(b"=").decode()
