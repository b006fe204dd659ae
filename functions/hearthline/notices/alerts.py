"""What a mail of several alerts may say of each; no customer is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from hearthline.notices.ladder import EscalationStep
from hearthline.notices.model import Message


@dataclass(frozen=True, slots=True)
class NoticeAlert:
    """One alert: the case by its display number, and where it is acknowledged.

    `at` is when it was raised, `acknowledge_by` until when somebody should have seen it.
    """

    number: str
    kind: str
    cities: Mapping[str, str]
    zone: str
    url: str
    at: datetime
    steps: tuple[EscalationStep, ...]
    acknowledge_by: datetime | None


class Alerts(Protocol):
    """Knows the alerts that were gathered."""

    def __call__(self, message: Message) -> list[NoticeAlert]:
        """Give the alerts that a mail lists."""
        ...
