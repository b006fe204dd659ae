"""Taking providers' reports: what was unknown is settled, bad addresses are kept, a bounce leads further.

Reports come twice, late, in any order, and of messages that nobody knows; each may be taken again.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hearthline.notices import counting, delivery
from hearthline.notices.contact_store import ContactRecord, Suppression
from hearthline.notices.gate import Hash
from hearthline.notices.model import Delivery, State
from hearthline.notices.policy import BOUNCED, COMPLAINED
from hearthline.notices.ports import Deliveries, Overtaken
from hearthline.notices.reports import Heard, Report, report_in
from hearthline.platform.logs import log

MOST_RACES = 8
_KINDS: Mapping[str, str] = {"email": "email", "sms": "phone"}
_HELD_AGAINST: Mapping[Heard, str] = {
    Heard.BOUNCED: BOUNCED,
    Heard.COMPLAINED: COMPLAINED,
    Heard.STOPPED: COMPLAINED,
}
_REASONS: Mapping[Heard, str] = {
    Heard.BOUNCED: "address_bounced",
    Heard.FAILED: "not_delivered",
    Heard.STOPPED: "address_stopped",
}


class TooEarly(Exception):
    """A report on a message whose sender has not written down yet that it was taken: to be taken again."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Feedback:
    """The use case. A service message that bounced is due at once, so the next sweep sends it on."""

    def __init__(self, deliveries: Deliveries, record: ContactRecord, hash_of: Hash) -> None:
        self._deliveries = deliveries
        self._record = record
        self._hash_of = hash_of

    def __call__(self, body: Mapping[str, Any], now: datetime) -> Report | None:
        """Take one record; give what it said, None where it is no report.

        Raises ReportUnreadable for one that has lost its shape, TooEarly while its message is being sent.
        """
        report = report_in(body, now)
        if report is None:
            return None
        reason = _HELD_AGAINST.get(report.heard)
        for address in report.addresses if reason else ():
            hash_ = self._hash_of(_KINDS[report.channel], address)
            self._record.suppress(Suppression(hash_, str(reason), report.channel, report.provider, report.at))
        one = self._delivery(report)
        after = self._settle(one, report, now) if one else None
        log(
            "notice.reported",
            heard=report.heard.value,
            channel=report.channel,
            provider=report.provider,
            delivery=after.message.id if after else None,
            state=after.state.value if after else None,
        )
        return report

    def _delivery(self, report: Report) -> Delivery | None:
        message = report.message
        if message is None and report.provider_id is not None:
            message = self._record.message_of(report.provider_id)
        return self._deliveries.find(message) if message else None

    def _settle(self, one: Delivery, report: Report, now: datetime) -> Delivery:
        for _ in range(MOST_RACES):
            if one.state is State.SENDING and one.channel == report.channel:
                raise TooEarly(one.message.id)
            after = _after(one, report, now)
            if after is one:
                return one
            try:
                return counting.change(self._deliveries, one, after)
            except Overtaken as overtaken:
                one = overtaken.current
        raise TooEarly(one.message.id)


def _after(one: Delivery, report: Report, now: datetime) -> Delivery:
    if report.heard in _REASONS:
        return delivery.bounced(one, report.channel, _REASONS[report.heard], now)
    if report.heard in {Heard.DELIVERED, Heard.COMPLAINED}:
        provider_id = report.provider_id or one.provider_id or one.message.id
        return delivery.delivered(one, report.channel, provider_id, now)
    return one
