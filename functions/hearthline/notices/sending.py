"""Telling people about events: nobody missed, and nobody twice as far as that can be known.

Each message is first put on record, then claimed, sent and settled. A sender may die between any two of
these; the record's own timer brings another one, and `delivery` says what it may do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from hearthline.notices import audience, delivery
from hearthline.notices.delivery import Patience, Step
from hearthline.notices.model import (
    CONTACT,
    CUSTOMER,
    STAFF,
    Accepted,
    Delivery,
    Message,
    Refused,
    Rendered,
    message_id,
)
from hearthline.notices.ports import CaseReader, Channel, Deliveries, Directory, NoticeCase, Overtaken
from hearthline.notices.writing import Writer
from hearthline.platform.outbox import Event

DEFAULT = Patience()

CaseOf = Callable[[str], NoticeCase | None]


class NobodyToTell(Exception):
    """Levels on which the directory names nobody: for a person to see, mend and send again."""

    def __init__(self, event_id: str, levels: tuple[str, ...]) -> None:
        super().__init__(event_id, levels)
        self.event_id = event_id
        self.levels = levels


class NotAllSent(Exception):
    """Some messages of one event met an error; all are on record, and their timers bring them up again."""

    def __init__(self, errors: Sequence[Exception]) -> None:
        super().__init__(len(errors))
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Where a message may go, in order of preference, and its words; None when there is nowhere."""

    addresses: Mapping[str, str]
    words: Rendered | None


