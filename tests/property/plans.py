"""Where cases start, and what may happen to them and when."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from hypothesis import strategies as st

from hearthline.complaints.commands import (
    Absorb,
    Acknowledge,
    Assign,
    Claim,
    Close,
    Command,
    CustomerMessage,
    Extend,
    GiveVerdict,
    Heard,
    Hide,
    Note,
    Publish,
    Recalculate,
    Reject,
    Reopen,
    Route,
    Transfer,
    Triage,
)
from hearthline.complaints.model import ClockName, Severity
from hearthline.complaints.parts import VisitOutcome
from hearthline.complaints.remedy_commands import AnswerRemedy, Approve, Decline
from hearthline.complaints.visit_commands import FinishWork, PlanVisit, ReportVisit
from tests.calendar_builder import a_list, local
from tests.unit.complaints.builders import (
    OTHER_NUMBER,
    TICK,
    a_merge,
    a_question,
    a_reply,
    a_solution,
    an_offer,
    more_work,
    some_terms,
)

MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)
HOURS_A_DAY = 24

# An office without holidays, and one with China's, which counts from 09:00 to 18:00. There deadlines move
# over days off, may begin later, and are provisional in years whose official days are not published.
OFFICE = some_terms()
INTAKE = {"cutoff": "18:00", "opening": "09:00", "off_day": "opening", "before_opening": "opening"}
CHINA = some_terms(official="CN", working_day=INTAKE)
PUBLISHED = [
    a_list(2041, ["2041-01-01", "2041-01-02", "2041-02-01", "2041-02-04", "2041-02-05"], ["2041-01-27"])
]
ARRIVED = some_terms(official="CN", working_day=INTAKE, lists=PUBLISHED)
STARTS = {
    "office": (OFFICE, local("2026-11-02 09:00")),
    "friday evening": (OFFICE, local("2026-11-06 17:59")),
    "night of a day off": (CHINA, local("2026-10-03 23:30")),
    "a year not published": (CHINA, local("2040-12-20 11:59")),
}

starts = st.sampled_from(sorted(STARTS)).map(lambda name: STARTS[name])
severities = st.sampled_from(Severity)
lengths = st.one_of(
    st.integers(0, 3).map(lambda count: count * TICK),
    st.integers(0, 180).map(lambda count: count * MINUTE),
    st.integers(1, 72).map(lambda count: timedelta(hours=count)),
    st.integers(1, 45).map(lambda count: timedelta(days=count)),
)
extensions = st.builds(
    lambda clock, length: lambda now: Extend(clock, now + length, "Later."),
    st.sampled_from(ClockName),
    lengths,
)


Plan = Callable[[datetime], Command]


def whenever(commands: Sequence[Command]) -> st.SearchStrategy[Plan]:
    """One of these commands, the same at whatever instant it is given."""

    def plan(command: Command) -> Plan:
        return lambda _: command

    return st.sampled_from([plan(command) for command in commands])


def visiting(length: timedelta) -> list[Plan]:
    """A visit so long from now, and one that leaves a work due then."""
    return [
        lambda now: PlanVisit(now + length, now + length + MINUTE, text="We come."),
        lambda now: more_work(now + length),
    ]


visits = lengths.flatmap(lambda length: st.sampled_from(visiting(length)))

# Most of them leave the case open, so that a story is long.
commands: st.SearchStrategy[Plan] = st.one_of(
    whenever([Claim(), Assign("zhao.lei"), Acknowledge("group"), Note("Called."), Recalculate()]),
    whenever([Route("sun.wu")]),
    whenever([a_question(), CustomerMessage("Yes."), a_reply()]),
    whenever([a_question(), CustomerMessage("No.")]),
    whenever([Triage(severity=severity) for severity in Severity]),
    whenever([a_solution(), Reopen("Wet again."), GiveVerdict(accepted=False, rating=1)]),
    whenever(
        [
            *(a_solution(), Reopen("Wet again."), GiveVerdict(accepted=True, rating=5), Close()),
            *(Reject("Out of scope."), a_merge(), a_merge(same_person=False)),
        ]
    ),
    whenever(
        [
            *(Transfer("gz-care", "Not ours.", "guangzhou"), Heard("It drips."), Absorb(OTHER_NUMBER)),
            *(an_offer(), an_offer(10_000_000), an_offer(100_000), Decline("No.", authority="manager")),
            *(Approve(authority="manager"), AnswerRemedy(1, accepted=True), FinishWork(1)),
            *(ReportVisit(1, VisitOutcome.NOT_HOME), Hide("A name."), Publish()),
        ]
    ),
    visits,
    extensions,
)
