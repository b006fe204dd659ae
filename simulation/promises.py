"""The promises of a complaint reckoned a second time: from its record alone, by counting through the days.

It shares nothing with the product but the words of the record and the published days off. What the clocks
must say is written down in docs/complaints' rules; here they are followed one entry at a time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import Any, Final

import chinese_calendar

ZONE: Final = timezone(timedelta(hours=8))
TARGETS: Final[Mapping[str, Mapping[str, tuple[int, str]]]] = {
    "critical": {"acknowledge": (1, "h"), "answer": (4, "h"), "resolve": (72, "h")},
    "high": {"acknowledge": (4, "h"), "answer": (24, "h"), "resolve": (168, "h")},
    "normal": {"acknowledge": (8, "wh"), "answer": (24, "h"), "resolve": (15, "wd")},
    "low": {"acknowledge": (1, "wd"), "answer": (24, "h"), "resolve": (30, "wd")},
}
CAP: Final = timedelta(days=10)
CLOSES_AFTER: Final = timedelta(days=7)
_MORNING, _NOON = (time(9), time(12)), (time(13, 30), time(18))
NEVER: Final = datetime.max.replace(tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)

Span = tuple[datetime, datetime]


@dataclass(slots=True)
class Promise:
    """One promise as it must be."""

    name: str
    round: int
    started: datetime
    severity: str
    due: datetime = NEVER
    pauses: list[Span] = field(default_factory=list)
    paused: datetime | None = None
    extended: tuple[datetime, datetime] | None = None
    met: datetime | None = None
    stopped: datetime | None = None
    breached: datetime | None = None

    @property
    def running(self) -> bool:
        """Whether it is still to be kept."""
        return self.met is None and self.stopped is None

    def reckon(self) -> None:
        """Find when it is due, from its beginning."""
        amount, unit = TARGETS[self.severity][self.name]
        need = timedelta(days=amount) if unit == "wd" else timedelta(hours=amount)
        if self.name == "resolve" and self.round > 1:
            need /= 2
        begin = intake(self.started) if unit == "wd" else self.started
        still = self._still()
        if self.extended is not None:
            until, said = self.extended
            need = passed(unit, begin, until)
            still = [(max(since, said), end) for since, end in still if end > said]
            if until <= begin or not need:
                self.due = until
                return
        self.due = reach(unit, begin, need, still)

    def _still(self) -> list[Span]:
        """Give the time in which it stands still: ten days in all, and no more."""
        left, found = CAP, []
        spans = [*self.pauses, *([(self.paused, self.paused + CAP)] if self.paused else [])]
        for since, end in spans:
            length = min(end - since, left)
            if length > timedelta(0):
                found.append((since, since + length))
                left -= length
        return found


def promises_of(entries: Iterable[Mapping[str, Any]], severity: str, until: datetime) -> list[Promise]:
    """Give what the promises must be after these entries, with all on record that was missed by then."""
    entries = list(entries)
    first = next((one["data"]["previous_severity"] for one in entries if one["kind"] == "triaged"), severity)
    story = _Story(first)
    for entry in entries:
        at = datetime.fromisoformat(entry["at"])
        story.pass_time(at)
        story.take(entry["kind"], entry.get("data", {}), at)
    story.pass_time(until)
    return story.promises


class _Story:
    def __init__(self, severity: str) -> None:
        self.promises: list[Promise] = []
        self.severity = severity
        self.round = 1
        self.awaiting = False

    def pass_time(self, at: datetime) -> None:
        for one in self.promises:
            if one.running and one.breached is None and one.due < at:
                one.breached = one.due

    def take(self, kind: str, data: Mapping[str, Any], at: datetime) -> None:  # noqa: C901, PLR0912 - a table
        match kind:
            case "received":
                for name in ("acknowledge", "answer", "resolve"):
                    self._start(name, at)
            case "assigned" if data.get("by") != "system":
                self._meet("acknowledge", at)
            case "replied":
                self._answered(at)
            case "asked":
                self._answered(at)
                self.awaiting = True
                self._pause(at)
            case "message" if self.awaiting:
                self.awaiting = False
                self._resume(at)
            case "resolved":
                self._answered(at)
                self._meet("resolve", at)
                self.awaiting = False
            case "rejected" | "merged":
                if kind == "rejected":
                    self._answered(at)
                self._stop(at)
                self.awaiting = False
            case "triaged":
                self._retarget(data["severity"], data["previous_severity"])
            case "extended":
                self._extend(data["clock"], datetime.fromisoformat(data["until"]), at)
            case "reopened":
                self.round += 1
                self.awaiting = False
                for name in ("answer", "resolve"):
                    self._start(name, at)

    def _of(self, name: str) -> Promise:
        return [one for one in self.promises if one.name == name][-1]

    def _start(self, name: str, at: datetime) -> None:
        one = Promise(name, self.round, at, self.severity)
        one.reckon()
        self.promises.append(one)

    def _answered(self, at: datetime) -> None:
        self._meet("acknowledge", at)
        self._meet("answer", at)

    def _meet(self, name: str, at: datetime) -> None:
        one = self._of(name)
        if one.running:
            self._run_on(one, at)
            one.met = at

    def _stop(self, at: datetime) -> None:
        for one in self.promises:
            if one.running:
                self._run_on(one, at)
                one.stopped = at

    def _pause(self, at: datetime) -> None:
        one = self._of("resolve")
        if one.running and one.paused is None:
            one.paused = at
            one.reckon()

    def _resume(self, at: datetime) -> None:
        one = self._of("resolve")
        if one.running:
            self._run_on(one, at)

    def _run_on(self, one: Promise, at: datetime) -> None:
        if one.paused is not None:
            if at > one.paused:
                one.pauses.append((one.paused, at))
            one.paused = None
            one.reckon()

    def _retarget(self, severity: str, before: str) -> None:
        self.severity = severity
        if severity == before:
            return
        for name in ("acknowledge", "answer", "resolve"):
            one = self._of(name)
            if one.running:
                one.severity = severity
                one.reckon()

    def _extend(self, name: str, until: datetime, at: datetime) -> None:
        one = self._of(name)
        one.extended = (until, at)
        one.reckon()


@cache
def works(day: date) -> bool:
    """Tell whether a day is worked; of a year that nobody has published, by the week alone."""
    if day.year > max(chinese_calendar.holidays).year:
        return day.weekday() < 5
    return bool(chinese_calendar.is_workday(day))


def intake(at: datetime) -> datetime:
    """Give from when something is counted that comes in outside of working time, in working days."""
    local = at.astimezone(ZONE)
    day, opening = local.date(), local
    if works(day) and local.timetz().replace(tzinfo=None) <= _NOON[1]:
        opening = datetime.combine(day, _MORNING[0], ZONE)
        return max(at, opening.astimezone(UTC))
    day += timedelta(days=1)
    while not works(day):
        day += timedelta(days=1)
    return datetime.combine(day, _MORNING[0], ZONE).astimezone(UTC)


def reach(unit: str, begin: datetime, need: timedelta, still: Sequence[Span] = ()) -> datetime:
    """Give when so much of the unit's time has run since `begin`, where what stands still does not count."""
    left = need
    for since, end in _free(unit, begin, still):
        if end - since >= left:
            return _whole(since + left)
        left -= end - since
    raise AssertionError(unit)


