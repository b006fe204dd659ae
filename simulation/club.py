"""Members who join and spend, and the sales system that tells of homes: in any order, late, and again."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from hearthline.platform.instants import instant
from simulation import company
from simulation.asking import Asked, Callers, State
from simulation.promises import ZONE
from simulation.providers import Providers, Taken
from simulation.running import Hub

_CODE: Final = re.compile(r"(?<!\d)(\d{6})(?!\d)")
_SALES: Final = {"scope": "hearthline/feed", "client_id": "sales"}
JOINED_TRIES: Final = 6
ANOTHER_CODE: Final = timedelta(minutes=20)
COFFEE: Final = "coffee"
CITY: Final = "sz"
GIVEN: Final = 30


@dataclass(slots=True)
class Member:
    """Somebody who joins with a code from their mail, and later buys coffee in two windows at once.

    Staff give them points at that very moment.
    """

    id: int
    email: str
    at: datetime
    spends_after: timedelta
    joined: Asked | None = None
    tries: int = 0
    redeemed: list[Asked] = field(default_factory=list)
    given: list[Asked] = field(default_factory=list)

    @property
    def in_club(self) -> bool:
        """Whether they were told that they are."""
        return self.joined is not None and self.joined.state is State.DONE


@dataclass(slots=True)
class Home:
    """A home that is sold, with all that the sales system tells of it, and when it does."""

    id: int
    events: list[tuple[datetime, dict[str, Any]]]
    owners: int
    contract: str
    day: str
    buyer: str | None
    cancelled: bool
    taken: dict[str, str] = field(default_factory=dict)

    @property
    def told(self) -> bool:
        """Whether everything was taken."""
        return all(event["event_id"] in self.taken for _, event in self.events)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who joins, and what is sold."""

    members: Sequence[Member]
    homes: Sequence[Home]


def member(seed: str, id_: int, begin: datetime, length: timedelta) -> Member:
    """Plan somebody who joins."""
    chance = random.Random(f"{seed}/member/{id_}")
    at = begin + length * chance.random()
    return Member(id_, f"member{id_}@club.example", at, timedelta(hours=chance.uniform(1, 40)))


def home(seed: str, id_: int, begin: datetime, length: timedelta, members: int) -> Home:
    """Plan a home; some buyers are members, or will be."""
    chance = random.Random(f"{seed}/home/{id_}")
    base = begin + length * 0.9 * chance.random()
    day = base.astimezone(ZONE).date().isoformat()
    city = chance.choice(company.CITIES)
    number = f"HT-{id_}"
    place = {
        "city": city,
        "project": f"{city}-{chance.randrange(company.PROJECTS)}",
        "building": "1栋",
        "unit": f"{id_}",
    }
    buyer = f"member{id_}@club.example" if id_ < members and chance.random() < 0.7 else None
    buyers: list[dict[str, Any]] = [{"customer_id": f"C-{id_}-0", "name": "王小明"}]
    if buyer:
        buyers[0]["email"] = buyer
    if chance.random() < 0.4:
        buyers.append({"customer_id": f"C-{id_}-1", "name": "李梅"})
    facts: list[dict[str, Any]] = [
        {"type": "home_described", "warranties": {"plumbing": 24}},
        {"type": "contract_signed", "contract": number, "signed_on": day, "buyers": buyers},
        {"type": "handed_over", "contract": number, "handed_over_on": day},
    ]
    owners = len(buyers)
    if chance.random() < 0.3:
        new = [
            {"customer_id": f"C-{id_}-{place_}", "name": "赵敏"}
            for place_ in (2, 3, 4)[: chance.choice((1, 3))]
        ]
        on = {"contract": number, "transferred_on": day}
        facts.append({"type": "ownership_transferred", **on, "owners": new})
        owners = len(new)
    cancelled = chance.random() < 0.15
    if cancelled:
        facts.append({"type": "contract_cancelled", "contract": number, "cancelled_on": day})
        owners = 0
    events = []
    for hour, fact in enumerate(facts):
        told = {
            "event_id": f"{number}-{hour}",
            "occurred_at": instant(base - timedelta(hours=9 - hour)),
            "home": place,
        }
        for _ in range(chance.choice((1, 1, 2, 3))):
            wait = timedelta(seconds=chance.choice((0, 0, 0.01, 0.02, 60, 7000)))
            events.append((base + wait, {**fact, **told}))
    return Home(id_, events, owners, number, day, buyer, cancelled)


