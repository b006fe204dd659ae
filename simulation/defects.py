"""Defects put into the product on purpose, one at a time: the checks must find each of them.

Each takes away one thing that the product is careful about. What `says` names is what somebody might have
forgotten; the simulation runs with it until something does not hold.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from unittest.mock import patch

import complaint_watch.handler
import event_relay.handler
import notification.handler
from hearthline.complaints import clocks, escalation, handling, lifecycle, settling
from hearthline.complaints import store as complaint_store
from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.commands import Claim, CustomerMessage
from hearthline.complaints.model import ClockName
from hearthline.insight import counting
from hearthline.insight import store as insight_store
from hearthline.notices import audience, delivery
from hearthline.notices import store as delivery_store
from hearthline.notices.adapters import ses
from hearthline.notices.delivery import Step
from hearthline.notices.model import Delayed, Message, State, message_id
from hearthline.platform import outbox, queues
from hearthline.platform.ids import number_from
from hearthline.platform.table import Guard, StorageUnavailable, Table, TransactionConflict
from simulation.runs import Outcome, run
from simulation.world import Setup

Patches = Callable[[ExitStack], None]
SMALL: Final = Setup(days=10, share=0.1, pace=2.5)
"""A company in which each defect shows within days."""
SEEDS: Final = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing forgotten, and how to forget it."""

    name: str
    says: str
    put: Patches


@contextmanager
def put_in(defect: Defect) -> Iterator[None]:
    """Have the defect in the product meanwhile."""
    with ExitStack() as stack:
        defect.put(stack)
        yield


def found(defect: Defect, told: Callable[[Outcome], None] = lambda _: None) -> Outcome:
    """Run with a defect until something does not hold, with further seeds where the first is lucky."""
    outcome = Outcome(SMALL)
    with put_in(defect):
        for seed in SEEDS:
            outcome = run(replace(SMALL, seed=seed), told)
            if not outcome.held:
                break
    return outcome


def _instead(place: Any, name: str, value: Any) -> Patches:
    return lambda stack: stack.enter_context(patch.object(place, name, value))


def _without_version(expression: str, names: Any = None, values: Any = None) -> Guard:
    """Give a guard that forgets the version, where it is about one."""
    if "version" not in expression:
        return Guard(expression, names or {}, values or {})
    return Guard("attribute_exists(pk)")


def _taken_as_done(error: type[Exception]) -> Patches:
    """Let a transaction that ended so count as done."""
    real = Table._call_plain  # noqa: SLF001 - where each call of the table comes by

    def call(self: Table, verb: str, **request: Any) -> dict[str, Any]:
        try:
            return real(self, verb, **request)
        except error:
            if verb != "transact_write_items":
                raise
            return {}

    return _instead(Table, "_call_plain", call)


def _in_all(name: str, value: Any, *places: Any) -> Patches:
    def put(stack: ExitStack) -> None:
        for place in places:
            stack.enter_context(patch.object(place, name, value))

    return put


def _ruling(command: Any, rule: Any) -> Patches:
    return lambda stack: stack.enter_context(patch.dict(lifecycle._RULES, {command: rule}))  # noqa: SLF001 - the table of rules


def _save_in_two(stack: ExitStack) -> None:
    real = complaint_store.ComplaintStore.save

    class TwoWrites:
        def __init__(self, inner: Table) -> None:
            self._inner = inner

        def transact(self, actions: Sequence[Any]) -> None:
            self._inner.transact(actions[:1])
            self._inner.transact(actions[1:])

        def __getattr__(self, name: str) -> Any:
            return getattr(self._inner, name)

    def save(self: Any, *given: Any, **named: Any) -> Any:
        whole = self.table
        self.table = TwoWrites(whole)
        try:
            return real(self, *given, **named)
        finally:
            self.table = whole

    stack.enter_context(patch.object(complaint_store.ComplaintStore, "save", save))


def _done_as_often_as_asked(stack: ExitStack) -> None:
    real = complaint_store.ComplaintStore.save

    def save(self: Any, *given: Any, **named: Any) -> Any:
        return real(self, *given, **{**named, "once": None})

    stack.enter_context(patch.object(complaint_store.ComplaintStore, "save", save))


def _never_again(stack: ExitStack) -> None:
    real = complaint_store.ComplaintStore.save

    def save(self: Any, before: Any, change: Any, terms: Any, **named: Any) -> Any:
        nothing = patch.object(complaint_store, "next_timer", lambda *_: None)
        with nothing if named.get("due") else ExitStack():
            return real(self, before, change, terms, **named)

    stack.enter_context(patch.object(complaint_store.ComplaintStore, "save", save))


def _settle_by_the_sweep(clock: Any, now: datetime) -> Any:
    late = clock.running and clock.breached_at is None and clock.due < now
    return replace(clock, breached_at=now) if late else clock


