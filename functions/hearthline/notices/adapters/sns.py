"""Short messages by Amazon SNS."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from hearthline.notices.adapters.refusals import outcome_of
from hearthline.notices.model import Accepted, Outcome, Rendered
from hearthline.platform.provider_calls import CallFailed, call

_NOT_SET_UP = frozenset({"AuthorizationError", "InvalidSecurity"})
_TRANSACTIONAL = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}


class SnsClient(Protocol):
    """The one verb of botocore's SNS client that is used."""

    def publish(self, **kwargs: Any) -> Mapping[str, Any]: ...  # noqa: D102


class SnsText:
    """Sends short messages straight to a number in E.164, as transactional ones.

    SNS reports what became of each by its own id alone.
    """

    def __init__(self, client: SnsClient) -> None:
        self._client = client

    def send(self, to: str, notice: Rendered, now: datetime) -> Outcome:  # noqa: ARG002 - a channel's shape
        """Hand one short message to SNS."""
        try:
            answer = call(
                self._client.publish, PhoneNumber=to, Message=notice.short, MessageAttributes=_TRANSACTIONAL
            )
        except CallFailed as failure:
            return outcome_of(failure, not_set_up=_NOT_SET_UP, refused_as="number_refused")
        return Accepted(str(answer["MessageId"]), reported_by_it=True)
