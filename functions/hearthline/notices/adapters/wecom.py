"""Group robots of WeCom (企业微信). Their only proof is the key in their address: nothing to sign."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hearthline.notices.adapters.robots import Posting, Robot
from hearthline.notices.model import Delayed, Outcome, Refused

_PACE = frozenset({-1, 45009, 45033})
"""Busy, too many calls, too many at once."""


class WeCom:
    """Plain text messages, 2,048 bytes at most; 20 a minute for each robot."""

    longest = 2048

    def posting(self, robot: Robot, text: str, now: datetime) -> Posting:  # noqa: ARG002 - a form's shape
        """Give the request."""
        return Posting(robot.url, {"msgtype": "text", "text": {"content": text}})

    def verdict(self, answer: Mapping[str, Any]) -> Outcome | None:
        """Read `errcode`."""
        code = answer.get("errcode")
        if code == 0:
            return None
        return Delayed("throttled", throttled=True) if code in _PACE else Refused("robot_refused")