class Sender:
    """The use case: `channels` holds an adapter for each of `email`, `sms` and `webhook` that is set up."""

    def __init__(
        self,
        *,
        deliveries: Deliveries,
        cases: CaseReader,
        directory: Directory,
        channels: Mapping[str, Channel],
        writer: Writer,
        patience: Patience = DEFAULT,
    ) -> None:
        self._deliveries = deliveries
        self._cases = cases
        self._directory = directory
        self._channels = channels
        self._writer = writer
        self._patience = patience

    def on_event(self, event: Event, now: datetime) -> list[Delivery]:
        """Tell everybody whom this event concerns, each once however often the event comes.

        All messages are on record before the first is sent, and one that fails does not stop the others; what
        failed is raised together at the end. An event that concerns nobody gives an empty list.
        """
        case_of = cache(self._cases.case)
        queued = [
            self._deliveries.add(delivery.queue(message, now, self._patience))
            for message in self._messages(event)
        ]
        done: list[Delivery] = []
        failed: list[Exception] = []
        for one in queued:
            try:
                done.append(self._advance(one, now, case_of))
            except Exception as error:  # noqa: BLE001 - the others must be told all the same
                failed.append(error)
        if failed:
            raise NotAllSent(failed) from failed[0]
        return done

    def on_delivery(self, id_: str, now: datetime) -> Delivery | None:
        """Take up one delivery whose timer is due. Coming too early, twice or too late does nothing."""
        found = self._deliveries.find(id_)
        return self._advance(found, now, self._cases.case) if found else None

    def _messages(self, event: Event) -> list[Message]:
        notice = audience.customer_notice(event)
        told = [notice] if notice else []
        for_staff = audience.staff_notice(event)
        if for_staff:
            told += [audience.Told(for_staff.purpose, STAFF + id_) for id_ in self._staff(event, for_staff)]
        return [
            Message(message_id(event.id, one.recipient, one.purpose), one.purpose, one.recipient, event)
            for one in told
        ]

    def _staff(self, event: Event, told: audience.StaffTold) -> list[str]:
        """Give the ids of those to tell, each once, without the one who did it."""
        on_levels = self._on(told.levels, event) if told.levels else []
        if told.levels and not on_levels:
            raise NobodyToTell(event.id, told.levels)
        named = [self._directory.stands_in(id_) for id_ in told.people]
        ids = [id_ for id_ in dict.fromkeys((*named, *on_levels)) if id_ != event.actor.id]
        if ids or not told.otherwise:
            return ids
        for level in told.otherwise:
            ids = [id_ for id_ in self._on((level,), event) if id_ != event.actor.id]
            if ids:
                return ids
        raise NobodyToTell(event.id, told.otherwise)

    def _on(self, levels: tuple[str, ...], event: Event) -> list[str]:
        data = event.data
        found = self._directory.recipients(
            levels, city=data["city"], assignee=data.get("assignee"), team=data.get("team")
        )
        return [one.id for one in found]

    def _advance(self, one: Delivery, now: datetime, case_of: CaseOf) -> Delivery:
        """Do what the delivery's state asks for, until it rests. Each round refuses a channel or ends."""
        while True:
            step = delivery.next_step(one, now, self._patience)
            try:
                match step:
                    case Step.REST:
                        return one
                    case Step.ABANDON:
                        one = self._deliveries.change(one, delivery.abandon(one, now))
                    case Step.EXPIRE:
                        one = self._deliveries.change(one, delivery.expire(one, now, self._patience))
                    case Step.CLAIM:
                        one = self._send(one, now, case_of)
            except Overtaken as overtaken:
                return overtaken.current

    def _send(self, one: Delivery, now: datetime, case_of: CaseOf) -> Delivery:
        try:
            prepared = self._prepare(one.message, case_of)
        except Exception:
            self._deliveries.change(one, delivery.defer(one, "not_prepared", now, self._patience))
            raise
        left = delivery.open_channels(one, prepared.addresses)
        if not left or prepared.words is None:
            return self._deliveries.change(one, delivery.unreachable(one, now))
        channel = left[0]
        claimed = self._deliveries.change(one, delivery.claim(one, channel, now, self._patience))
        outcome = self._channels[_adapter(channel)].send(prepared.addresses[channel], prepared.words, now)
        try:
            return self._deliveries.change(claimed, delivery.record(claimed, outcome, now, self._patience))
        except Overtaken as overtaken:
            if not isinstance(outcome, Accepted | Refused):
                raise
            believed = delivery.settle(overtaken.current, outcome, now)
            if believed is overtaken.current:
                raise
            return self._deliveries.change(overtaken.current, believed)

    def _prepare(self, message: Message, case_of: CaseOf) -> _Prepared:
        """Read who and what, as they are now. Nothing is written or sent yet, so failing here is harmless."""
        if message.recipient.startswith(CONTACT):
            cases = self._cases.cases_of_contact(message.recipient.removeprefix(CONTACT))
            return self._for_contact(message, cases)
        if audience.about_incident(message.event):
            return self._for_incident(message, audience.number_of(message.event))
        case = case_of(audience.number_of(message.event)) if audience.about_case(message.event) else None
        if message.recipient != CUSTOMER:
            return self._for_staff(message, case)
        if case is None:
            return _Prepared({}, None)
        addresses = self._addresses(email=case.email, phone=case.phone)
        return _Prepared(addresses, self._writer.to_customer(message, case) if addresses else None)

    def _for_staff(self, message: Message, case: NoticeCase | None) -> _Prepared:
        person = self._directory.person(message.recipient.removeprefix(STAFF))
        if person is None or (case is None and audience.about_case(message.event)):
            return _Prepared({}, None)
        addresses = self._addresses(email=person.email, phone=person.phone, webhooks=person.webhooks)
        if not addresses:
            return _Prepared({}, None)
        if case is None:
            return _Prepared(addresses, self._writer.to_colleague(message, person.language))
        return _Prepared(addresses, self._writer.to_staff(message, case, person.language))

    def _for_incident(self, message: Message, identifier: str) -> _Prepared:
        incident = self._cases.incident(identifier)
        person = self._directory.person(message.recipient.removeprefix(STAFF))
        if incident is None or person is None:
            return _Prepared({}, None)
        addresses = self._addresses(email=person.email, phone=person.phone, webhooks=person.webhooks)
        words = self._writer.of_incident(message, incident, person.language) if addresses else None
        return _Prepared(addresses, words)

    def _for_contact(self, message: Message, cases: list[NoticeCase]) -> _Prepared:
        if not cases:
            return _Prepared({}, None)
        address = (cases[0].email, cases[0].phone)
        same = [case for case in cases if (case.email, case.phone) == address]
        addresses = self._addresses(email=address[0], phone=address[1])
        return _Prepared(addresses, self._writer.to_contact(message, same) if addresses else None)

    def _addresses(
        self, *, email: str | None, phone: str | None, webhooks: tuple[str, ...] = ()
    ) -> Mapping[str, str]:
        wanted = {**{f"webhook:{name}": name for name in webhooks}, "email": email, "sms": phone}
        return {
            channel: to
            for channel, to in wanted.items()
            if to is not None and _adapter(channel) in self._channels
        }


def _adapter(channel: str) -> str:
    return channel.partition(":")[0]
