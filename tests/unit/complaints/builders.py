"""Cases in the making: a fixed Monday, an office's terms, and a story that commands happen to.

Every story starts on Monday, 2 November 2026, 09:00 in Shanghai, unless a test says otherwise. The office
works 09:00-12:00 and 13:30-18:00 from Monday to Friday, so a working day has 7.5 working hours.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hearthline.complaints.commands import (
    Ask,
    Attach,
    Claim,
    Close,
    Command,
    CustomerMessage,
    File,
    GiveVerdict,
    Merge,
    PassTime,
    QuarantineAttachment,
    RaiseFlag,
    Recalculate,
    Reject,
    ReleaseAttachment,
    Reply,
    Resolve,
    Route,
    TellImprovement,
)
from hearthline.complaints.draft import Refused
from hearthline.complaints.escalation import next_timer
from hearthline.complaints.lifecycle import decide, file
from hearthline.complaints.model import (
    Change,
    Clock,
    ClockName,
    Complaint,
    Contact,
    Entry,
    Home,
    Kind,
    Status,
)
from hearthline.complaints.parts import RemedyKind, VisitOutcome
from hearthline.complaints.policy import Policy, Terms
from hearthline.complaints.remedy_commands import AnswerRemedy, Offer
from hearthline.complaints.visit_commands import PlannedWork, PlanVisit, ReportVisit
from hearthline.complaints.warning import WordList
from hearthline.platform.outbox import CUSTOMER, SYSTEM, Actor
from tests.calendar_builder import ROOT, a_calendar

NUMBER = "K7Q29XPD3"
OTHER_NUMBER = "M3T8WZ5R0"
MONDAY = datetime(2026, 11, 2, 1, tzinfo=UTC)
AGENT = Actor("staff", "li.na")
COLLEAGUE = Actor("staff", "zhao.lei")
TICK = timedelta(milliseconds=1)
KEPT = timedelta(days=1095)
"""How long an ended case keeps its personal data, by the policy that ships."""
CONTACT = Contact(name="王小明", phone="+8613912345678", email="wang@example.org")
HOME = Home(project="vista", building="3", unit="1204")
DEFAULTS: Path = ROOT / "functions" / "hearthline" / "defaults"


def a_policy_document(**changes: Any) -> dict[str, Any]:
    """The service policy that ships with the product, with some parts replaced."""
    document: dict[str, Any] = json.loads((DEFAULTS / "policy-1.json").read_text(encoding="utf-8"))
    return document | changes


def some_terms(*, policy: Mapping[str, Any] | None = None, **calendar: object) -> Terms:
    """The shipped policy under an office's calendar without official days."""
    return Terms(Policy.from_document(policy or a_policy_document()), a_calendar(**calendar))


WORDS = WordList.from_document(json.loads((DEFAULTS / "word-list-1.json").read_text(encoding="utf-8")))
TERMS = some_terms()
WARNED = replace(TERMS, words=WORDS)


def span(**units: float) -> timedelta:
    return timedelta(**units)


def after(**units: float) -> datetime:
    """So long after Monday, 09:00."""
    return MONDAY + timedelta(**units)


def a_filing(**changes: Any) -> File:
    filing = File(
        kind=Kind.COMPLAINT,
        title="Water in the cellar",
        text="It has been wet since Friday.",
        city="shenzhen",
        contact=CONTACT,
        language="zh",
        channel="web",
        team="shenzhen-care",
        home=HOME,
    )
    return replace(filing, **changes)


def a_solution(**changes: Any) -> Resolve:
    solution = Resolve("The pipe is sealed.", "waterproofing", "engineering", "c-17")
    return replace(solution, **changes)


def a_merge(into: str = OTHER_NUMBER, *, same_person: bool = True) -> Merge:
    return Merge(into, same_person=same_person)


def a_question() -> Ask:
    return Ask("Which room is it?")


def an_offer(amount: int | None = None, authority: str = "agent") -> Offer:
    """A repair; with an amount (fen), compensation."""
    kind = RemedyKind.REPAIR if amount is None else RemedyKind.COMPENSATION
    return Offer(kind, "We make it good.", amount, authority)


def a_visit(**changes: Any) -> PlanVisit:
    """On Tuesday from nine to eleven."""
    return replace(PlanVisit(after(days=1), after(days=1, hours=2)), **changes)


