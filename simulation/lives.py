"""What customers and staff do about each complaint: planned by chance, and carried out whatever is answered.

Each text has a mark of its own, so that it can be found in the record, and counted.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from simulation import company
from simulation.asking import Asked, Callers, State
from simulation.running import Hub

_KINDS: Final = ("complaint",) * 5 + ("repair",) * 8 + ("inquiry", "suggestion", "praise")
_CATEGORIES: Final = (
    "water_leak",
    "crack",
    "doors_windows",
    "electrical",
    "plumbing",
    "lift",
    "noise",
    "other",
)
_CAUSES: Final = ("design", "material", "workmanship", "supervision", "maintenance", "service")
_DEPARTMENTS: Final = ("engineering", "design", "property", "sales")
_SEVERITIES: Final = ("critical", "high", "low", "normal")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody does about a complaint, so long after it was filed; the customer, or staff."""

    after: timedelta
    command: str
    body: Mapping[str, Any]
    who: str | None
    mark: str | None = None


@dataclass(slots=True)
class Life:
    """One complaint as those outside know it."""

    id: int
    city: str
    filed_at: datetime
    filing: Mapping[str, Any]
    acts: list[Act]
    filed: Asked | None = None
    asked: list[tuple[Act, Asked]] = field(default_factory=list)

    @property
    def number(self) -> str | None:
        """The number that the filer was told, bare."""
        done = self.filed is not None and self.filed.state is State.DONE
        return str(self.filed.body["number"]).replace("-", "") if done and self.filed else None


def plan(seed: str, id_: int, begin: datetime, length: timedelta, pace: float, owners: int) -> Life:
    """Plan one complaint of one of so many owners; `pace` is how fast staff are, 1 as companies are."""
    chance = random.Random(f"{seed}/life/{id_}")
    weights = [1 / (place + 2) for place in range(len(company.CITIES))]
    (city,) = chance.choices(company.CITIES, weights)
    home = chance.randrange(400)
    email = f"owner{chance.randrange(owners)}@owners.example"
    contact: dict[str, Any] = {"name": "王小明", "email": email}
    if chance.random() < 0.4:
        contact["phone"] = f"+86138{chance.randrange(10**8):08d}"
    filing = {
        "kind": chance.choice(_KINDS),
        "title": f"客厅天花板漏水 {id_}",
        "text": f"上周下雨后客厅天花板开始漏水。[filed:{id_}]",
        "city": city,
        "category": chance.choice(_CATEGORIES),
        "home": {
            "project": f"{city}-{chance.randrange(company.PROJECTS)}",
            "building": f"{home // 20}栋",
            "unit": f"{home % 20}01",
        },
        "contact": contact,
        "public": chance.random() < 0.3,
        "language": chance.choice(("zh", "en")),
    }
    at = begin + length * chance.random()
    acts = sorted(_acts(chance, id_, city, pace, at), key=lambda act: act.after)
    return Life(id_, city, at, filing, acts)


def _acts(chance: random.Random, id_: int, city: str, pace: float, filed_at: datetime) -> Iterator[Act]:
    agents = company.agents(city)

    def hours(median: float, spread: float = 0.8) -> timedelta:
        return timedelta(hours=chance.lognormvariate(0, spread) * median / pace)

    count = iter(range(1000))

    def said(after: timedelta, command: str, who: str | None, field_: str = "text", **more: Any) -> Act:
        mark = f"[{id_}:{next(count)}]"
        return Act(after, command, {field_: f"我们已经看过了。{mark}", **more}, who, mark)

    handler = chance.choice(agents)
    at = hours(3)
    yield Act(at, "claim", {}, handler)
    if chance.random() < 0.3:
        yield Act(at + timedelta(milliseconds=chance.randrange(30)), "claim", {}, chance.choice(agents))
    if chance.random() < 0.25:
        wish = {"severity": chance.choice(_SEVERITIES)}
        yield Act(hours(5), "triage", wish, company.lead(city))
    if chance.random() < 0.3:
        yield said(hours(6), "note", handler)
    if chance.random() < 0.05:
        yield said(at + hours(6), "reject", handler, "reason")
        return
    yield from _worked(chance, at, hours, said, handler)
    if chance.random() < 0.35:
        yield Act(hours(20), "acknowledge", {}, company.lead(city))
    if chance.random() < 0.1:
        until = (filed_at + timedelta(days=chance.uniform(16, 60))).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        yield said(hours(40), "extend", handler, "reason", clock="resolve", until=until)
    solved = max(at, hours(120, 1.1))
    cause = {"cause": chance.choice(_CAUSES), "department": chance.choice(_DEPARTMENTS)}
    yield said(solved, "resolve", handler, "summary", **cause)
    yield from _judged(chance, solved, hours, said, handler, cause)


def _worked(chance: random.Random, at: timedelta, hours: Any, said: Any, handler: str) -> Iterator[Act]:
    answered = at + hours(6, 1.2)
    yield said(answered, "reply", handler)
    if chance.random() < 0.1:  # a second window, the same instant
        yield said(answered + timedelta(milliseconds=chance.randrange(25)), "reply", handler)
    if chance.random() < 0.3:
        asked = answered + hours(8)
        yield said(asked, "ask", handler)
        yield said(asked + hours(30, 1.3), "messages", None)
    if chance.random() < 0.2:
        yield said(hours(10), "messages", None)


def _judged(
    chance: random.Random, solved: timedelta, hours: Any, said: Any, handler: str, cause: Mapping[str, str]
) -> Iterator[Act]:
    turn = chance.random()
    if turn < 0.4:
        return  # it closes by itself
    judged = solved + hours(24)
    rejected = turn > 0.85
    rating = chance.choice((1, 2)) if rejected else chance.choice((3, 4, 5))
    yield said(judged, "verdict", None, "comment", accepted=not rejected, rating=rating)
    if rejected:
        yield said(judged + hours(10), "reply", handler)
        again = judged + hours(60)
        yield said(again, "resolve", handler, "summary", **cause)
        if chance.random() < 0.5:
            yield said(again + hours(12), "verdict", None, "comment", accepted=True, rating=4)


class Living:
    """Carries the plans out."""

    def __init__(self, hub: Hub, callers: Callers, lives: list[Life]) -> None:
        self.lives = lives
        self._hub = hub
        self._callers = callers
        for life in lives:
            hub.at(life.filed_at, partial(self._file, life))

    def _file(self, life: Life) -> None:
        life.filed = self._callers.ask(
            "ComplaintIntake",
            f"life{life.id}/file",
            "POST /api/complaints",
            life.filing,
            then=lambda _: self._filed(life),
        )

    def _filed(self, life: Life) -> None:
        if life.number is None:
            return
        for place, act in enumerate(life.acts):
            when = max(life.filed_at + act.after, self._hub.now)
            self._hub.at(when, partial(self._act, life, place, act))

    def _act(self, life: Life, place: int, act: Act) -> None:
        name = f"life{life.id}/{place}-{act.command}"
        filed = life.filed.body if life.filed else {}
        if act.who is None:
            route, body = f"POST /api/complaints/{{number}}/{act.command}", {"key": filed["key"], **act.body}
            asked = self._callers.ask(
                "ComplaintIntake", name, route, body, params={"number": filed["number"]}
            )
        else:
            asked = self._callers.ask(
                "ComplaintDesk",
                name,
                "POST /api/desk/complaints/{number}/{command}",
                act.body,
                params={"number": filed["number"], "command": act.command},
                claims=company.claims(act.who),
            )
        life.asked.append((act, asked))
