"""What must hold of answers, whatever went wrong: each is kept, counted and rewarded once; of asking, too."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline import root_asking, root_results
from hearthline.surveys.recounting import days_of, differences, recount
from simulation.answerers import Answerer
from simulation.asking import State
from simulation.faults import SKEW
from simulation.findings import Case
from simulation.surveyed import SETTLED, Standing
from simulation.world import World

CLOSING, HANDOVER = "on-complaint-closed", "on-home-handed-over"
OLDEST: Final = timedelta(days=25)
"""How old a handover may be that is surely asked about."""
Item = Mapping[str, Any]


def of_answers(world: World, standing: Standing, cases: Mapping[str, Case]) -> Iterator[str]:
    """Compare what those who were asked were answered with what is stored, and what is counted of it."""
    for identity, head in standing.heads.items():
        invited = standing.invited[identity]
        apart = Counter(answer["answers"].get("comment", "") for answer in standing.apart[identity])
        for hash_, item in invited.items():
            one = standing.answerers.get(hash_)
            if one is None:
                if item["progress"] in {"opened", "started", "answered"}:
                    yield f"{identity}: {hash_[:8]} is {item['progress']}, and was never told"
                continue
            if head.get("anonymous"):
                yield from _apart(one, item, apart)
            else:
                yield from _kept(one, item)
        answered = sum(item["progress"] == "answered" for item in invited.values())
        if head.get("anonymous") and answered != apart.total():
            yield f"{identity}: {answered} have answered, and there are {apart.total()} answers"
        yield from _counted(identity, world.hub.now)
        yield from _too_late(head, standing)
    yield from _of_points(world, standing)
    yield from _of_closings(world, standing, cases)
    yield from _of_handovers(world, standing)
    for one in standing.answerers.values():
        yield from (line for asked in one.saves for line in asked.unforeseen)


def _kept(one: Answerer, item: Item) -> Iterator[str]:
    what = f"{one.campaign}: {item['sk'][:8]}"
    states = {mark: asked.state for mark, asked in one.finals.items()}
    said = item.get("answers", {}).get("comment", "")
    done = [mark for mark, state in states.items() if state is State.DONE]
    if done and item["progress"] != "answered":
        yield f"{what} answered, and is {item['progress']}"
    if item["progress"] == "answered":
        stands = [mark for mark in states if mark in said]
        if not stands or states[stands[0]] is State.REFUSED:
            yield f"{what} keeps {stands}, of {states}"
        ends = {
            mark: asked for mark, asked in one.finals.items() if asked.state is State.DONE and asked.ended
        }
        later = [
            mark
            for mark, asked in ends.items()
            if stands
            and stands[0] in ends
            and asked.at
            and asked.at - 2 * SKEW > (ends[stands[0]].ended or asked.at)
        ]
        if later:
            yield f"{what} keeps {stands}, and {later} came later"


def _apart(one: Answerer, item: Item, apart: Mapping[str, int]) -> Iterator[str]:
    """An answer without a name is kept once; the same again is refused, and stands already."""
    what = f"{one.campaign}: {item['sk'][:8]}"
    total = 0
    for mark, asked in one.finals.items():
        found = sum(times for said, times in apart.items() if mark in said)
        total += found
        least = 1 if asked.state is State.DONE else 0
        most = 0 if asked.state is State.REFUSED and asked.tries == 1 else 1
        if not least <= found <= most:
            yield f"{what}: {mark} is {asked.state} and stands {found} times"
    if total != (item["progress"] == "answered"):
        yield f"{what} is {item['progress']}, and {total} answers of it stand"
    if item.get("answers"):
        yield f"{what} keeps its answer with its name"


def _counted(identity: str, now: datetime) -> Iterator[str]:
    """The tally says what a recount of all invitations and answers says."""
    head = root_asking.campaigns().load(identity)
    if head is None:
        return
    store = root_results.tally_store()
    days = days_of(head, now) if head.answers_apart else ()
    found = recount(store, identity, root_results.asked_by(), root_results.recovery(), days)
    yield from (f"{identity}: not counted as it stands: {each.id[:8]}" for each in found.behind)
    lines = differences(store.groups(identity), found.groups)
    yield from (f"{identity}: tally {line}" for line in lines)


def _too_late(head: Item, standing: Standing) -> Iterator[str]:
    """No answer is taken of a campaign that has ended."""
    ends = [head[name] for name in ("expires_at", "ended_at") if head.get(name)]
    if not ends:
        return
    over = min(map(datetime.fromisoformat, ends)) + timedelta(minutes=1)
    for one in standing.answerers.values():
        for asked in one.saves if one.campaign == head["id"] else ():
            if asked.state is State.DONE and asked.at and asked.at > over:
                yield f"{one.campaign} took an answer at {asked.at}, and was over at {over}"


def _of_points(world: World, standing: Standing) -> Iterator[str]:
    """A member who answered under their name has the points of it once."""
    table = world.services.tables.tables["MembersTable"]
    for campaign, invited in standing.invited.items():
        for item in invited.values():
            person = f"P#{item['person']}"
            if not table.items.get((person, "A"), {}).get("joined_at") or item["progress"] != "answered":
                continue
            rows = (table.items[person, sk] for sk in table.partitions[person] if sk.startswith("L#"))
            times = Counter(row["source"] for row in rows if row.get("rule") == "survey")
            found = sum(count for source, count in times.items() if campaign in source)
            old = datetime.fromisoformat(item["answered_at"]) < world.hub.now - SETTLED
            many = any(count > 1 for count in times.values())
            if not standing.heads[campaign].get("anonymous") and (many or (old and not found)):
                yield f"{item['person']} answered {campaign}, and got points {dict(times)}"


def _of_closings(world: World, standing: Standing, cases: Mapping[str, Case]) -> Iterator[str]:
    """Whoever filed what is closed is asked about it, where it is known who they are."""
    owners = {one.email: one.person for one in world.owners}
    wanted = {}
    for life in world.lives:
        case = cases.get(life.number or "")
        who = owners.get(life.filing["contact"]["email"])
        if case is None or who is None or "phone" in life.filing["contact"]:
            continue
        if (
            case.head["status"] == "closed"
            and datetime.fromisoformat(case.head["closed_at"]) < world.hub.now - SETTLED
        ):
            wanted[f"complaint/{case.number}"] = who
    asked = Counter((item["source"], item["person"]) for item in standing.invited[CLOSING].values())
    yield from (f"{source} is closed, and {who} not asked" for source, who in wanted.items() - asked.keys())
    yield from (f"{key} was asked {times} times" for key, times in asked.items() if times > 1)


def _of_handovers(world: World, standing: Standing) -> Iterator[str]:
    """Whoever has got their home is asked about it: each owner, where it was sold once and for good."""
    asked = Counter(item["source"] for item in standing.invited[HANDOVER].values())
    for sold in world.club.homes:
        kinds = {event["type"] for _, event in sold.events}
        told = max(at for at, _ in sold.events)
        simple = kinds == {"home_described", "contract_signed", "handed_over"}
        if (
            simple
            and sold.told
            and told < world.hub.now - SETTLED
            and asked[f"handover/{sold.contract}"] != sold.owners
        ):
            yield f"home {sold.id} was handed over, and {asked[f'handover/{sold.contract}']} owners asked"