def passed(unit: str, since: datetime, until: datetime) -> timedelta:
    """Give how much of the unit's time lies between two instants."""
    total = timedelta(0)
    for begin, end in _free(unit, since, ()):
        if begin >= until:
            return total
        total += min(end, until) - begin
    raise AssertionError(unit)


def _free(unit: str, begin: datetime, still: Sequence[Span]) -> Iterator[Span]:
    """Give the stretches in which the unit's time runs, from `begin` on."""
    day = begin.astimezone(ZONE).date()
    while True:
        for since, end in _stretches(unit, day):
            at = max(since, begin)
            for pause, resumed in still:
                if resumed > at and pause < end:
                    if pause > at:
                        yield at, pause
                    at = max(at, resumed)
            if at < end:
                yield at, end
        day += timedelta(days=1)


@cache
def _stretches(unit: str, day: date) -> tuple[Span, ...]:
    def instant(at: time) -> datetime:
        return datetime.combine(day, at, ZONE).astimezone(UTC)

    if unit == "h" or (unit == "wd" and works(day)):
        return ((instant(time(0)), instant(time(0)) + timedelta(days=1)),)
    if unit == "wd" or not works(day):
        return ()
    return tuple((instant(since), instant(until)) for since, until in (_MORNING, _NOON))


def _whole(at: datetime) -> datetime:
    rest = at.microsecond % 1000
    return at if rest == 0 else at - timedelta(microseconds=rest) + _MS
