"""Mail by Amazon SES, version 2 of its API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from hearthline.notices.adapters.letterhead import deliverable, headers
from hearthline.notices.adapters.refusals import outcome_of
from hearthline.notices.model import Accepted, Delayed, Outcome, Refused, Rendered
from hearthline.notices.reports import TAG
from hearthline.platform.provider_calls import CallFailed, CallRefused, call

_NOT_SET_UP = frozenset(
    {
        "AccountSuspendedException",
        "SendingPausedException",
        "MailFromDomainNotVerifiedException",
        "NotFoundException",
    }
)


class SesClient(Protocol):
    """The one verb of botocore's SES client that is used."""

    def send_email(self, **kwargs: Any) -> Mapping[str, Any]: ...  # noqa: D102


class SesMail:
    """Sends mail from `sender`. SES sets Message-ID and Date itself, whatever one gives.

    With a `configuration_set` SES reports what became of each mail; a tag says which delivery it was.
    """

    def __init__(self, client: SesClient, sender: str, configuration_set: str | None = None) -> None:
        self._client = client
        self._sender = sender
        self._set = {"ConfigurationSetName": configuration_set} if configuration_set else {}

    def send(self, to: str, notice: Rendered, now: datetime) -> Outcome:  # noqa: ARG002 - a channel's shape
        """Hand one mail to SES."""
        address = deliverable(to)
        if address is None:
            return Refused("bad_address")
        try:
            answer = call(
                self._client.send_email,
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [address]},
                Content={
                    "Simple": {
                        "Subject": _utf8(notice.subject),
                        "Body": {"Text": _utf8(notice.text), "Html": _utf8(notice.html)},
                        "Headers": [
                            {"Name": name, "Value": value}
                            for name, value in headers(notice, self._sender).items()
                        ],
                    }
                },
                EmailTags=[{"Name": TAG, "Value": notice.id}],
                **self._set,
            )
        except CallFailed as failure:
            if _is_unverified(failure):
                return Delayed("not_set_up")
            return outcome_of(failure, not_set_up=_NOT_SET_UP, refused_as="mail_rejected")
        return Accepted(str(answer["MessageId"]))


def _is_unverified(failure: CallFailed) -> bool:
    # SES has one code for a mail that it will never take and for a sender that it knows no more, as when the
    # domain's records were lost: only its words differ (Developer Guide, "Amazon SES email sending errors").
    if not isinstance(failure, CallRefused) or failure.code != "MessageRejected":
        return False
    return failure.said.startswith("Email address is not verified")


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}
