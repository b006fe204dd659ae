"""What notices may know of one-time codes: a port of notices, filled. The code is derived anew each time."""

from collections.abc import Callable
from datetime import datetime

from hearthline.members.codes import Codes
from hearthline.notices.ports import NoticeCode


class PendingCodes:
    """Reads codes that were asked for and may still be used: one request each."""

    def __init__(self, codes: Codes, now: Callable[[], datetime]) -> None:
        self._codes = codes
        self._now = now

    def code(self, contact_hash: str, request: str) -> NoticeCode | None:
        """Give the code of this request with the one contact to which it goes, or None."""
        found = self._codes.pending(contact_hash, request, self._now())
        if found is None:
            return None
        asked, code = found
        return NoticeCode(
            code,
            asked.language,
            email=asked.address if asked.kind == "email" else None,
            phone=asked.address if asked.kind == "phone" else None,
        )
