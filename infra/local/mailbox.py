"""The mails and short messages that the local engine has caught instead of sending them."""

import json
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `at` is None for a short message, whose time the engine doesn't note."""

    channel: str
    to: str
    subject: str
    text: str
    html: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where the engine shows what it caught."""

    mail_url: str
    sms_url: str

    def messages(self) -> list[Message]:
        """Give what was caught: mails, then short messages, each newest first."""
        mails = [_mail(item) for item in _items(self.mail_url, "messages")]
        mails.sort(key=lambda mail: mail.at or datetime.min.replace(tzinfo=UTC), reverse=True)
        texts = [Message("sms", item["PhoneNumber"], "", item["Message"], "", None) for item in self._texts()]
        return [*mails, *reversed(texts)]

    def _texts(self) -> list[dict[str, Any]]:
        return _items(self.sms_url, "sms_messages")


def _mail(item: dict[str, Any]) -> Message:
    at = datetime.fromtimestamp(item["Timestamp"], UTC)
    to = ", ".join([*item["To"], *item["CC"], *item["BCC"]])
    return Message("mail", to, item["Subject"] or "", item["BodyText"] or "", item["BodyHtml"] or "", at)


def _items(url: str, name: str) -> list[dict[str, Any]]:
    """Give the list of each account or number, one after the other."""
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 (the engine's address)
        return [item for items in json.load(answer)[name].values() for item in items]
