"""A member of staff at the pages, without the issuer: the session stands as if they had signed in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hearthline.platform.access import principal_from_claims
from hearthline.platform.ids import SystemEntropy
from hearthline.platform.table import Table
from hearthline.staff.session_store import SessionStore
from hearthline.staff.sessions import LASTS, DeskSessions


def desk_cookie(sessions: Table, claims: Mapping[str, Any], now: datetime) -> str:
    """Begin an hour's session of whom the claims of a token are; give the cookie as a browser sends it."""
    staff = principal_from_claims(claims, "username")
    cookie = DeskSessions(SessionStore(sessions), SystemEntropy()).begin(staff, now + LASTS, now)
    return cookie.partition(";")[0]