def more_work(*due: datetime, visit: int = 1) -> ReportVisit:
    """A visit that left works behind, due then."""
    works = tuple(PlannedWork("Seal the joint.", at) for at in due)
    return ReportVisit(visit, VisitOutcome.MORE_WORK, works=works)


def a_reply(**changes: Any) -> Reply:
    return replace(Reply("A plumber comes tomorrow at nine."), **changes)


@dataclass
class Story:
    """One case and all that happened to it. `does` applies a command, `is_refused` expects a refusal."""

    complaint: Complaint
    terms: Terms
    entries: list[Entry] = field(default_factory=list)
    last: tuple[Entry, ...] = ()

    def does(self, command: Command, at: datetime, by: Actor | None = None) -> "Story":
        change: Change = decide(self.complaint, command, by or author_of(command), at, self.terms)
        if change.entries:
            self.complaint = change.complaint
            self.entries += change.entries
        self.last = change.entries
        return self

    def is_refused(self, command: Command, at: datetime, by: Actor | None = None) -> Refused:
        with pytest.raises(Refused) as refused:
            decide(self.complaint, command, by or author_of(command), at, self.terms)
        return refused.value

    def sweep(self, at: datetime) -> "Story":
        return self.does(PassTime(), at)

    def clock(self, name: ClockName, round_: int | None = None) -> Clock:
        found = [
            clock for clock in self.complaint.clocks if clock.name is name and round_ in {None, clock.round}
        ]
        return found[-1]

    @property
    def acknowledge(self) -> Clock:
        return self.clock(ClockName.ACKNOWLEDGE)

    @property
    def answer(self) -> Clock:
        return self.clock(ClockName.ANSWER)

    @property
    def resolve(self) -> Clock:
        return self.clock(ClockName.RESOLVE)

    @property
    def timer(self) -> datetime | None:
        return next_timer(self.complaint, self.terms)

    def entries_of(self, kind: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == kind]

    def steps_told(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Every step told so far: (clock, step, levels), in the order of the timeline."""
        return [told for entry in self.entries_of("escalated") for told in steps_in(entry)]

    def steps_told_now(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """The steps that the last command told."""
        return [told for entry in self.last if entry.kind == "escalated" for told in steps_in(entry)]


def steps_in(entry: Entry) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(step["clock"], step["step"], tuple(step["levels"])) for step in entry.data["steps"]]


def author_of(command: Command) -> Actor:
    """Who gives such a command in life."""
    match command:
        case CustomerMessage() | GiveVerdict() | AnswerRemedy() | Attach():
            return CUSTOMER
        case PassTime() | Recalculate() | RaiseFlag() | TellImprovement() | Route():
            return SYSTEM
        case ReleaseAttachment() | QuarantineAttachment():
            return SYSTEM
        case _:
            return AGENT


def a_story(*, at: datetime = MONDAY, terms: Terms = TERMS, by: Actor = CUSTOMER, **filing: Any) -> Story:
    """A case that was just filed."""
    change = file(a_filing(**filing), NUMBER, by, at, terms)
    return Story(change.complaint, terms, list(change.entries), change.entries)


def an_answered_story(**filing: Any) -> Story:
    """Filed on Monday at 09:00, answered at 09:10 by the agent, in progress."""
    return a_story(**filing).does(a_reply(), after(minutes=10))


def a_resolved_story(**filing: Any) -> Story:
    """Answered at 09:10 and resolved at 10:00."""
    return an_answered_story(**filing).does(a_solution(), after(hours=1))


def a_story_in(status: Status) -> Story:
    """A case in this status on Monday, at 10:00 at the latest."""
    match status:
        case Status.RECEIVED:
            return a_story()
        case Status.ASSIGNED:
            return a_story().does(Claim(), after(minutes=5))
        case Status.IN_PROGRESS:
            return an_answered_story()
        case Status.AWAITING_CUSTOMER:
            return an_answered_story().does(a_question(), after(minutes=30))
        case Status.RESOLVED:
            return a_resolved_story()
        case Status.CLOSED:
            return a_resolved_story().does(Close(), after(hours=1))
        case Status.REJECTED:
            return a_story().does(Reject("This is the city's road."), after(minutes=30))
        case Status.MERGED:
            return a_story().does(a_merge(), after(minutes=30))
