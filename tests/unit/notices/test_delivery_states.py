"""The states of a delivery, as a table of rules."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hearthline.notices import delivery
from hearthline.notices.delivery import Step
from hearthline.notices.model import (
    Accepted,
    Delayed,
    Delivery,
    MessageClass,
    Outcome,
    Refused,
    State,
    Unclear,
)
from tests.unit.notices.builders import MINUTE, NOW, PATIENCE, a_message

SERVICE, MARKETING = MessageClass.SERVICE, MessageClass.MARKETING


def a_delivery(state: State, *, class_: MessageClass = SERVICE, **changes: Any) -> Delivery:
    until = None if state in {State.SENT, State.FAILED} else NOW
    return replace(
        Delivery(
            a_message(class_=class_), state, created_at=NOW - MINUTE, changed_at=NOW - MINUTE, until=until
        ),
        channel="email",
        claims=1,
        **changes,
    )


@pytest.mark.parametrize(
    ("state", "class_", "since_until", "step"),
    [
        (State.QUEUED, SERVICE, -MINUTE, Step.CLAIM),
        (State.QUEUED, MARKETING, MINUTE, Step.CLAIM),
        (State.SENDING, SERVICE, -MINUTE, Step.REST),
        (State.SENDING, SERVICE, timedelta(0), Step.EXPIRE),
        (State.SENDING, MARKETING, MINUTE, Step.EXPIRE),
        (State.WAITING, SERVICE, -MINUTE, Step.REST),
        (State.WAITING, SERVICE, timedelta(0), Step.CLAIM),
        (State.WAITING, MARKETING, MINUTE, Step.CLAIM),
        (State.UNKNOWN, SERVICE, -MINUTE, Step.REST),
        (State.UNKNOWN, SERVICE, MINUTE, Step.CLAIM),
        (State.UNKNOWN, MARKETING, -MINUTE, Step.REST),
        (State.UNKNOWN, MARKETING, MINUTE, Step.ABANDON),
        (State.SENT, SERVICE, MINUTE, Step.REST),
        (State.FAILED, MARKETING, MINUTE, Step.REST),
    ],
)
def test_what_a_state_asks_for(
    state: State, class_: MessageClass, since_until: timedelta, step: Step
) -> None:
    given = a_delivery(state, class_=class_)

    assert delivery.next_step(given, NOW + since_until, PATIENCE) is step


@pytest.mark.parametrize("state", [State.QUEUED, State.WAITING, State.UNKNOWN])
def test_a_message_that_is_too_old_is_given_up(state: State) -> None:
    given = replace(a_delivery(state), created_at=NOW - PATIENCE.give_up_after, reason="throttled")

    assert delivery.next_step(given, NOW, PATIENCE) is Step.ABANDON
    assert delivery.abandon(given, NOW).state is State.FAILED
    assert delivery.abandon(given, NOW).reason == "throttled"


@pytest.mark.parametrize(
    ("outcome", "class_", "state", "reason"),
    [
        (Accepted("p-1"), SERVICE, State.SENT, None),
        (Refused("address_refused"), SERVICE, State.QUEUED, "address_refused"),
        (Delayed("unreachable"), SERVICE, State.WAITING, "unreachable"),
        (Delayed("throttled", throttled=True), MARKETING, State.WAITING, "throttled"),
        (Unclear("no_answer"), SERVICE, State.UNKNOWN, "no_answer"),
        (Unclear("no_answer"), MARKETING, State.UNKNOWN, "no_answer"),
    ],
)
def test_what_a_call_comes_to(
    outcome: Outcome, class_: MessageClass, state: State, reason: str | None
) -> None:
    given = a_delivery(State.SENDING, class_=class_)

    after = delivery.record(given, outcome, NOW, PATIENCE)

    assert (after.state, after.reason, after.version) == (state, reason, given.version + 1)


def test_a_claim_is_a_lease_on_one_channel() -> None:
    claimed = delivery.claim(a_delivery(State.QUEUED), "sms", NOW, PATIENCE)

    assert (claimed.state, claimed.channel, claimed.until) == (State.SENDING, "sms", NOW + PATIENCE.lease)
    assert claimed.claims == 2


def test_a_lease_that_ran_out_leaves_the_outcome_unknown() -> None:
    after = delivery.expire(a_delivery(State.SENDING), NOW, PATIENCE)

    assert (after.state, after.reason, after.unclear) == (State.UNKNOWN, "sender_died", 1)


def test_an_unknown_service_message_is_tried_again_soon_and_an_unknown_marketing_one_is_left_to_others() -> (
    None
):
    service = delivery.expire(a_delivery(State.SENDING), NOW, PATIENCE)
    marketing = delivery.expire(a_delivery(State.SENDING, class_=MARKETING), NOW, PATIENCE)

    assert service.until is not None
    assert service.until <= NOW + PATIENCE.first_wait
    assert marketing.until == NOW + PATIENCE.give_up_after


def test_a_service_message_is_tried_three_times_in_doubt_on_one_channel_and_then_on_the_next() -> None:
    doubtful = a_delivery(State.SENDING, unclear=PATIENCE.unclear - 1)

    after = delivery.record(doubtful, Unclear("no_answer"), NOW, PATIENCE)

    assert (after.state, after.refused, after.unclear) == (State.QUEUED, {"email": "no_answer"}, 0)


def test_a_refusing_channel_is_not_asked_again_and_patience_starts_anew_on_the_next() -> None:
    given = a_delivery(State.SENDING, failures=4)

    after = delivery.record(given, Refused("address_refused"), NOW, PATIENCE)

    assert delivery.open_channels(after, ["email", "sms"]) == ["sms"]
    assert after.failures == 0


def test_a_channel_that_fails_ten_times_counts_as_refusing() -> None:
    given = a_delivery(State.SENDING, failures=PATIENCE.failures - 1)

    after = delivery.record(given, Delayed("unreachable"), NOW, PATIENCE)

    assert (after.state, after.refused) == (State.QUEUED, {"email": "unreachable"})


def test_throttling_is_waiting_and_never_loss() -> None:
    given = a_delivery(State.SENDING, failures=PATIENCE.failures - 1)

    after = delivery.record(given, Delayed("throttled", throttled=True), NOW, PATIENCE)

    assert (after.state, after.failures) == (State.WAITING, PATIENCE.failures - 1)


def test_without_a_channel_left_it_fails_with_the_last_refusal() -> None:
    refused = replace(a_delivery(State.QUEUED), refused={"email": "address_refused", "sms": "number_refused"})

    assert delivery.unreachable(refused, NOW).reason == "number_refused"
    assert delivery.unreachable(a_delivery(State.QUEUED), NOW).reason == "no_channel"


def test_what_cannot_be_prepared_waits_and_in_the_end_fails() -> None:
    waiting = delivery.defer(a_delivery(State.QUEUED), "not_prepared", NOW, PATIENCE)
    last = delivery.defer(a_delivery(State.QUEUED, failures=9), "not_prepared", NOW, PATIENCE)

    assert (waiting.state, waiting.failures) == (State.WAITING, 1)
    assert (last.state, last.reason) == (State.FAILED, "not_prepared")


@pytest.mark.parametrize("state", [State.QUEUED, State.WAITING, State.UNKNOWN])
def test_news_of_a_call_settles_what_was_open(state: State) -> None:
    open_ = a_delivery(state)

    assert delivery.settle(open_, Accepted("p-9"), NOW).state is State.SENT
    assert delivery.settle(open_, Refused("bounced"), NOW).refused == {"email": "bounced"}


@pytest.mark.parametrize("state", [State.SENDING, State.SENT, State.FAILED])
def test_news_changes_nothing_that_is_final_or_in_another_senders_hands(state: State) -> None:
    held = a_delivery(state)

    assert delivery.settle(held, Accepted("p-9"), NOW) is held


def test_waits_grow_up_to_the_longest_and_are_the_same_each_time() -> None:
    waits = [delivery.backoff("m-1", tries, PATIENCE) for tries in range(1, 20)]

    assert waits == [delivery.backoff("m-1", tries, PATIENCE) for tries in range(1, 20)]
    assert all(0.75 * PATIENCE.first_wait <= wait <= PATIENCE.longest_wait for wait in waits)
    assert waits[0] <= PATIENCE.first_wait
    assert waits[-1] >= 0.75 * PATIENCE.longest_wait


def test_waits_of_many_messages_spread() -> None:
    waits = {delivery.backoff(f"m-{number}", 3, PATIENCE) for number in range(100)}

    assert len(waits) > 90


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.WAITING, State.UNKNOWN])
@pytest.mark.parametrize("class_", list(MessageClass))
def test_every_open_state_has_an_exit(state: State, class_: MessageClass) -> None:
    given = a_delivery(state, class_=class_)

    assert given.until is not None
    assert delivery.next_step(given, given.until, PATIENCE) is not Step.REST


def test_a_person_lets_what_is_in_doubt_be_sent_again_or_be_failed() -> None:
    doubtful = a_delivery(State.UNKNOWN, class_=MARKETING, reason="sender_died", unclear=2)
    late = NOW + PATIENCE.give_up_after

    again = delivery.decide(doubtful, late, again=True)
    failed = delivery.decide(doubtful, late, again=False)

    assert (again.state, again.unclear, again.version) == (State.QUEUED, 0, doubtful.version + 1)
    assert delivery.next_step(again, late, PATIENCE) is Step.CLAIM
    assert (failed.state, failed.reason, failed.until) == (State.FAILED, "sender_died", None)


@pytest.mark.parametrize("state", [each for each in State if each is not State.UNKNOWN])
def test_a_person_decides_about_nothing_that_is_not_in_doubt(state: State) -> None:
    given = a_delivery(state, class_=MARKETING)

    assert delivery.decide(given, NOW, again=True) is given
    assert delivery.decide(given, NOW, again=False) is given
