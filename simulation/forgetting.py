"""What the deliberate defects put in the place of what the product does: each forgets one thing."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from typing import Any
from unittest.mock import patch

from hearthline.complaints import clocks, handling, lifecycle, settling
from hearthline.complaints import store as complaint_store
from hearthline.complaints.model import ClockName
from hearthline.notices import delivery
from hearthline.notices.delivery import Step
from hearthline.notices.model import Message, State, message_id
from hearthline.platform import outbox, queues
from hearthline.platform.ids import number_from
from hearthline.platform.table import Guard, Table

Patches = Callable[[ExitStack], None]
"""Puts a defect in until the stack is left."""


def instead(place: Any, name: str, value: Any) -> Patches:
    """Have something else in the place of what a module or class has."""
    return lambda stack: stack.enter_context(patch.object(place, name, value))


def without(word: str) -> Callable[..., Guard]:
    """Give what makes guards, and forgets to ask for this."""

    def guard(expression: str, names: Any = None, values: Any = None) -> Guard:
        if word in expression:
            return Guard("attribute_exists(pk)")
        return Guard(expression, names or {}, values or {})

    return guard


def taken_as_done(error: type[Exception]) -> Patches:
    """Let a transaction that ended so count as done."""
    real = Table._call_plain  # noqa: SLF001 - where each call of the table comes by

    def call(self: Table, verb: str, **request: Any) -> dict[str, Any]:
        try:
            return real(self, verb, **request)
        except error:
            if verb != "transact_write_items":
                raise
            return {}

    return instead(Table, "_call_plain", call)


def in_all(name: str, value: Any, *places: Any) -> Patches:
    """Have the same in several places that took it over by name."""

    def put(stack: ExitStack) -> None:
        for place in places:
            stack.enter_context(patch.object(place, name, value))

    return put


def ruling(command: Any, rule: Any) -> Patches:
    """Have another rule for a command."""
    return lambda stack: stack.enter_context(patch.dict(lifecycle._RULES, {command: rule}))  # noqa: SLF001 - the table of rules


def save_in_two(stack: ExitStack) -> None:
    """Write the case first, and what tells of it after."""
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


def done_as_often_as_asked(stack: ExitStack) -> None:
    """Forget under which key something was asked for."""
    real = complaint_store.ComplaintStore.save

    def save(self: Any, *given: Any, **named: Any) -> Any:
        return real(self, *given, **{**named, "once": None})

    stack.enter_context(patch.object(complaint_store.ComplaintStore, "save", save))


def never_again(stack: ExitStack) -> None:
    """Set no further timer when the sweep has taken a step."""
    real = complaint_store.ComplaintStore.save

    def save(self: Any, before: Any, change: Any, terms: Any, **named: Any) -> Any:
        nothing = patch.object(complaint_store, "next_timer", lambda *_: None)
        with nothing if named.get("due") else ExitStack():
            return real(self, before, change, terms, **named)

    stack.enter_context(patch.object(complaint_store.ComplaintStore, "save", save))


def settle_by_the_sweep(clock: Any, now: datetime) -> Any:
    """Let a promise be broken when somebody looks."""
    late = clock.running and clock.breached_at is None and clock.due < now
    return replace(clock, breached_at=now) if late else clock


def publish_deaf(bus: Any, bus_name: str, events: Sequence[Mapping[str, Any]]) -> int:
    """Publish, and do not hear what was refused."""

    class Deaf:
        def put_events(self, **request: Any) -> dict[str, Any]:
            return {**bus.put_events(**request), "FailedEntryCount": 0}

    return publish(Deaf(), bus_name, events)


publish = outbox.publish
each_record = queues.each_record
next_step = delivery.next_step
said = settling.customer_message


def all_well(event: Any, handle: Any) -> dict[str, list[dict[str, str]]]:
    """Handle a batch, and report no failure."""
    each_record(event, handle)
    return {"batchItemFailures": []}


def dead_senders_forgotten(one: Any, now: datetime, patience: Any) -> Step:
    """Leave a message with its sender, dead or alive."""
    return Step.REST if one.state is State.SENDING else next_step(one, now, patience)


def claimed_by_all(self: Any, _: Any, after: Any, *__: Any) -> Any:
    """Write a delivery over whatever stands there."""
    self._table.put(self._item(after))
    return after


def another_id_each_time(told: Any, event: Any) -> Message:
    """Give a message whose id says when it was made."""
    from hearthline import root

    id_ = message_id(f"{event.id}{root.now()}", told.recipient, told.purpose)
    return Message(id_, told.purpose, told.recipient, event, told.message_class, told.good_until)


def a_number_each_time(*_: Any) -> str:
    """Give any number."""
    from hearthline import root

    return number_from(root.entropy.token(5))


def retarget_from_now(clock: Any, severity: Any, terms: Any) -> Any:
    """Start a promise anew for another severity."""
    if not clock.running or clock.target is None:
        return clock
    target = terms.policy.target(severity, clock.name)
    return clocks.start(clock.name, severity, clock.due - target.duration / 2, terms, round_=clock.round)


def a_message_answers(draft: Any, command: Any) -> None:
    """Take what the customer says as an answer to them."""
    draft.meet(ClockName.ANSWER)
    said(draft, command)


def anybody_takes(draft: Any, _: Any) -> None:
    """Give the case to whoever asks."""
    handling._take(draft, draft.actor.id)  # noqa: SLF001 - what is left of claiming without its question
