"""What one complaint adds to the sheets of its city: a pure function of the complaint as it stands.

Everything that is promised or felt counts in the month in which the complaint was received, by the city's
own calendar, so that a share is one of the same complaints above and below. What was *done* in a month
(answers, solutions, breaches) counts on its own day, for the handler and the team that have the case. What is
still open stands by the day of receipt, in one sheet a year. For early trends each complaint stands once
more under the day on which it was received, and under the one on which it was resolved (`daily.py`).

A complaint counts in one group of each dimension; where it has no value there, in the one without a name: the
groups of a dimension add up to all.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from hearthline.insight import measures
from hearthline.insight.daily import CAME, SOLVED, daily_group
from hearthline.insight.durations import TO_ANSWER, TO_RESOLVE
from hearthline.insight.model import Case
from hearthline.insight.periods import day_of, month_of
from hearthline.insight.sheets import ALL, Contribution, Part

DAY: Final = "day"
DIMENSIONS: Final = (
    "project",
    "category",
    "cause",
    "department",
    "contractor",
    "channel",
    "severity",
    "team",
    "kind",
    "filer",
    "handler",
)
"""What complaints are counted by beside all and the day, each an attribute of the case."""
PAIRS: Final = (("contractor", "category"), ("project", "cause"))
"""What is counted by two at once, in fewer measures."""
PAIR_OF: Final = "\t"
"""Stands between the two values of a pair."""
OPEN_SINCE: Final = "open"
DONE_ON: Final = "done_day"
DONE_BY: Final = ("handler", "team")
ANSWER: Final = "answer"


def contribution_of(case: Case, further: int = 0) -> Contribution:
    """Give what a complaint adds; `further` says to which of a period's sheets, where the first is full."""
    received = day_of(case.received_at, case.zone)
    month = month_of(received)
    found = [_part(case, month, _groups(case, received), _counts(case))]
    found += [_part(case, month, _pairs(case), _few(case)), *_daily(case), *_done(case)]
    if case.open:
        groups = (f"{OPEN_SINCE}={received:%m-%d}",)
        found.append(_part(case, f"{received:%Y}", groups, {case.severity: 1}))
    return tuple(replace(part, period=on_sheet(part.period, further)) for part in found)


def on_sheet(period: str, further: int) -> str:
    """Give the name of a period's first sheet, or of a further one."""
    return f"{period}#{further}" if further else period


def pair(first: str, second: str) -> str:
    """Give the name of a dimension of pairs."""
    return f"{first}*{second}"


def pair_group(dimension: str, first: str | None, second: str | None) -> str:
    """Give the group of a pair of values."""
    return f"{dimension}={first or ''}{PAIR_OF}{second or ''}"


def _part(case: Case, period: str, groups: tuple[str, ...], counts: dict[str, int]) -> Part:
    return Part(case.city, case.apart, period, groups, counts)


def _groups(case: Case, received: date) -> tuple[str, ...]:
    named = (f"{name}={getattr(case, name) or ''}" for name in DIMENSIONS)
    return (f"{ALL}=", f"{DAY}={received:%d}", *named)


def _pairs(case: Case) -> tuple[str, ...]:
    return tuple(
        pair_group(pair(one, other), getattr(case, one), getattr(case, other)) for one, other in PAIRS
    )


def _few(case: Case) -> dict[str, int]:
    kind = measures.KINDS.get(case.kind)
    states = {measures.OPEN: case.open, measures.SETTLED: case.settled}
    return {
        measures.RECEIVED: 1,
        **({kind: 1} if kind else {}),
        **{name: 1 for name, holds in states.items() if holds},
    }


def _daily(case: Case) -> Iterator[Part]:
    days = {CAME: case.received_at, SOLVED: case.resolved_at}
    for how, at in days.items():
        if at is not None:
            on = day_of(at, case.zone)
            yield _part(case, month_of(on), (daily_group(case, how, on),), {measures.RECEIVED: 1})


def _counts(case: Case) -> dict[str, int]:
    states = {
        measures.OPEN: case.open,
        measures.SETTLED: case.settled,
        measures.REJECTED: case.status == "rejected",
        measures.MERGED: case.status == "merged",
        measures.REOPENED: bool(case.reopened),
    }
    counts = {name: int(holds) for name, holds in states.items() if holds}
    for name in (measures.RECEIVED, *_of_kind(case), *_of_promises(case), *_of_verdict(case)):
        counts[name] = counts.get(name, 0) + 1
    for breach in case.breaches:
        name = measures.breaches(breach.clock)
        counts[name] = counts.get(name, 0) + 1
    for name, number in _of_remedies(case):
        counts[name] = counts.get(name, 0) + number
    return counts


def _of_kind(case: Case) -> Iterator[str]:
    if case.kind in measures.KINDS:
        yield measures.KINDS[case.kind]


def _of_promises(case: Case) -> Iterator[str]:
    """Name what became of each clock's first promise, and how long the first answer took."""
    for promise in case.promises:
        if promise.kept is not None:
            yield (measures.kept if promise.kept else measures.broken)(promise.clock)
        if promise.clock == ANSWER and promise.met_at is not None:
            yield measures.ANSWERED
            yield TO_ANSWER.counter(promise.met_at - promise.started)
    if case.resolved_at is not None:
        yield measures.RESOLVED
        yield TO_RESOLVE.counter(case.resolved_at - case.received_at)


def _of_verdict(case: Case) -> Iterator[str]:
    if case.judged:
        yield measures.ACCEPTED if case.judged.accepted else measures.REFUSED
        yield measures.rating(case.judged.rating)


def _of_remedies(case: Case) -> Iterator[tuple[str, int]]:
    for offered in case.offered:
        yield measures.OFFERED, 1
        if offered.amount:
            yield measures.FEN_OFFERED, offered.amount
        if offered.accepted:
            yield measures.TAKEN, 1
            yield measures.taken(offered.kind), 1
            if offered.amount:
                yield measures.FEN_TAKEN, offered.amount


def _done(case: Case) -> Iterator[Part]:
    """Give what was done on each day."""
    days: dict[date, dict[str, int]] = {}
    for measure, at in _acts(case):
        day = days.setdefault(day_of(at, case.zone), {})
        day[measure] = day.get(measure, 0) + 1
    for on, counts in sorted(days.items()):
        people = (f"done_{name}={getattr(case, name) or ''}" for name in DONE_BY)
        yield _part(case, month_of(on), (f"{DONE_ON}={on:%d}", *people), counts)


def _acts(case: Case) -> list[tuple[str, datetime]]:
    ended = measures.CLOSED if case.status == "closed" else measures.REJECTED
    dated = [
        (measures.ANSWERED, case.answered_at),
        (measures.RESOLVED, case.resolved_at),
        (ended, case.closed_at if case.status in {"closed", "rejected"} else None),
    ]
    found = [(measure, at) for measure, at in dated if at is not None]
    found += [(measures.BREACHED, breach.at) for breach in case.breaches]
    return found + [(measures.REOPENED, at) for at in case.reopened]
