"""Of what a case has several of, for analysis: promises, remedies, visits, works, warnings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from hearthline.analytics.tables import Column, Table
from hearthline.analytics_complaints import BY_MONTH, FLAG, INSTANT, INTEGER, TEXT, Case
from hearthline.complaints.model import Clock, Complaint
from hearthline.complaints.parts import Visit, Work

A_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a case has."""

    case: Case
    what: Any


def _paused(part: Part) -> int:
    clock: Clock = part.what
    return sum((span.until - span.since) // A_SECOND for span in clock.pauses)


def _contractor(part: Part) -> str | None:
    what: Visit | Work = part.what
    return part.case.words.word("contractor", what.contractor)


_CASE = Column(
    "complaint", TEXT, "pseudonym of the case, the same in every table", lambda p: p.case.pseudonym
)

PROMISES: Final = Table(
    "promises",
    1,
    "one row for each clock of a case in each round: what was promised, and whether it was kept",
    BY_MONTH,
    (
        _CASE,
        Column("clock", TEXT, "acknowledge, answer or resolve", lambda p: p.what.name.value),
        Column("round", INTEGER, "the round of the case", lambda p: p.what.round),
        Column("started_at", INSTANT, "when it began to run", lambda p: p.what.started),
        Column("due_at", INSTANT, "when it is due, pauses and extension included", lambda p: p.what.due),
        Column("first_due_at", INSTANT, "when it was due as first reckoned", lambda p: p.what.original_due),
        Column("met_at", INSTANT, "when it was kept, be it late", lambda p: p.what.met_at),
        Column("breached_at", INSTANT, "the deadline that was missed; stays", lambda p: p.what.breached_at),
        Column("stopped_at", INSTANT, "when it was called off", lambda p: p.what.stopped_at),
        Column(
            "paused_seconds",
            INTEGER,
            "how long it stood still in pauses that are over",
            _paused,
            "seconds",
        ),
        Column("paused", FLAG, "whether it stands still", lambda p: p.what.paused_since is not None),
        Column("extended_at", INSTANT, "when it was extended", lambda p: p.what.extended_at),
        Column(
            "provisional",
            FLAG,
            "whether a year without official days off is in the reckoning",
            lambda p: p.what.provisional,
        ),
    ),
)

REMEDIES: Final = Table(
    "remedies",
    1,
    "one row for each remedy that was proposed",
    BY_MONTH,
    (
        _CASE,
        Column("remedy", INTEGER, "its number within the case, from 1", lambda p: p.what.id),
        Column(
            "kind",
            TEXT,
            "repair, replacement, apology, compensation or other",
            lambda p: p.what.kind.value,
        ),
        Column("amount", INTEGER, "what compensation comes to", lambda p: p.what.amount, "fen"),
        Column(
            "state",
            TEXT,
            "proposed, offered, accepted, declined (by the customer), refused (by a superior) or superseded",
            lambda p: p.what.state.value,
        ),
        Column("approvals_needed", INTEGER, "consents that it needs", lambda p: p.what.approvals_needed),
        Column("approvals", INTEGER, "consents that it has", lambda p: len(p.what.approvals)),
        Column(
            "offered_by",
            TEXT,
            "pseudonym of the member of staff who proposed it",
            lambda p: p.case.words.pseudonym("staff", p.what.offered_by),
        ),
        Column("proposed_at", INSTANT, "when it was proposed", lambda p: p.what.proposed_at),
        Column("offered_at", INSTANT, "when the customer heard of it", lambda p: p.what.offered_at),
        Column("ended_at", INSTANT, "when it was accepted or ended otherwise", lambda p: p.what.ended_at),
    ),
)

VISITS: Final = Table(
    "visits",
    1,
    "one row for each planned visit",
    BY_MONTH,
    (
        _CASE,
        Column("visit", INTEGER, "its number within the case, from 1", lambda p: p.what.id),
        Column("planned_since", INSTANT, "planned beginning", lambda p: p.what.since),
        Column("planned_until", INSTANT, "planned end", lambda p: p.what.until),
        Column("contractor", TEXT, "who was to come", _contractor),
        Column(
            "outcome",
            TEXT,
            "done, more_work, not_home or cancelled; empty: not reported",
            lambda p: p.what.outcome.value if p.what.outcome else None,
        ),
        Column("reported_at", INSTANT, "when that was reported", lambda p: p.what.reported_at),
    ),
)

WORKS: Final = Table(
    "works",
    1,
    "one row for each work that was still to be done in a home",
    BY_MONTH,
    (
        _CASE,
        Column("work", INTEGER, "its number within the case, from 1", lambda p: p.what.id),
        Column("due_at", INSTANT, "by when", lambda p: p.what.due),
        Column("contractor", TEXT, "who was to do it", _contractor),
        Column("done_at", INSTANT, "when it was done", lambda p: p.what.done_at),
    ),
)

FLAGS: Final = Table(
    "flags",
    1,
    "one row for each early warning",
    BY_MONTH,
    (
        _CASE,
        Column("flag", TEXT, "danger, injury, legal, press or repeated", lambda p: p.what.code.value),
        Column("raised_at", INSTANT, "when it was raised", lambda p: p.what.raised_at),
        Column("assessed_at", INSTANT, "when a triage assessed it", lambda p: p.what.assessed_at),
    ),
)

ESCALATIONS: Final = Table(
    "escalations",
    1,
    "one row for each clock of a case that was escalated: its latest step",
    BY_MONTH,
    (
        _CASE,
        Column("clock", TEXT, "acknowledge, answer or resolve", lambda p: p.what.clock.value),
        Column("round", INTEGER, "the round of the case", lambda p: p.what.round),
        Column(
            "level",
            TEXT,
            "the highest level that was told: handler, lead, manager or group",
            lambda p: p.case.words.word("level", p.what.level),
        ),
        Column("raised_at", INSTANT, "when they were told", lambda p: p.what.raised_at),
        Column(
            "acknowledge_by", INSTANT, "by when one had to acknowledge it", lambda p: p.what.acknowledge_by
        ),
        Column("acknowledged_at", INSTANT, "when one did", lambda p: p.what.acknowledged_at),
        Column(
            "acknowledged_by",
            TEXT,
            "pseudonym of the member of staff who did",
            lambda p: p.case.words.pseudonym("staff", p.what.acknowledged_by),
        ),
    ),
)

PARTS: Final[tuple[tuple[Table, Callable[[Complaint], Iterable[object]]], ...]] = (
    (PROMISES, lambda one: one.clocks),
    (REMEDIES, lambda one: one.remedies),
    (VISITS, lambda one: one.visits),
    (WORKS, lambda one: one.works),
    (FLAGS, lambda one: one.flags),
    (ESCALATIONS, lambda one: one.escalations),
)
"""Each table, and what of a case its rows are made of."""
