"""Reports as providers send them."""

from datetime import UTC, datetime
from typing import Any

from hearthline.notices.reports import TAG

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SAID = "2026-11-22T07:59:00.000Z"


def _mail(message: str | None) -> dict[str, Any]:
    tags = {"ses:configuration-set": ["hearthline"], **({TAG: [message]} if message else {})}
    return {
        "timestamp": "2026-11-22T07:58:00.000Z",
        "source": "care@example.com",
        "messageId": "0100-7",
        "destination": ["wang@example.com"],
        "headersTruncated": False,
        "tags": tags,
    }


def ses_delivery(message: str | None) -> dict[str, Any]:
    delivery = {"timestamp": SAID, "processingTimeMillis": 500, "recipients": ["wang@example.com"]}
    return {"eventType": "Delivery", "mail": _mail(message), "delivery": delivery}


def ses_bounce(message: str | None, address: str, kind: str = "Permanent") -> dict[str, Any]:
    recipient = {
        "emailAddress": address,
        "action": "failed",
        "status": "5.1.1",
        "diagnosticCode": "smtp; 550",
    }
    bounce = {
        "bounceType": kind,
        "bounceSubType": "General",
        "bouncedRecipients": [recipient],
        "timestamp": SAID,
        "feedbackId": "0100-8",
    }
    return {"eventType": "Bounce", "mail": _mail(message), "bounce": bounce}


def ses_complaint(message: str | None, address: str) -> dict[str, Any]:
    complaint = {
        "complainedRecipients": [{"emailAddress": address}],
        "timestamp": SAID,
        "feedbackId": "0100-9",
        "complaintFeedbackType": "abuse",
    }
    return {"eventType": "Complaint", "mail": _mail(message), "complaint": complaint}


def sns_text(id_: str, status: str, response: str) -> dict[str, Any]:
    delivery = {
        "phoneCarrier": "A carrier",
        "destination": "+8613800138000",
        "smsType": "Transactional",
        "providerResponse": response,
        "dwellTimeMs": 599,
    }
    return {
        "notification": {"messageId": id_, "timestamp": "2026-11-22 07:59:00.000"},
        "delivery": delivery,
        "status": status,
    }


def gateway(message: str, status: str, **more: str) -> dict[str, Any]:
    return {"sms_report": {"id": message, "status": status, "at": SAID, **more}}
