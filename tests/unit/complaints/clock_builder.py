"""Single clocks, as they start and pause."""

from datetime import datetime

from hearthline.complaints import clocks
from hearthline.complaints.model import Clock, ClockName, Severity
from tests.unit.complaints.builders import MONDAY, TERMS

ACKNOWLEDGE, ANSWER, RESOLVE = ClockName
CRITICAL, HIGH, NORMAL, LOW = Severity


def a_clock(name: ClockName = RESOLVE, severity: Severity = NORMAL, at: datetime = MONDAY) -> Clock:
    return clocks.start(name, severity, at, TERMS)


def paused(clock: Clock, *spans: tuple[datetime, datetime]) -> Clock:
    for since, until in spans:
        clock = clocks.resume(clocks.pause(clock, since, TERMS), until, TERMS)
    return clock