class Club:
    """Carries the plans out."""

    def __init__(self, hub: Hub, callers: Callers, providers: Providers, plan: Plan) -> None:
        self.members, self.homes = plan.members, plan.homes
        self._hub = hub
        self._callers = callers
        self._waiting = {one.email: one for one in plan.members}
        providers.listeners.append(self._mailed)
        for one in plan.members:
            hub.at(one.at, partial(self._ask, one))
        for sold in plan.homes:
            for place, (at, event) in enumerate(sold.events):
                name = f"feed/{sold.id}/{place}"
                hub.at(at, partial(self._tell, sold, name, [event]))

    def _ask(self, one: Member) -> None:
        one.tries += 1
        self._callers.ask(
            "Membership",
            f"member{one.id}/code{one.tries}",
            "POST /api/session/code",
            {"email": one.email},
        )
        self._hub.at(self._hub.now + ANOTHER_CODE, partial(self._ask_again, one))

    def _ask_again(self, one: Member) -> None:
        """Ask for another code where none has led in: it came too late, or was no longer good."""
        if one.joined is None and one.tries < JOINED_TRIES:
            self._ask(one)

    def _mailed(self, taken: Taken) -> None:
        """Let somebody join who reads their mail."""
        one = self._waiting.get(taken.to)
        found = _CODE.search(taken.text)
        if one is None or found is None or one.joined is not None:
            return
        body = {
            "name": "王小明",
            "birth_date": "1980-05-17",
            "contact": {"email": one.email},
            "code": found[1],
            "consents": {"terms": True, "marketing": {"email": True}, "survey": {"email": True}},
            "city": CITY,
        }
        one.joined = self._callers.ask(
            "Membership",
            f"member{one.id}/join{one.tries}",
            "POST /api/members",
            body,
            then=lambda asked: self._joined(one, asked),
        )

    def _joined(self, one: Member, asked: Asked) -> None:
        if asked.state is State.DONE:
            for window in (0, 1):
                wait = one.spends_after + timedelta(milliseconds=20 * window)
                self._hub.at(self._hub.now + wait, partial(self._spend, one, window, asked.cookies))
                wait += timedelta(milliseconds=15)
                self._hub.at(self._hub.now + wait, partial(self._give, one, window, asked.body["id"]))
        else:
            one.joined = None
            self._hub.at(self._hub.now + ANOTHER_CODE, partial(self._ask_again, one))

    def _spend(self, one: Member, window: int, cookies: Sequence[str]) -> None:
        route, name = "POST /api/members/me/points", f"member{one.id}/redeem{window}"
        one.redeemed.append(self._callers.ask("Membership", name, route, {"reward": COFFEE}, cookies=cookies))

    def _give(self, one: Member, time: int, person: str) -> None:
        """Let staff give them points for coming to an event, while they spend."""
        one.given.append(
            self._callers.ask(
                "MembershipDesk",
                f"member{one.id}/give{time}",
                "POST /api/desk/members/{id}/points",
                {"amount": GIVEN, "source": f"open-day-{time}", "reason": "开放日"},
                params={"id": person},
                claims=company.claims(company.lead(CITY)),
            )
        )

    def _tell(self, sold: Home, name: str, events: list[Mapping[str, Any]]) -> None:
        self._callers.ask(
            "MembershipDesk",
            name,
            "POST /api/feed/events",
            {"events": events},
            claims=_SALES,
            then=lambda asked: self._told(sold, name, events, asked),
        )

    def _told(self, sold: Home, name: str, events: list[Mapping[str, Any]], asked: Asked) -> None:
        """Tell again what could not be taken, or not be answered."""
        results = asked.body["results"] if asked.state is State.DONE else []
        outcomes = {each["event_id"]: each["outcome"] for each in results}
        again = [event for event in events if outcomes.get(event["event_id"], "retry") == "retry"]
        for id_, outcome in outcomes.items():
            if outcome != "retry":
                sold.taken[id_] = outcome
        if again:
            self._hub.at(self._hub.now + timedelta(minutes=5), lambda: self._tell(sold, f"{name}+", again))
