"""What must hold of campaigns, whatever went wrong: whom they ask, how often, how fast, and when no more."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from simulation import company
from simulation.answerers import Answerer
from simulation.campaigns import Campaign
from simulation.told import Doubts
from simulation.world import World

SETTLED: Final = timedelta(hours=8)
"""When what follows must have followed."""
IN_FLIGHT: Final = timedelta(minutes=2)
"""How long who sends may go by what they read before."""
WINDOW: Final = timedelta(minutes=10)
Item = Mapping[str, Any]


@dataclass(slots=True)
class Feeding:
    """Sees what is put on the send queue: so many of a campaign, for which instant."""

    places: dict[str, list[tuple[datetime, int]]] = field(default_factory=dict)
    _last: dict[str, datetime] = field(default_factory=dict)

    def see(self, body: str, at: datetime) -> None:
        """Take a message in; one that is sent again at once, as its answer was lost, is the same."""
        told = json.loads(body)
        again = self._last.get(body)
        self._last[body] = at
        if again is None or at - again > timedelta(minutes=1):
            self.places.setdefault(told["campaign"], []).append((at, len(told["invitations"])))


@dataclass(slots=True)
class Standing:
    """What stands in the table of surveys, and who has answered, by the hash of their invitation."""

    heads: dict[str, Item] = field(default_factory=dict)
    invited: dict[str, dict[str, Item]] = field(default_factory=lambda: defaultdict(dict))
    apart: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    answerers: dict[str, Answerer] = field(default_factory=dict)

    @classmethod
    def of(cls, world: World) -> "Standing":
        """Read it."""
        found = cls()
        for (pk, sk), item in world.services.tables.tables["SurveysTable"].items.items():
            kind, _, rest = pk.partition("#")
            if kind == "C" and sk == "A":
                found.heads[rest] = item
            elif kind == "I":
                found.invited[rest.partition("#")[0]][sk] = item
            elif kind == "N":
                found.apart[rest.partition("#")[0]].append(item)
        for one in world.answerers.by_token.values():
            found.answerers[hashlib.sha256(one.token.encode()).hexdigest()[:40]] = one
        return found


def of_campaigns(world: World, standing: Standing, feeding: Feeding, doubts: Doubts) -> Iterator[str]:
    """Compare what marketing was told with whom the campaigns ask, and what those were sent."""
    now = world.hub.now
    people = {
        pk[2:]: item
        for (pk, sk), item in world.services.tables.tables["MembersTable"].items.items()
        if pk.startswith("P#") and sk == "A"
    }
    for one in world.marketing.campaigns:
        head = standing.heads.get(one.identity or "")
        if one.identity is None or head is None:
            if one.at < now - SETTLED:
                yield f"campaign {one.id} was not made, or is lost"
            continue
        invited = standing.invited[one.identity]
        yield from _of_state(one, head, now)
        yield from _of_audience(world, one, head, invited, people)
        yield from _of_messages(world, one, head, invited, standing, doubts)
        yield from _of_pauses(one, invited, standing)
        yield from _of_pace(one, feeding)
    yield from _of_caps(standing, doubts)


def _of_state(one: Campaign, head: Item, now: datetime) -> Iterator[str]:
    what = f"campaign {one.id}"
    launched, cancelled = one.told_at.get("launch"), one.told_at.get("cancel")
    if launched is None:
        if one.at < now - SETTLED:
            yield f"{what} was never launched"
        return
    if "launched_at" not in head:
        yield f"{what} was launched, and is {head['state']}"
    over = cancelled or one.expires_at
    if over < now - SETTLED and "closed_at" not in head:
        yield f"{what} is {head['state']}, and not closed"
    if "closed_at" in head and head["state"] != ("cancelled" if cancelled else "finished"):
        yield f"{what} is closed, and {head['state']}"
    if "closed_at" not in head and "made" in head and one.reminders and "cancel" not in one.told_at:
        begun = datetime.fromisoformat(head["launched_at"])
        due = sum(begun + timedelta(days=day) < min(now, one.expires_at) - SETTLED for day in one.reminders)
        if head.get("reminded", 0) < due:
            yield f"{what} reminded {head.get('reminded', 0)} times, not {due}"


def _of_audience(
    world: World, one: Campaign, head: Item, invited: Mapping[str, Item], people: Mapping[str, Item]
) -> Iterator[str]:
    """Each who is meant has one invitation, and nobody else has; once all are made."""
    what = f"campaign {one.id}"
    asked = Counter(item["person"] for item in invited.values())
    yield from (f"{what} invited {who} {times} times" for who, times in asked.items() if times > 1)
    if "made" not in head:
        if one.told_at.get("launch", world.hub.now) < world.hub.now - SETTLED:
            yield f"{what} has not made its invitations"
        return
    if head["made"] != len(invited):
        yield f"{what} says that it made {head['made']} invitations, and there are {len(invited)}"
    if "cancel" in one.told_at:
        return
    begun = datetime.fromisoformat(head["launched_at"])
    city_of = {owner.person: owner.city for owner in world.owners}
    for who, person in people.items():
        created = datetime.fromisoformat(person["created_at"])
        meant = one.cities is None or city_of.get(who) in one.cities
        known = one.cities is None or who in city_of
        if known and meant and created < begun - IN_FLIGHT and "merged_into" not in person:
            if who not in asked:
                yield f"{what} has not invited {who}"
        elif who in asked and known and (not meant or created > begun + SETTLED):
            yield f"{what} invited {who}, who is not meant"


def _of_messages(
    world: World, one: Campaign, head: Item, invited: Mapping[str, Item], standing: Standing, doubts: Doubts
) -> Iterator[str]:
    """Everybody who can be reached is told once, and reminded until they answer; or it is said why not."""
    address_of = {owner.person: owner.address for owner in world.owners}
    finished = head["state"] == "finished"
    for hash_, item in invited.items():
        what = f"campaign {one.id}, invitation {hash_[:8]}"
        answerer = standing.answerers.get(hash_)
        messages = answerer.messages if answerer else []
        reach, reason = item["reach"], item.get("reason")
        kinds = {each.message for each in messages}
        unsure = any(doubts.times[each] for each in kinds)
        if len(kinds) > 1 + head.get("reminded", 0):
            yield f"{what} brought {len(kinds)} messages, reminded {head.get('reminded', 0)} times"
        if reach == "sent" and not messages and item["person"] in address_of:
            yield f"{what} is sent, and nobody got it"
        if messages and reach not in {"sent", "unknown"} and not unsure:
            last = messages[-1].at
            if last < world.hub.now - SETTLED:
                yield f"{what} was got, and is {reach}"
        if finished and reach == "made":
            yield f"{what} was never told, and nothing says why"
        if item["person"] in address_of:
            address = address_of[item["person"]]
            yield from (f"{what} went to {each.to}" for each in messages if each.to != address)
            if finished and address and reach in {"failed", "withheld"} and reason in _NO_REASON:
                yield f"{what} was not told as {reason}, and can be reached"
        answered = [asked.ended for asked in answerer.finals.values() if asked.ended] if answerer else []
        if answerer and answerer.answered and answered:
            late = [each for each in messages if each.at > min(answered) + IN_FLIGHT]
            yield from (f"{what} was told again at {each.at} after its answer" for each in late)


_NO_REASON: Final = frozenset({None, "no_channel", "no_consent"})


def _of_pauses(one: Campaign, invited: Mapping[str, Item], standing: Standing) -> Iterator[str]:
    """Nothing goes out while it is paused, and nothing after it was cancelled."""
    spans = []
    if since := one.told_at.get("pause"):
        resumed = one.asked.get("resume")
        spans.append(("paused", since, resumed.at if resumed else None))
    if since := one.told_at.get("cancel"):
        spans.append(("cancelled", since, None))
    for word, since, until in spans:
        for hash_ in invited:
            answerer = standing.answerers.get(hash_)
            for message in answerer.messages if answerer else ():
                if message.at > since + IN_FLIGHT and (until is None or message.at < until):
                    yield f"campaign {one.id} was {word}, and told {hash_[:8]} at {message.at}"


def _of_pace(one: Campaign, feeding: Feeding) -> Iterator[str]:
    """In no ten minutes more are to be told than its pace allows, and a little for calls that take long."""
    places = sorted(feeding.places.get(one.identity or "", ()))
    most, first, total = one.rate * 10 * 1.25 + 25, 0, 0
    for at, count in places:
        total += count
        while places[first][0] <= at - WINDOW:
            total -= places[first][1]
            first += 1
        if total > most:
            yield f"campaign {one.id} of {one.rate} a minute has {total} in ten minutes at {at}"
            return


def _of_caps(standing: Standing, doubts: Doubts) -> Iterator[str]:
    """Nobody is asked more surveys than the policy allows."""
    times: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for hash_, one in standing.answerers.items():
        for message in one.messages:
            if not doubts.times[message.message]:
                times[message.to].append((message.at, hash_))
    for got in times.values():
        got.sort()
        for place, (at, _) in enumerate(got):
            within = {hash_ for when, hash_ in got[: place + 1] if when > at - company.CAPPED}
            if len(within) > company.MOST_SURVEYS:
                yield f"one person was asked {len(within)} surveys within {company.CAPPED.days} days"
                break
