"""Chat robots: which there are, and the channel that posts through them.

A robot's address holds its access token, so the robots are kept with the secrets and everything else knows
them by name only.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from hearthline.notices.adapters.https import (
    Answer,
    HttpsPost,
    NoAnswer,
    NotConnected,
    TargetForbidden,
)
from hearthline.notices.model import Accepted, Delayed, Outcome, Refused, Rendered, Unclear

_FULL_WIDTH = str.maketrans({"<": "＜", ">": "＞"})


@dataclass(frozen=True, slots=True)
class Robot:
    """One robot: the form of its messages, its address, and what it signs with where it does."""

    form: str
    url: str
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """What to post, and where."""

    url: str
    payload: Mapping[str, Any]


class Form(Protocol):
    """The message form of one chat product."""

    longest: int
    """Bytes of UTF-8 that a message may have."""

    def posting(self, robot: Robot, text: str, now: datetime) -> Posting:
        """Give the signed request for a text."""
        ...

    def verdict(self, answer: Mapping[str, Any]) -> Outcome | None:
        """Read the product's own code in an answer; None when it took the message."""
        ...


class RobotPost:
    """Posts a message's subject and text through the robot that `to` names.

    `robots` is asked for each message and may keep its answer. Any refusal, a wrong signature among them, is
    for good: the person's next channel is better than a robot that a colleague must mend first.
    """

    def __init__(
        self, robots: Callable[[], Mapping[str, Robot]], forms: Mapping[str, Form], post: HttpsPost
    ) -> None:
        self._robots = robots
        self._forms = forms
        self._post = post

    def send(self, to: str, notice: Rendered, now: datetime) -> Outcome:
        """Post one message."""
        try:
            robot = self._robots().get(to)
        except Exception:  # noqa: BLE001 - whichever store keeps them: without them nothing was sent
            return Delayed("credentials_unavailable")
        form = self._forms.get(robot.form) if robot else None
        if robot is None or form is None:
            return Refused("unknown_robot")
        posting = form.posting(robot, _fitting(f"{notice.subject}\n\n{notice.text}", form.longest), now)
        body = json.dumps(posting.payload, ensure_ascii=False).encode()
        answer = posted(self._post, posting.url, body, {"Content-Type": "application/json; charset=utf-8"})
        if not isinstance(answer, Answer):
            return answer
        try:
            said = json.loads(answer.body)
        except ValueError:
            return Refused("unreadable_answer")
        if not isinstance(said, dict):
            return Refused("unreadable_answer")
        return form.verdict(said) or Accepted(notice.id)


def posted(post: HttpsPost, url: str, body: bytes, headers: Mapping[str, str]) -> Answer | Outcome:
    """Post once; give the answer of a 2xx, or what anything else means for the message."""
    try:
        answer = post(url, body, headers)
    except TargetForbidden as forbidden:
        return Refused(forbidden.rule)
    except NotConnected:
        return Delayed("unreachable")
    except NoAnswer:
        return Unclear("no_answer")
    if 200 <= answer.status < 300:
        return answer
    if answer.status == 429:
        return Delayed("throttled", throttled=True)
    if answer.status >= 500:
        return Delayed("provider_failed")
    return Refused("redirected" if 300 <= answer.status < 400 else "post_refused")


def _fitting(text: str, longest: int) -> str:
    """Give text that holds no markup of a chat product (a title can't call everybody) and fits its bound."""
    plain = text.translate(_FULL_WIDTH)
    data = plain.encode()
    return plain if len(data) <= longest else data[: longest - 3].decode(errors="ignore") + "…"
