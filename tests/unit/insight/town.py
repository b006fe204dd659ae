"""Homes whose owners complain, and a process that counts what they complain of and may die at any request.

What happens to a case is decided by the rules themselves, and only the events that the rule of the bus lets
through are told.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, cast

from hearthline.complaint_facts import case_of
from hearthline.complaints.background_commands import NoteBackground
from hearthline.complaints.commands import (
    Assign,
    Claim,
    Close,
    Command,
    Erase,
    GiveVerdict,
    Note,
    Reject,
    Reopen,
    Resolve,
    Transfer,
    Triage,
)
from hearthline.complaints.draft import Refused
from hearthline.complaints.events import event_of
from hearthline.complaints.model import Complaint, Home, Kind, Severity
from hearthline.complaints.remedy_commands import AnswerRemedy, Approve
from hearthline.complaints.stored import Stored
from hearthline.insight.counting import OF_COMPLAINTS, Counting
from hearthline.insight.model import Case
from hearthline.insight.recounting import Live, Recount, live_from, recount
from hearthline.insight.store import InsightStore
from hearthline.platform.ids import number_from
from hearthline.platform.table import Table
from tests.unit.complaints.builders import (
    COLLEAGUE,
    MONDAY,
    Story,
    a_merge,
    a_question,
    a_reply,
    a_story,
    an_offer,
    author_of,
)
from tests.unit.infra.templates import resources
from tests.unit.surveys.memory import Died, MemoryTable

TOLD = frozenset(resources("AWS::Events::Rule")["InsightRule"]["EventPattern"]["detail-type"])
PROJECTS = ("vista", "云顶", "海岸=花园")
CATEGORIES = ("water", "lift", None)


@dataclass
class Filed:
    """A case, and the home that it is about."""

    story: Story
    home: str | None
    number: str


@dataclass
class Town:
    """Cases in which random things happen at random instants."""

    seed: int
    homes: int = 3
    cases: list[Filed] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    now: datetime = MONDAY
    zone: str = "Asia/Shanghai"

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.table = MemoryTable()
        self.store = InsightStore(cast("Table", self.table))
        self.counting = Counting(self.store, self.read, OF_COMPLAINTS)

    def read(self, numbers: Sequence[str], _: datetime) -> list[Case]:
        """Give cases as they stand."""
        return [self._case(filed) for filed in self.cases if filed.number in numbers]

    def everything(self) -> list[Case]:
        """Give all cases as they stand."""
        return [self._case(filed) for filed in self.cases]

    def happen(self, times: int) -> None:
        """Let so many things happen."""
        for _ in range(times):
            self.now += timedelta(hours=self.chance.choice([0, 1, 3, 10, 30, 200]))
            if len(self.cases) < 3 or self.chance.random() < 0.2:
                self.file()
            else:
                self.do(self.chance.choice(self.cases), self.chance.choice(self.commands()))

    def file(self, **filing: Any) -> Filed:
        """Let somebody complain."""
        number = number_from(len(self.cases).to_bytes(5))
        home = self.chance.choice([*(f"home{place}" for place in range(self.homes)), None])
        facts: dict[str, Any] = {
            "kind": self.chance.choice(list(Kind)),
            "category": self.chance.choice(CATEGORIES),
            "severity": self.chance.choice(list(Severity)),
            "home": Home(self.chance.choice(PROJECTS), "3", "1204"),
            "city": self.chance.choice(["sz", "gz"]),
        }
        story = a_story(at=self.now, **{**facts, **filing})
        story.complaint = replaced(story, number)
        filed = Filed(story, home, number)
        self.cases.append(filed)
        self.tell(filed)
        return filed

    def do(self, filed: Filed, command: Command) -> None:
        """Let somebody do something, if it is allowed."""
        actor = COLLEAGUE if isinstance(command, Approve) else author_of(command)
        try:
            filed.story.does(command, self.now, actor)
        except Refused:
            return
        self.tell(filed)

    def tell(self, filed: Filed) -> None:
        """Tell of what happened last, where anybody is told."""
        events = [event_of(filed.story.complaint, entry) for entry in filed.story.last]
        self.waiting += [filed.number for event in events if event and event.type in TOLD]

    def count(self, numbers: Sequence[str]) -> None:
        """Count a batch; a dead process is followed by another that is given the same batch."""
        for _ in range(10):
            try:
                self.counting.count(numbers, self.now)
                return
            except Died:
                continue

    def deliver_again(self) -> None:
        """Deliver all events twice, in any order, in batches of any size."""
        waiting = [*self.waiting, *self.waiting]
        self.chance.shuffle(waiting)
        while waiting:
            size = self.chance.randint(1, 9)
            self.count(waiting[:size])
            waiting = waiting[size:]

    def live(self) -> Live:
        """Give all that is counted."""
        return live_from(self.table.items.values())

    def recount(self) -> Recount:
        """Count all of it from scratch."""
        return recount(self.everything(), self.live())

    def commands(self) -> list[Command]:
        """Give what may happen."""
        pick = self.chance.choice
        contractor = pick(["c-17", "c-18", None])
        solution = Resolve("Done.", pick(["waterproofing", "noise"]), "engineering", contractor)
        return [
            *(Claim(), Assign("zhao.lei"), Note("Called."), a_reply(), a_question(), a_merge()),
            *(Triage(severity=pick(list(Severity))), Triage(category=pick(["water", "lift"]))),
            *(solution, solution, Close(), Reopen("Wet again."), Reject("Out of scope.")),
            *(GiveVerdict(accepted=True, rating=pick([4, 5])), GiveVerdict(accepted=False, rating=1)),
            *(an_offer(), an_offer(100_000), Approve(authority="manager"), AnswerRemedy(1, accepted=True)),
            *(Transfer("gz-care", "Not ours.", "gz"), NoteBackground(None, pick(["customer", "press"]))),
            *(solution, a_reply(), an_offer(100_000), AnswerRemedy(1, accepted=False), Erase()),
        ]

    def _case(self, filed: Filed) -> Case:
        return case_of(Stored(filed.story.complaint, {"home_hash": filed.home}), self.zone)


def replaced(story: Story, number: str) -> Complaint:
    """Give the case of a story under a number of its own."""
    return replace(story.complaint, number=number)
