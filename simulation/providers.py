"""Providers of mail and short messages, and the store of secrets: they take what comes, and remember it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simulation.running import Hub

SECRET = "a secret that is long enough for a simulation of this kind"  # noqa: S105 - opens nothing


@dataclass(frozen=True, slots=True)
class Taken:
    """One message that a provider took over; `message` is the id of its delivery."""

    at: datetime
    channel: str
    to: str
    message: str
    text: str


@dataclass(slots=True)
class Providers:
    """All that was taken; `told` hears of each as it is."""

    hub: Hub
    taken: list[Taken] = field(default_factory=list)
    listeners: list[Callable[[Taken], None]] = field(default_factory=list)

    def send_email(self, **request: Any) -> Mapping[str, Any]:
        """Take a mail, as SES does."""
        tags = {tag["Name"]: tag["Value"] for tag in request["EmailTags"]}
        (to,) = request["Destination"]["ToAddresses"]
        text = request["Content"]["Simple"]["Body"]["Text"]["Data"]
        return self._take("email", to, tags["hearthline_message"], text)

    def publish(self, **request: Any) -> Mapping[str, Any]:
        """Take a short message, as SNS does."""
        running = self.hub.current
        about = running.about if running else None
        return self._take("sms", request["PhoneNumber"], str(about), request["Message"])

    def get_secret_value(self, SecretId: str) -> Mapping[str, Any]:  # noqa: N803, ARG002 - AWS's shape
        """Give the one secret."""
        return {"SecretString": SECRET}

    def _take(self, channel: str, to: str, message: str, text: str) -> Mapping[str, Any]:
        taken = Taken(self.hub.now, channel, to, message, text)
        self.taken.append(taken)
        for listener in self.listeners:
            listener(taken)
        return {"MessageId": f"{channel}-{len(self.taken)}"}
