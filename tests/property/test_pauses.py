"""A pause may be cut up in any way: what remains of the promise is the same."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from hearthline.complaints import clocks
from hearthline.complaints.model import Clock, ClockName, Severity, Span
from hearthline.complaints.policy import Terms
from tests.calendar_builder import local
from tests.property.plans import CHINA, HOURS_A_DAY, OFFICE, severities
from tests.sizes import sized


@st.composite
def cut_pauses(draw: st.DrawFn) -> tuple[list[Span], list[Span]]:
    """Pauses, some of them from a deadline's own instant on, and the same pauses cut at any points."""
    hour = st.integers(0, 24 * 40) | st.sampled_from([HOURS_A_DAY * days for days in (3, 7, 21)])
    hours = draw(st.lists(hour, min_size=2, max_size=6, unique=True).map(sorted))
    origin = local("2026-10-30 09:00")
    edges = [origin + timedelta(hours=hour) for hour in hours[: len(hours) // 2 * 2]]
    whole = [Span(since, until) for since, until in zip(edges[::2], edges[1::2], strict=True)]
    cut: list[Span] = []
    for pause in whole:
        shares = draw(st.lists(st.integers(1, 999), max_size=4))
        inside = {pause.since + (pause.until - pause.since) * share / 1000 for share in shares}
        points = sorted({pause.since, pause.until} | inside)
        cut += [Span(since, until) for since, until in pairwise(points)]
    return whole, cut


def reckoned(clock: Clock, pauses: list[Span], severity: Severity, terms: Terms) -> Clock:
    started = [pause for pause in pauses if pause.since >= clock.started]
    return clocks.retarget(replace(clock, pauses=tuple(started)), severity, terms)


@settings(max_examples=sized(75, 1_000))
@given(
    pauses=cut_pauses(),
    severity=severities,
    terms=st.sampled_from([OFFICE, CHINA]),
    extended=st.none() | st.tuples(st.integers(0, 24 * 20), st.integers(1, 24 * 30)),
)
def test_what_remains_of_a_promise_is_the_same_whichever_way_a_pause_is_cut(
    pauses: tuple[list[Span], list[Span]], severity: Severity, terms: Terms, extended: tuple[int, int] | None
) -> None:
    whole, cut = pauses
    clock = clocks.start(ClockName.RESOLVE, severity, local("2026-10-30 09:00"), terms)
    if extended:
        at = clock.started + timedelta(hours=extended[0])
        clock = clocks.extend(clock, at + timedelta(hours=extended[1]), at, terms)

    one, other = reckoned(clock, whole, severity, terms), reckoned(clock, cut, severity, terms)

    assert other.due == one.due
    assert other.provisional == one.provisional
    assert clocks.next_instant(other, terms) == clocks.next_instant(one, terms)
