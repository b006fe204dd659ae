"""Telling people about events: nobody missed, and nobody twice as far as that can be known.

Each message is first put on record; then the contact policy is asked, and it is claimed, sent and settled. A
sender may die between any two of these; the record's own timer brings another one, and `delivery` says what
it may do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from hearthline.notices import audience, counting, delivery
from hearthline.notices.delivery import Patience, Step
from hearthline.notices.gate import Gate
from hearthline.notices.gathering import Gathering
from hearthline.notices.model import (
    STAFF,
    Accepted,
    Delivery,
    Message,
    MessageClass,
    Outcome,
    Refused,
)
from hearthline.notices.policy import Go, Hold, Stop
from hearthline.notices.ports import (
    CaseReader,
    Channel,
    CountersMoved,
    Deliveries,
    Directory,
    NoticeSurvey,
    Overtaken,
    Surveys,
)
from hearthline.notices.reaching import Reach, Reaching, Reading, adapter_of
from hearthline.platform.outbox import Event

DEFAULT = Patience()
MOST_ROUNDS = 50
"""Turns of one delivery in one go; each decides, refuses a channel, or was overtaken by another message."""


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


class Sender:
    """The use case: `channels` holds an adapter for each of `email`, `sms` and `webhook` that is set up."""

    def __init__(
        self,
        *,
        deliveries: Deliveries,
        cases: CaseReader,
        directory: Directory,
        surveys: Surveys,
        reaching: Reaching,
        gate: Gate,
        channels: Mapping[str, Channel],
        patience: Patience = DEFAULT,
    ) -> None:
        self._deliveries = deliveries
        self._cases = cases
        self._directory = directory
        self._surveys = surveys
        self._gate = gate
        self._channels = channels
        self._patience = patience
        self._reaching = reaching
        self._gathering = Gathering(deliveries)

    def on_event(self, event: Event, now: datetime) -> list[Delivery]:
        """Tell everybody whom this event concerns, each once however often the event comes.

        All messages are on record before the first is sent, and one that fails does not stop the others; what
        failed is raised together at the end. An event that concerns nobody gives an empty list.
        """
        reading = Reading(cache(self._cases.case), self._surveys)
        queued = [
            self._deliveries.add(delivery.queue(message, now, self._patience))
            for message in self._messages(event)
        ]
        done: list[Delivery] = []
        failed: list[Exception] = []
        for one in queued:
            try:
                done.append(self._advance(one, now, reading))
            except Exception as error:  # noqa: BLE001 - the others must be told all the same
                failed.append(error)
        if failed:
            raise NotAllSent(failed) from failed[0]
        return done

    def on_delivery(self, id_: str, now: datetime) -> Delivery | None:
        """Take up one delivery whose timer is due. Coming too early, twice or too late does nothing."""
        found = self._deliveries.find(id_)
        return self._advance(found, now, Reading(self._cases.case, self._surveys)) if found else None

    def tell(self, message: Message, survey: NoticeSurvey, now: datetime) -> Delivery:
        """Ask one person to answer a survey, once however often this is called.

        `survey` is what the caller has just read, so that it is not read again. What raises is on record,
        unless the record itself could not be written: its timer brings it up again.
        """
        one = self._deliveries.add(delivery.queue(message, now, self._patience))
        return self._advance(one, now, Reading(self._cases.case, lambda _: survey))

    def _messages(self, event: Event) -> list[Message]:
        notice = audience.customer_notice(event)
        told = [notice] if notice else []
        for_staff = audience.staff_notice(event)
        if for_staff:
            told += [audience.Told(for_staff.purpose, STAFF + id_) for id_ in self._staff(event, for_staff)]
        for_person = audience.person_notice(event)
        if for_person:
            told.append(for_person)
        return [audience.message_of(one, event) for one in told]

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

    def _advance(self, one: Delivery, now: datetime, reading: Reading) -> Delivery:
        """Do what the delivery's state asks for, until it rests. Each round refuses a channel or ends."""
        for _ in range(MOST_ROUNDS):
            step = delivery.next_step(one, now, self._patience)
            try:
                match step:
                    case Step.REST:
                        return one
                    case Step.ABANDON:
                        one = self._change(one, delivery.abandon(one, now))
                    case Step.EXPIRE:
                        one = self._change(one, delivery.expire(one, now, self._patience))
                    case Step.CLAIM:
                        one = self._send(one, now, reading)
            except Overtaken as overtaken:
                return overtaken.current
            except CountersMoved:
                continue
        raise CountersMoved

    def _send(self, one: Delivery, now: datetime, reading: Reading) -> Delivery:
        """Ask whether it may go; then claim it, send it, and write down what came of it."""
        settled = self._gathering.settle(one, now) if one.gathered_in else None
        if settled is not None:
            return self._change(one, settled)
        try:
            reach = self._reaching.reach(one.message, reading)
            if reach.instead is not None:
                return self._change(one, _turned_away(_of(one, reach), reach.instead, now))
            if reach.write is None or not delivery.open_channels(one, reach.addresses):
                return self._change(one, delivery.unreachable(_of(one, reach), now))
            ruling = self._gate.ask(one, reach.addresses, reach.person, now)
            goes = isinstance(ruling.verdict, Go) and ruling.gather is None
            words = reach.write() if goes else None
        except (Overtaken, CountersMoved):
            raise
        except Exception:
            self._change(one, delivery.defer(one, "not_prepared", now, self._patience))
            raise
        if ruling.gather is not None:
            return self._gathering.join(one, ruling.gather, now)
        if not isinstance(ruling.verdict, Go) or words is None:
            return self._change(one, _turned_away(_of(one, reach), ruling.verdict, now))
        noted = delivery.leave_out(_of(one, reach), ruling.verdict.left_out, now)
        channel = ruling.verdict.channels[0]
        claimed = delivery.claim(noted, channel, now, self._patience)
        if ruling.counters and one.message.message_class is not MessageClass.SERVICE:
            claimed = replace(claimed, counted=tuple(each.name for each in ruling.counters))
        claimed = self._deliveries.change(one, claimed, ruling.counters)
        outcome = self._channels[adapter_of(channel)].send(reach.addresses[channel], words, now)
        return self._settle(claimed, outcome, now)

    def _settle(self, claimed: Delivery, outcome: Outcome, now: datetime) -> Delivery:
        found_by = outcome.provider_id if isinstance(outcome, Accepted) and outcome.reported_by_it else None
        after = delivery.record(claimed, outcome, now, self._patience)
        try:
            return self._deliveries.change(claimed, after, (), found_by)
        except Overtaken as overtaken:
            if not isinstance(outcome, Accepted | Refused):
                raise
            believed = delivery.settle(overtaken.current, outcome, now)
            if believed is overtaken.current:
                raise
            return self._deliveries.change(overtaken.current, believed, (), found_by)

    def _change(self, before: Delivery, after: Delivery) -> Delivery:
        return counting.change(self._deliveries, before, after)


def _of(one: Delivery, reach: Reach) -> Delivery:
    return replace(one, person=reach.person.id) if reach.person else one


def _turned_away(one: Delivery, verdict: Go | Hold | Stop, now: datetime) -> Delivery:
    match verdict:
        case Hold(until, reason):
            return delivery.hold(one, until, reason, now)
        case Stop(reason, left_out):
            return delivery.withhold(delivery.leave_out(one, left_out, now), reason, now)
    raise ValueError(verdict)
