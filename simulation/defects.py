"""Defects put into the product on purpose, one at a time: the checks must find each of them.

Each takes away one thing that the product is careful about. What `says` names is what somebody might have
forgotten; the simulation runs with it until something does not hold.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Final

import complaint_watch.handler
import event_relay.handler
import notification.handler
from hearthline.complaints import clocks, escalation
from hearthline.complaints import store as complaint_store
from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.commands import Claim, CustomerMessage
from hearthline.insight import counting
from hearthline.insight import store as insight_store
from hearthline.members import ledger_store
from hearthline.notices import audience, delivery
from hearthline.notices import store as delivery_store
from hearthline.notices.adapters import ses
from hearthline.notices.model import Delayed
from hearthline.platform.table import StorageUnavailable, TransactionConflict
from hearthline.surveys import receiving
from hearthline.surveys.pace_store import PaceStore
from simulation import forgetting, forgetting_surveys
from simulation.forgetting import Patches
from simulation.runs import Outcome, run
from simulation.world import Setup

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


DEFECTS: Final = (
    Defect(
        "version-guard",
        "a case is written whoever wrote it meanwhile",
        forgetting.instead(complaint_store, "Guard", forgetting.without("version")),
    ),
    Defect(
        "claim",
        "a delivery is claimed by everybody who wants it",
        forgetting.instead(delivery_store.DeliveryTable, "change", forgetting.claimed_by_all),
    ),
    Defect("re-arm", "a step that the sweep took sets no further timer", forgetting.never_again),
    Defect("dual-write", "the case is written first, and then its record and events", forgetting.save_in_two),
    Defect(
        "repeat-key", "what is asked for twice under one key is done twice", forgetting.done_as_often_as_asked
    ),
    Defect(
        "number",
        "a filing that is repeated gets another number",
        forgetting.instead(AccessKeys, "number_for", forgetting.a_number_each_time),
    ),
    Defect(
        "message-id",
        "a message has another id each time its event comes",
        forgetting.instead(audience, "message_of", forgetting.another_id_each_time),
    ),
    Defect(
        "refused-events",
        "the relay does not look at what the bus refused",
        forgetting.instead(event_relay.handler, "publish", forgetting.publish_deaf),
    ),
    Defect(
        "failed-records",
        "a batch reports no failures",
        forgetting.in_all("each_record", forgetting.all_well, complaint_watch.handler, notification.handler),
    ),
    Defect(
        "conflict",
        "a transaction that met another one counts as done",
        forgetting.taken_as_done(TransactionConflict),
    ),
    Defect(
        "unanswered",
        "a write whose answer never came counts as done",
        forgetting.taken_as_done(StorageUnavailable),
    ),
    Defect(
        "doubt",
        "a mail without an answer counts as not sent",
        forgetting.instead(ses, "outcome_of", lambda *_, **__: Delayed("no_answer")),
    ),
    Defect(
        "lease",
        "a message whose sender died stays with it",
        forgetting.instead(delivery, "next_step", forgetting.dead_senders_forgotten),
    ),
    Defect(
        "late-breach",
        "a promise is broken when the sweep looks",
        forgetting.instead(clocks, "settle", forgetting.settle_by_the_sweep),
    ),
    Defect(
        "step-twice",
        "the ladder does not remember its steps",
        forgetting.instead(escalation, "_take", lambda *_: None),
    ),
    Defect(
        "pause",
        "a question does not stop the clock",
        forgetting.instead(clocks, "pause", lambda clock, *_: clock),
    ),
    Defect(
        "retarget",
        "a new severity counts from now",
        forgetting.instead(clocks, "retarget", forgetting.retarget_from_now),
    ),
    Defect(
        "thanks",
        "what the customer writes counts as an answer",
        forgetting.ruling(CustomerMessage, forgetting.a_message_answers),
    ),
    Defect(
        "two-claims",
        "a case that somebody has can be claimed",
        forgetting.ruling(Claim, forgetting.anybody_takes),
    ),
    Defect(
        "closing",
        "a resolved case never closes by itself",
        forgetting.instead(escalation, "_close_unanswered", lambda _: None),
    ),
    Defect(
        "mark",
        "the roll-ups forget what they had counted",
        forgetting.instead(counting, "parts_of", lambda _: ()),
    ),
    Defect(
        "mark-guard",
        "two who count a case both count it",
        forgetting.instead(insight_store, "_as_read", lambda _: None),
    ),
    Defect(
        "overspent",
        "points are spent without asking for them",
        forgetting.instead(ledger_store, "Guard", forgetting.without("balance")),
    ),
    Defect(
        "account-guard",
        "an account is settled whoever spent from it meanwhile",
        forgetting.instead(ledger_store, "Guard", forgetting.without("spent")),
    ),
    Defect(
        "pace",
        "who feeds goes by a pace of their own",
        forgetting.instead(PaceStore, "take", forgetting_surveys.paces_of_ones_own),
    ),
    Defect(
        "reminded",
        "a reminder does not ask who has answered",
        forgetting_surveys.told_whether_or_not,
    ),
    Defect(
        "late-answers",
        "answers are taken whether or not the campaign is over",
        forgetting.instead(receiving, "refusal", lambda *_: None),
    ),
    Defect(
        "tally-mark",
        "the tally forgets what it had counted",
        forgetting_surveys.never_counted,
    ),
)
