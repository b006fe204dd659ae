"""Where homes live: the only place that knows their items.

One home is one partition: its head (what its events add up to), the events, and the lines that tell others of
it. An event is written once, under a mark of its id: mark, event, head and lines are one transaction.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hearthline.homes import keys
from hearthline.homes.folding import fold
from hearthline.homes.model import Address, FeedEvent, Home
from hearthline.homes.news import News, news
from hearthline.platform.attributes import Item
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM, Event
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Put, Table


@dataclass(frozen=True, slots=True)
class Mark:
    """That an event of this id was taken: the hash of its body."""

    event: str
    body: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A home as read, None before its first event, and the events that it follows from."""

    id: str
    home: Home | None = None
    events: tuple[FeedEvent, ...] = ()


class AlreadyTaken(Exception):
    """An event of this id was taken before; `body` is the hash of what it said."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.body = body


class Outdated(Exception):
    """Another event of this home was written since it was read."""


Successors = Callable[[Iterable[str]], Mapping[str, str]]
"""Tells, by id, whose record has become part of whose."""


def _nobody(_: Iterable[str]) -> Mapping[str, str]:
    return {}


class HomeStore:
    """Homes in their table. `successors` knows whose record has become part of whose since."""

    def __init__(self, table: Table, successors: Successors = _nobody) -> None:
        self.table = table
        self._successors = successors
        self._listed: set[tuple[str, str]] = set()

    def load(self, identity: str) -> Home | None:
        """Read one home as it stands now, with whoever its persons are by now.

        Events name persons as they were known when they came, and stay as they are. One request, and one for
        the persons of a home that has had any; one more where any of them is another by now.
        """
        home = self.described(identity)
        known_as = self._successors(home.named) if home and home.named else {}
        if home is None or not known_as:
            return home
        return fold(identity, [_naming(event, known_as) for event in self.facts(identity).events])

    def described(self, identity: str) -> Home | None:
        """Read one home as its events name persons, for who asks of the home alone. One request."""
        item = self.table.get(keys.home(identity), keys.HEAD)
        return load(Home, item) if item else None

    def load_many(self, identities: Iterable[str]) -> dict[str, Home]:
        """Read homes by id; those that there are. A request for each hundred."""
        wanted = [(keys.home(identity), keys.HEAD) for identity in identities]
        homes = (load(Home, item) for item in self.table.get_many(wanted, consistent=True))
        return {home.id: home for home in homes}

    def marks(self, event_hashes: Iterable[str]) -> dict[str, Mark]:
        """Read which events were taken before, by the hash of their id; a request for each hundred."""
        wanted = [(keys.taken(event), keys.HEAD) for event in event_hashes]
        marks = (
            Mark(str(item["pk"]).partition("#")[2], str(item["body"]))
            for item in self.table.get_many(wanted, consistent=True)
        )
        return {mark.event: mark for mark in marks}

    def facts(self, identity: str) -> Facts:
        """Read a home with all its events, without its lines. One request up to 1 MB."""
        between = Guard("sk BETWEEN :head AND :last", {}, {":head": keys.HEAD, ":last": keys.LAST_EVENT})
        items = list(self.table.query_all(("pk", keys.home(identity)), between, consistent=True))
        if not items:
            return Facts(identity)
        return Facts(identity, load(Home, items[0]), tuple(load(FeedEvent, item) for item in items[1:]))

    def add(self, facts: Facts, event: FeedEvent, mark: Mark, now: datetime) -> Facts:
        """Write one more event of a home, in one request, and give the home as it then stands.

        Raises AlreadyTaken, or Outdated; nothing is written then.
        """
        events = (*facts.events, event)
        home = fold(facts.id, events)
        version = facts.home.version if facts.home else 0
        guard = Guard("version = :read", {}, {":read": version}) if version else ABSENT
        pk = keys.home(facts.id)
        pickers = [] if facts.home else self._pickers(event.home)
        actions: list[Action] = [
            Put({"pk": keys.taken(mark.event), "sk": keys.HEAD, "body": mark.body, "home": facts.id}, ABSENT),
            Put({"pk": pk, "sk": keys.HEAD, **dump(home)}, guard),
            Put({"pk": pk, "sk": keys.event(event.at, mark.event), **dump(event)}, ABSENT),
            *(Put(_line(home, index, one, now), ABSENT) for index, one in enumerate(news(facts.home, home))),
            *(Put(item) for item in pickers),
        ]
        try:
            self.table.transact(actions)
        except ConditionFailed as failed:
            if failed.index == 0 and failed.item:
                raise AlreadyTaken(str(failed.item["body"])) from failed
            raise Outdated from failed
        self._listed |= {(item["pk"], item["sk"]) for item in pickers[:-1]}
        return Facts(facts.id, home, events)

    def projects(self) -> list[tuple[str, str]]:
        """Give every project as (city, name), by city and name. One request up to 1 MB."""
        found = self.table.query_all(("pk", keys.projects()))
        return [(str(item["city"]), str(item["name"])) for item in found]

    def names(self, partition: str, after: str | None, limit: int) -> tuple[list[str], str | None]:
        """Give a page of the names in a picker's partition, and where the next one starts. One request."""
        beyond = Guard("sk > :after", {}, {":after": after}) if after else None
        page = self.table.query(("pk", partition), beyond, limit=limit)
        return [str(item["name"]) for item in page.items], page.last["sk"] if page.last else None

    def _pickers(self, home: Address) -> list[Item]:
        """Give what lets a new home be picked, its unit last, without what this store wrote before."""
        city, project, building, unit = home.city, home.project, home.building, home.unit
        items: list[Item] = [
            {"pk": keys.projects(), "sk": keys.project(city, project), "city": city, "name": project},
            {"pk": keys.buildings(city, project), "sk": keys.in_order(building), "name": building},
            {"pk": keys.units(city, project, building), "sk": keys.in_order(unit), "name": unit},
        ]
        return [item for item in items if (item["pk"], item["sk"]) not in self._listed]


def _naming(event: FeedEvent, known_as: Mapping[str, str]) -> FeedEvent:
    owners = dict.fromkeys(known_as.get(owner, owner) for owner in event.owners)
    return replace(event, owners=tuple(owners))


def event_of(home: Home, index: int, told: News, now: datetime) -> Event:
    """Give the event that a line of a home's history is the source of."""
    return Event(
        id=f"home.{home.id}.{home.version}.{index}",
        type=told.type,
        at=now,
        subject=f"home/{home.id}",
        actor=SYSTEM,
        data=told.data,
    )


def _line(home: Home, index: int, told: News, now: datetime) -> dict[str, Any]:
    return {
        "pk": keys.home(home.id),
        "sk": keys.line(home.version, index),
        "kind": told.type,
        "at": instant(now),
        "event": event_of(home, index, told, now).envelope(),
    }
