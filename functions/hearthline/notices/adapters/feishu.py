"""Custom robots of Feishu and Lark (飞书), with the signature of their "signature verification" setting."""

import base64
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hearthline.notices.adapters.robots import Posting, Robot
from hearthline.notices.model import Delayed, Outcome, Refused

_PACE = frozenset({11232, 11233})
"""Sending too fast: 100 a minute and 5 a second for each robot."""


class Feishu:
    """Plain text messages. Signed: `timestamp` (seconds) and `sign` in the body, valid for an hour."""

    longest = 16_000

    def posting(self, robot: Robot, text: str, now: datetime) -> Posting:
        """Give the request; here the string to sign is the key, and the message signed is empty."""
        payload: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if robot.secret is not None:
            timestamp = str(int(now.timestamp()))
            digest = hmac.digest(f"{timestamp}\n{robot.secret}".encode(), b"", "sha256")
            payload |= {"timestamp": timestamp, "sign": base64.b64encode(digest).decode()}
        return Posting(robot.url, payload)

    def verdict(self, answer: Mapping[str, Any]) -> Outcome | None:
        """Read `code`, or `StatusCode` in the older form."""
        code = answer.get("code", answer.get("StatusCode"))
        if code == 0:
            return None
        return Delayed("throttled", throttled=True) if code in _PACE else Refused("robot_refused")