def _publish_deaf(bus: Any, bus_name: str, events: Sequence[Mapping[str, Any]]) -> int:
    class Deaf:
        def put_events(self, **request: Any) -> dict[str, Any]:
            return {**bus.put_events(**request), "FailedEntryCount": 0}

    return _publish(Deaf(), bus_name, events)


_publish = outbox.publish
_each_record = queues.each_record
_next_step = delivery.next_step
_said = settling.customer_message


def _all_well(event: Any, handle: Any) -> dict[str, list[dict[str, str]]]:
    _each_record(event, handle)
    return {"batchItemFailures": []}


def _dead_senders_forgotten(one: Any, now: datetime, patience: Any) -> Step:
    return Step.REST if one.state is State.SENDING else _next_step(one, now, patience)


def _claimed_by_all(self: Any, _: Any, after: Any, *__: Any) -> Any:
    """Write a delivery over whatever stands there."""
    self._table.put(self._item(after))
    return after


def _another_id_each_time(told: Any, event: Any) -> Message:
    from hearthline import root

    id_ = message_id(f"{event.id}{root.now()}", told.recipient, told.purpose)
    return Message(id_, told.purpose, told.recipient, event, told.message_class, told.good_until)


def _a_number_each_time(*_: Any) -> str:
    from hearthline import root

    return number_from(root.entropy.token(5))


def _retarget_from_now(clock: Any, severity: Any, terms: Any) -> Any:
    if not clock.running or clock.target is None:
        return clock
    target = terms.policy.target(severity, clock.name)
    return clocks.start(clock.name, severity, clock.due - target.duration / 2, terms, round_=clock.round)


def _a_message_answers(draft: Any, command: Any) -> None:
    draft.meet(ClockName.ANSWER)
    _said(draft, command)


def _anybody_takes(draft: Any, _: Any) -> None:
    handling._take(draft, draft.actor.id)  # noqa: SLF001 - what is left of claiming without its question


DEFECTS: Final = (
    Defect(
        "version-guard",
        "a case is written whoever wrote it meanwhile",
        _instead(complaint_store, "Guard", _without_version),
    ),
    Defect(
        "claim",
        "a delivery is claimed by everybody who wants it",
        _instead(delivery_store.DeliveryTable, "change", _claimed_by_all),
    ),
    Defect("re-arm", "a step that the sweep took sets no further timer", _never_again),
    Defect("dual-write", "the case is written first, and then its record and events", _save_in_two),
    Defect("repeat-key", "what is asked for twice under one key is done twice", _done_as_often_as_asked),
    Defect(
        "number",
        "a filing that is repeated gets another number",
        _instead(AccessKeys, "number_for", _a_number_each_time),
    ),
    Defect(
        "message-id",
        "a message has another id each time its event comes",
        _instead(audience, "message_of", _another_id_each_time),
    ),
    Defect(
        "refused-events",
        "the relay does not look at what the bus refused",
        _instead(event_relay.handler, "publish", _publish_deaf),
    ),
    Defect(
        "failed-records",
        "a batch reports no failures",
        _in_all("each_record", _all_well, complaint_watch.handler, notification.handler),
    ),
    Defect(
        "conflict", "a transaction that met another one counts as done", _taken_as_done(TransactionConflict)
    ),
    Defect(
        "unanswered", "a write whose answer never came counts as done", _taken_as_done(StorageUnavailable)
    ),
    Defect(
        "doubt",
        "a mail without an answer counts as not sent",
        _instead(ses, "outcome_of", lambda *_, **__: Delayed("no_answer")),
    ),
    Defect(
        "lease",
        "a message whose sender died stays with it",
        _instead(delivery, "next_step", _dead_senders_forgotten),
    ),
    Defect(
        "late-breach",
        "a promise is broken when the sweep looks",
        _instead(clocks, "settle", _settle_by_the_sweep),
    ),
    Defect(
        "step-twice", "the ladder does not remember its steps", _instead(escalation, "_take", lambda *_: None)
    ),
    Defect("pause", "a question does not stop the clock", _instead(clocks, "pause", lambda clock, *_: clock)),
    Defect("retarget", "a new severity counts from now", _instead(clocks, "retarget", _retarget_from_now)),
    Defect(
        "thanks",
        "what the customer writes counts as an answer",
        _ruling(CustomerMessage, _a_message_answers),
    ),
    Defect("two-claims", "a case that somebody has can be claimed", _ruling(Claim, _anybody_takes)),
    Defect(
        "closing",
        "a resolved case never closes by itself",
        _instead(escalation, "_close_unanswered", lambda _: None),
    ),
    Defect("mark", "the roll-ups forget what they had counted", _instead(counting, "parts_of", lambda _: ())),
    Defect(
        "mark-guard",
        "two who count a case both count it",
        _instead(insight_store, "_as_read", lambda _: None),
    ),
)
