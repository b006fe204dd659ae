"""What providers say afterwards of messages that they took, each in its own form, read into one.

- SES: its event records by way of SNS (https://docs.aws.amazon.com/ses/latest/dg/
  event-publishing-retrieving-sns-contents.html), with the message's id as a tag; bare, or in SNS's envelope.
- SNS: the delivery status records of short messages, by SNS's own id.
- A short-message gateway: `{"sms_report": {"id", "status", "to"?, "at"?}}`, `id` as it was posted to it.

What is none of these is nothing to report. A field that is not there, or not as its form has it, makes the
record unreadable.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr
from enum import StrEnum
from typing import Any, Final

from hearthline.platform.instants import read_instant

TAG: Final = "hearthline_message"
"""The name of the tag that each mail carries: the id of its delivery."""


class Heard(StrEnum):
    """What a report says: it arrived; this address takes nothing; this message failed; it may arrive yet.

    `complained`: whoever got it calls it unwanted; `stopped`: they had said so before, and did not get it.
    """

    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    DELAYED = "delayed"
    COMPLAINED = "complained"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Report:
    """One word of a provider. The message is known by its own id, by the provider's, or not at all.

    `addresses` are of those it is about, normalised as contacts are; they are never logged or stored.
    """

    heard: Heard
    channel: str
    provider: str
    at: datetime
    message: str | None = None
    provider_id: str | None = None
    addresses: tuple[str, ...] = field(default=(), repr=False)


class ReportUnreadable(Exception):
    """A record that has the mark of a form and not its shape; `form` says which."""

    def __init__(self, form: str) -> None:
        super().__init__(form)
        self.form = form


def report_in(body: Mapping[str, Any], now: datetime) -> Report | None:
    """Give what a record reports, or None; `now` is when, where it does not say. Raises ReportUnreadable."""
    if body.get("Type") == "Notification" and isinstance(body.get("Message"), str):
        try:
            inner = json.loads(body["Message"])
        except ValueError:
            return None
        return report_in(inner, now) if isinstance(inner, Mapping) else None
    for mark, read in _FORMS.items():
        if mark in body:
            try:
                return read(body, now)
            except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
                raise ReportUnreadable(mark) from error
    return None


def _ses(body: Mapping[str, Any], now: datetime) -> Report | None:
    mail = body["mail"]
    tags = mail.get("tags", {}).get(TAG, [])
    heard, about, recipients = _ses_said(body)
    if heard is None:
        return None
    return Report(
        heard,
        channel="email",
        provider="ses",
        at=_at(about.get("timestamp"), now),
        message=str(tags[0]) if tags else None,
        provider_id=str(mail["messageId"]),
        addresses=tuple(_normal(str(address)) for address in recipients),
    )


def _ses_said(body: Mapping[str, Any]) -> tuple[Heard | None, Mapping[str, Any], list[str]]:
    match body["eventType"]:
        case "Delivery":
            return Heard.DELIVERED, body["delivery"], []
        case "Bounce":
            bounce = body["bounce"]
            permanent = bounce["bounceType"] == "Permanent"
            addresses = [one["emailAddress"] for one in bounce["bouncedRecipients"]]
            return (Heard.BOUNCED, bounce, addresses) if permanent else (Heard.DELAYED, bounce, [])
        case "Complaint":
            complaint = body["complaint"]
            return (
                Heard.COMPLAINED,
                complaint,
                [one["emailAddress"] for one in complaint["complainedRecipients"]],
            )
        case "Reject":
            return Heard.FAILED, {}, []
        case "DeliveryDelay":
            return Heard.DELAYED, body["deliveryDelay"], []
    return None, {}, []


# https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html: the reasons for which a number will
# never do. All others are about the moment, the carrier or the text.
_SNS_NO_NUMBER: Final = frozenset({"invalid phone number", "phone is on a blocked list"})
_SNS_STOPPED: Final = frozenset({"phone number is opted out", "phone has blocked sms"})


def _sns(body: Mapping[str, Any], now: datetime) -> Report | None:
    delivery = body["delivery"]
    said = str(delivery.get("providerResponse", "")).strip().lower().rstrip(".")
    heard = Heard.FAILED
    if body["status"] == "SUCCESS":
        heard = Heard.DELIVERED
    elif said in _SNS_NO_NUMBER:
        heard = Heard.BOUNCED
    elif said in _SNS_STOPPED:
        heard = Heard.STOPPED
    # SNS writes its instants without a zone, in UTC.
    at = _at(str(body["notification"]["timestamp"]).replace(" ", "T") + "Z", now)
    provider_id = str(body["notification"]["messageId"])
    address = (str(delivery["destination"]),)
    return Report(heard, "sms", "sns", at, provider_id=provider_id, addresses=address)


_GATEWAY: Final[Mapping[str, Heard]] = {
    "delivered": Heard.DELIVERED,
    "failed": Heard.FAILED,
    "delayed": Heard.DELAYED,
    "no_such_number": Heard.BOUNCED,
    "stopped": Heard.STOPPED,
}


def _gateway(body: Mapping[str, Any], now: datetime) -> Report:
    said = body["sms_report"]
    to = said.get("to")
    return Report(
        _GATEWAY[said["status"]],
        channel="sms",
        provider="gateway",
        at=_at(said.get("at"), now),
        message=str(said["id"]),
        addresses=(str(to),) if to else (),
    )


_FORMS: Final = {"eventType": _ses, "notification": _sns, "sms_report": _gateway}


def _at(text: str | None, now: datetime) -> datetime:
    return min(read_instant(text), now) if text else now


def _normal(address: str) -> str:
    """Give an address as contacts are kept: lower case, its domain in its own letters."""
    local, _, domain = (parseaddr(address)[1] or address).strip().lower().rpartition("@")
    try:
        return f"{local}@{domain.encode().decode('idna')}"
    except UnicodeError:
        return f"{local}@{domain}"
