"""Providers' reports in their own forms, read into one."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hearthline.notices.reports import TAG, Heard, Report, ReportUnreadable, report_in
from tests.unit.notices.provider_reports import (
    NOW,
    gateway,
    ses_bounce,
    ses_complaint,
    ses_delivery,
    sns_text,
)

AT = datetime(2026, 11, 22, 7, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "report"),
    [
        (ses_delivery("m1"), Report(Heard.DELIVERED, "email", "ses", AT, "m1", "0100-7")),
        (
            ses_bounce("m1", "Wang@Example.com"),
            Report(Heard.BOUNCED, "email", "ses", AT, "m1", "0100-7", ("wang@example.com",)),
        ),
        (
            ses_bounce("m1", "Wang <wang@xn--fiq228c.example>"),
            Report(Heard.BOUNCED, "email", "ses", AT, "m1", "0100-7", ("wang@中文.example",)),
        ),
        (
            ses_bounce("m1", "a@b.example", "Transient"),
            Report(Heard.DELAYED, "email", "ses", AT, "m1", "0100-7"),
        ),
        (
            ses_bounce("m1", "a@b.example", "Undetermined"),
            Report(Heard.DELAYED, "email", "ses", AT, "m1", "0100-7"),
        ),
        (
            ses_complaint("m1", "a@b.example"),
            Report(Heard.COMPLAINED, "email", "ses", AT, "m1", "0100-7", ("a@b.example",)),
        ),
        (ses_delivery(None), Report(Heard.DELIVERED, "email", "ses", AT, None, "0100-7")),
        (
            sns_text("s-1", "SUCCESS", "Message has been accepted by phone carrier"),
            Report(Heard.DELIVERED, "sms", "sns", AT, None, "s-1", ("+8613800138000",)),
        ),
        (
            sns_text("s-1", "FAILURE", "Unknown error attempting to reach phone"),
            Report(Heard.FAILED, "sms", "sns", AT, None, "s-1", ("+8613800138000",)),
        ),
        (
            sns_text("s-1", "FAILURE", "Invalid phone number"),
            Report(Heard.BOUNCED, "sms", "sns", AT, None, "s-1", ("+8613800138000",)),
        ),
        (
            sns_text("s-1", "FAILURE", "Phone number is opted out"),
            Report(Heard.STOPPED, "sms", "sns", AT, None, "s-1", ("+8613800138000",)),
        ),
        (gateway("m1", "delivered"), Report(Heard.DELIVERED, "sms", "gateway", AT, "m1")),
        (
            gateway("m1", "no_such_number", to="+8613800138000"),
            Report(Heard.BOUNCED, "sms", "gateway", AT, "m1", None, ("+8613800138000",)),
        ),
        (gateway("m1", "stopped"), Report(Heard.STOPPED, "sms", "gateway", AT, "m1")),
    ],
)
def test_each_form_says_the_same(body: dict[str, Any], report: Report) -> None:
    assert report_in(body, NOW) == report


def test_what_comes_in_an_envelope_of_sns_is_read_as_if_bare() -> None:
    wrapped = {"Type": "Notification", "TopicArn": "arn:aws:sns:…", "Message": json.dumps(ses_delivery("m1"))}

    assert report_in(wrapped, NOW) == report_in(ses_delivery("m1"), NOW)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"detail-type": "Email Delivered", "detail": {}},
        {
            "Type": "Notification",
            "Message": "Successfully validated SNS topic for Amazon SES event publishing.",
        },
        {"Type": "Notification", "Message": "[1]"},
        {**ses_delivery("m1"), "eventType": "Open"},
        {**ses_delivery("m1"), "eventType": "Send"},
    ],
)
def test_what_reports_nothing_is_passed_over(body: dict[str, Any]) -> None:
    assert report_in(body, NOW) is None


@pytest.mark.parametrize(
    "body",
    [
        {"eventType": "Bounce"},
        {**ses_bounce("m1", "a@b.example"), "bounce": {}},
        {"eventType": "Delivery", "mail": [], "delivery": {}},
        {"notification": {"messageId": "s-1"}, "status": "SUCCESS"},
        {"sms_report": {"id": "m1", "status": "perhaps"}},
        {"sms_report": {"status": "delivered"}},
        {"sms_report": {"id": "m1", "status": "delivered", "at": "yesterday"}},
    ],
)
def test_a_report_that_has_lost_its_shape_is_said_to_be_unreadable(body: dict[str, Any]) -> None:
    with pytest.raises(ReportUnreadable):
        report_in(body, NOW)


def test_a_report_is_never_from_the_future() -> None:
    later = gateway("m1", "no_such_number", at="2030-01-01T00:00:00Z")

    report = report_in(later, NOW)

    assert report is not None
    assert report.at == NOW


def test_an_address_does_not_show_in_what_is_printed() -> None:
    report = report_in(ses_bounce("m1", "wang@example.com"), NOW + timedelta(0))

    assert "wang" not in repr(report)


def test_the_tag_is_one_that_ses_takes() -> None:
    assert TAG.replace("_", "").isalnum()
