"""Short messages through a webhook of the operator's own, for providers that neither SNS nor we speak to."""

import hmac
import json
from collections.abc import Callable
from datetime import datetime

from hearthline.notices.adapters.https import Answer, HttpsPost
from hearthline.notices.adapters.robots import posted
from hearthline.notices.model import Accepted, Delayed, Outcome, Rendered


class WebhookText:
    """Posts `{"id", "to", "text", "language"}` as JSON; a 2xx means that the message was taken.

    `X-Hearthline-Signature` is the hex HMAC-SHA256 of `<timestamp>.<body>`, `X-Hearthline-Timestamp` its Unix
    time in seconds. `Idempotency-Key` is the message's id, the same when it is sent again. `secret` is asked
    for each message and may keep its answer.
    """

    def __init__(self, url: str, secret: Callable[[], str], post: HttpsPost) -> None:
        self._url = url
        self._secret = secret
        self._post = post

    def send(self, to: str, notice: Rendered, now: datetime) -> Outcome:
        """Post one short message."""
        try:
            secret = self._secret()
        except Exception:  # noqa: BLE001 - whichever store keeps them: without them nothing was sent
            return Delayed("credentials_unavailable")
        content = {"id": notice.id, "to": to, "text": notice.short, "language": notice.language}
        body = json.dumps(content, ensure_ascii=False).encode()
        timestamp = str(int(now.timestamp()))
        signature = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, "sha256").hexdigest()
        answer = posted(
            self._post,
            self._url,
            body,
            {
                "Content-Type": "application/json; charset=utf-8",
                "Idempotency-Key": notice.id,
                "X-Hearthline-Timestamp": timestamp,
                "X-Hearthline-Signature": signature,
            },
        )
        return Accepted(notice.id) if isinstance(answer, Answer) else answer
