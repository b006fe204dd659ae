"""Group robots of DingTalk (钉钉), with the signature of their "additional signature" security setting."""

import base64
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from hearthline.notices.adapters.robots import Posting, Robot
from hearthline.notices.model import Delayed, Outcome, Refused

_PACE = frozenset({-1, 130101, 410100, 660026})
"""Busy, and the codes for sending too fast; more than 20 a minute mutes a robot for ten minutes."""


class DingTalk:
    """Plain text messages. Signed: `timestamp` (ms) and `sign` in the query, valid for an hour."""

    longest = 16_000

    def posting(self, robot: Robot, text: str, now: datetime) -> Posting:
        """Give the request; without a secret it is not signed (robots guarded by keyword or address)."""
        payload = {"msgtype": "text", "text": {"content": text}, "at": {"isAtAll": False}}
        if robot.secret is None:
            return Posting(robot.url, payload)
        timestamp = str(int(now.timestamp() * 1000))
        digest = hmac.digest(robot.secret.encode(), f"{timestamp}\n{robot.secret}".encode(), "sha256")
        signature = urlencode({"timestamp": timestamp, "sign": base64.b64encode(digest).decode()})
        return Posting(f"{robot.url}{'&' if '?' in robot.url else '?'}{signature}", payload)

    def verdict(self, answer: Mapping[str, Any]) -> Outcome | None:
        """Read `errcode`."""
        code = answer.get("errcode")
        if code == 0:
            return None
        return Delayed("throttled", throttled=True) if code in _PACE else Refused("robot_refused")
