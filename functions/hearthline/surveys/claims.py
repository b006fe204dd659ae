"""Rewards of anonymous answers: a code that is worth points once, and says nothing of what was answered.

A code is derived from the invitation, so that whoever lost the page that showed it sees the same one again.
What is kept of it is its hash and the campaign; the answer knows no code, and the code no answer.
"""

from typing import Final

from hearthline.platform.ids import encode, read_code
from hearthline.platform.secret import Secret, digest

LENGTH: Final = 16
"""Characters of a code: 80 bits."""
_BYTES: Final = 10


class ClaimCodes:
    """Derives codes."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def __call__(self, campaign: str, token_hash: str) -> str:
        """Give the code of an invitation, as people read it: four groups of four characters."""
        code = encode(self._secret.derive("survey-claim", campaign, token_hash)[:_BYTES])
        return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def hash_of(code: str) -> str | None:
    """Give the hash of a code as a person wrote it, None for what is none."""
    read = read_code(code, LENGTH)
    return digest(f"claim {read}")[:40] if read else None
