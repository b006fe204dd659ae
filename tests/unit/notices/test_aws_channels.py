"""Mail by SES and short messages by SNS: the requests, and what each failure means."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)
from botocore.stub import ANY, Stubber

from hearthline.notices.adapters.ses import SesMail
from hearthline.notices.adapters.sns import SnsText
from hearthline.notices.model import Accepted, Delayed, Outcome, Refused, Rendered, Unclear
from hearthline.platform.provider_calls import CallRefused, call
from tests.unit.notices.builders import NOW

NOTICE = Rendered(
    "m1", "en", "We have received your complaint", "Dear Anna,\n", "<p>Dear Anna,</p>", "Received"
)
URL = "https://email.us-east-1.amazonaws.com"


def client(service: str) -> Any:
    session = botocore.session.Session()
    return session.create_client(
        service, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
    )


def test_ses_gets_both_forms_and_the_headers() -> None:
    ses = client("sesv2")
    expected = {
        "FromEmailAddress": "Care <care@example.com>",
        "Destination": {"ToAddresses": ["anna@example.com"]},
        "Content": {
            "Simple": {
                "Subject": {"Data": NOTICE.subject, "Charset": "UTF-8"},
                "Body": {
                    "Text": {"Data": NOTICE.text, "Charset": "UTF-8"},
                    "Html": {"Data": NOTICE.html, "Charset": "UTF-8"},
                },
                "Headers": [
                    {"Name": "List-Id", "Value": "Hearthline notices <notices.example.com>"},
                    {"Name": "Auto-Submitted", "Value": "auto-generated"},
                    {"Name": "Content-Language", "Value": "en"},
                    {"Name": "X-Hearthline-Message", "Value": "m1"},
                ],
            }
        },
        "EmailTags": [{"Name": "hearthline_message", "Value": "m1"}],
    }
    with Stubber(ses) as stub:
        stub.add_response("send_email", {"MessageId": "0100-7"}, expected)

        assert SesMail(ses, "Care <care@example.com>").send("anna@example.com", NOTICE, NOW) == Accepted(
            "0100-7"
        )


def test_ses_gets_the_way_out_of_mail_that_one_may_end_and_where_to_report() -> None:
    ending = replace(NOTICE, leave_url="https://care.example.com/api/unsubscribe/A-me-x")
    asked: list[dict[str, Any]] = []

    class Taking:
        def send_email(self, **request: Any) -> Mapping[str, Any]:
            asked.append(request)
            return {"MessageId": "0100-7"}

    SesMail(Taking(), "care@example.com", "hearthline").send("anna@example.com", ending, NOW)

    [request] = asked
    headers = {each["Name"]: each["Value"] for each in request["Content"]["Simple"]["Headers"]}
    assert headers["List-Unsubscribe"] == "<https://care.example.com/api/unsubscribe/A-me-x>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert request["ConfigurationSetName"] == "hearthline"


def test_ses_is_not_asked_to_send_to_what_is_no_address() -> None:
    assert SesMail(client("sesv2"), "care@example.com").send("anna", NOTICE, NOW) == Refused("bad_address")


def test_sns_gets_a_transactional_message() -> None:
    sns = client("sns")
    expected = {"PhoneNumber": "+8613800138000", "Message": "Received", "MessageAttributes": ANY}
    with Stubber(sns) as stub:
        stub.add_response("publish", {"MessageId": "s-1"}, expected)

        assert SnsText(sns).send("+8613800138000", NOTICE, NOW) == Accepted("s-1", reported_by_it=True)


class Failing:
    """A client whose every verb fails."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def send_email(self, **kwargs: Any) -> Mapping[str, Any]:
        raise self.error

    publish = send_email


UNVERIFIED = (
    "Email address is not verified. The following identities failed the check in region X: care@a.example"
)


def refusal(
    code: str, status: int = 400, message: str = "anna@example.com can't be written to"
) -> ClientError:
    return ClientError(
        {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}},  # type: ignore[typeddict-item]
        "SendEmail",
    )


def by_mail(error: Exception) -> Outcome:
    return SesMail(Failing(error), "care@example.com").send("anna@example.com", NOTICE, NOW)


def by_text(error: Exception) -> Outcome:
    return SnsText(Failing(error)).send("+8613800138000", NOTICE, NOW)


@pytest.mark.parametrize(
    ("send", "error", "outcome"),
    [
        (by_mail, refusal("TooManyRequestsException", 429), Delayed("throttled", throttled=True)),
        (by_mail, refusal("LimitExceededException"), Delayed("throttled", throttled=True)),
        (by_mail, refusal("ThrottlingException"), Delayed("throttled", throttled=True)),
        (by_mail, refusal("MessageRejected"), Refused("mail_rejected")),
        (by_mail, refusal("MessageRejected", message=UNVERIFIED), Delayed("not_set_up")),
        (by_mail, refusal("BadRequestException"), Refused("mail_rejected")),
        (by_mail, refusal("AccountSuspendedException"), Delayed("not_set_up")),
        (by_mail, refusal("MailFromDomainNotVerifiedException"), Delayed("not_set_up")),
        (by_mail, refusal("AccessDeniedException", 403), Delayed("not_set_up")),
        (by_mail, refusal("ExpiredTokenException"), Delayed("not_set_up")),
        (by_mail, refusal("InternalFailure", 500), Delayed("provider_failed")),
        (by_mail, ConnectTimeoutError(endpoint_url=URL), Delayed("unreachable")),
        (by_mail, EndpointConnectionError(endpoint_url=URL), Delayed("unreachable")),
        (by_mail, NoCredentialsError(), Delayed("unreachable")),
        (by_mail, ReadTimeoutError(endpoint_url=URL), Unclear("no_answer")),
        (by_mail, ConnectionClosedError(endpoint_url=URL), Unclear("no_answer")),
        (by_text, refusal("InvalidParameter"), Refused("number_refused")),
        (by_text, refusal("AuthorizationError", 403), Delayed("not_set_up")),
        (by_text, refusal("Throttling"), Delayed("throttled", throttled=True)),
        (by_text, ReadTimeoutError(endpoint_url=URL), Unclear("no_answer")),
    ],
)
def test_what_a_failed_call_means(
    send: Callable[[Exception], Outcome], error: Exception, outcome: Outcome
) -> None:
    assert send(error) == outcome


def test_a_request_that_the_client_itself_refuses_is_never_tried_again() -> None:
    with pytest.raises(CallRefused) as refused:
        call(client("sns").publish, Message=7)

    assert (refused.value.code, refused.value.throttled) == ("ParamValidation", False)
