"""The secret in an invitation's link: derived wherever it must be sent, stored nowhere but as a hash.

A token is `<campaign>.<128 bits, base64url>`. The bits are a keyed hash of the campaign, the person and what
they are asked for, so the same invitation has the same token whenever it is derived, and whoever knows all of
these but not the installation's secret knows nothing of it. The token's own hash is where the invitation
stands; it follows from the token alone, so a link is looked up with no secret at hand.
"""

import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Final

from hearthline.platform.secret import Secret, digest

HASH_LENGTH: Final = 40
"""Hexadecimal digits that are kept of a token's SHA-256: 160 bits."""
_BYTES: Final = 16
_TOKEN: Final = re.compile(r"([0-9A-Za-z-]{1,40})\.([A-Za-z0-9_-]{22})")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a token leads to: the campaign that it names, and the hash under which its invitation stands."""

    campaign: str
    hash: str


class Tokens:
    """Derives the tokens of invitations."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def token(self, campaign: str, person: str, source: str | None = None) -> str:
        """Give the token by which a person is asked in a campaign, for this source where there is one."""
        material = self._secret.derive("survey", campaign, person, source or "")[:_BYTES]
        return f"{campaign}.{urlsafe_b64encode(material).rstrip(b'=').decode()}"

    def hash_of(self, campaign: str, person: str, source: str | None = None) -> str:
        """Give the hash under which that invitation stands."""
        return hashed(self.token(campaign, person, source))


def hashed(token: str) -> str:
    """Give the hash of a token."""
    return digest(token)[:HASH_LENGTH]


def read_token(text: str) -> Ticket | None:
    """Give what a token leads to, None where it has not the form of one.

    Each token has one spelling: another one with the same bits has another hash, and leads nowhere.
    """
    found = _TOKEN.fullmatch(text)
    return Ticket(found[1], hashed(text)) if found else None
