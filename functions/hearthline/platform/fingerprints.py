"""Keyed hashes by which contacts, homes and callers are known where they themselves must not stand.

A plain hash of a phone number is undone in seconds, so each is made with the installation's secret. The same
contact gives the same hash in every table: that is how a complaint and a member are found to be one person's.
"""

import json
from typing import Final
from unicodedata import normalize

from hearthline.platform.codec import dump
from hearthline.platform.ids import encode
from hearthline.platform.limits import network_of
from hearthline.platform.once import Once
from hearthline.platform.secret import Secret

BYTES: Final = 16


class Fingerprints:
    """Makes keyed hashes of 128 bits, in hexadecimal."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def person(self, kind: str, value: str) -> str:
        """Give the hash of one normalised phone number (`phone`) or e-mail address (`email`)."""
        return self.fingerprint("person", f"{kind}:{value}")

    def place(self, city: str, project: str, building: str | None, unit: str) -> str:
        """Give the hash of one home, however its parts are spaced, cased and wide."""
        return self.fingerprint(
            "home", "\n".join(alike(part) for part in (city, project, building or "", unit))
        )

    def group(self, *parts: str) -> str:
        """Give the hash of what complaints have in common, such as a building, however it is spelled."""
        return self.fingerprint("group", "\n".join(alike(part) for part in parts))

    def caller(self, address: str) -> str:
        """Give the hash by which a source address is counted; of IPv6 its whole network is one."""
        return self.fingerprint("caller", network_of(address))

    def once(self, owner: str, repeat_key: str, command: object) -> Once:
        """Give what a repetition of this command (a dataclass) by this owner is known by."""
        body = json.dumps(dump(command), ensure_ascii=False, sort_keys=True)
        return Once(
            self.fingerprint("once", f"{owner}\n{repeat_key}"),
            self.fingerprint("command", f"{type(command).__name__}\n{body}"),
        )

    def identifier_for(self, kind: str, owner: str, name: str) -> str:
        """Give the id of 80 bits that a name leads to, for this kind of thing and this owner.

        The name is an Idempotency-Key, or what a source calls the thing: the same again finds the first.
        """
        return encode(self._secret.derive("identifier", kind, owner, name)[:10])

    def fingerprint(self, purpose: str, text: str) -> str:
        """Give the keyed hash of a text for one purpose."""
        return self._secret.derive(purpose, text)[:BYTES].hex()


def alike(text: str) -> str:
    """Give what is left of a name when spaces, case and width don't count; never the end of a line."""
    return "".join(normalize("NFKC", text).casefold().split())
