"""The calendar of homes with stories that go any way, played through ten years of sweeps.

Held against a plain recount: between two things that are told of a home it stands still, so a step is done at
the first look at which it is due, not too late, and its cause stands; and never again.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from hearthline.homes.folding import fold
from hearthline.homes.model import Contract, ContractState, FeedEvent
from hearthline.lifecycle.model import Deed, Heir, Rules, StepRule, Trigger, When
from hearthline.lifecycle.reading import rules_from_document
from hearthline.lifecycle.timetable import instant_of
from hearthline.lifecycle.visits import OWED, UNDONE, VisitState, planned, reported
from hearthline.platform.documents import BUILT_IN
from tests.property.lives import BEGIN, END, SHENZHEN, Heard, World, story
from tests.unit.lifecycle.builders import TEN, a_step

SHIPPED: Final = rules_from_document(
    {"version": 1, **json.loads((BUILT_IN / "lifecycle-1.json").read_text("utf-8"))}
)
MORE: Final = (
    a_step("every_four_years", when=When(at=TEN, months=48, every_months=48), late=timedelta(days=60)),
    a_step("ends", when=When(at=TEN, months=2), on_transfer=Heir.ENDS),
    a_step("half_year_wait", Trigger.CONTRACT_SIGNED, when=When(at=TEN, months=6), until=Trigger.HANDED_OVER),
)
RULES: Final = Rules(1, (*SHIPPED.steps, *MORE))
HOMES: Final = 300
"""Here; `python -m benchmarks lifecycle` plays a thousand."""

Key = tuple[str, str, object]
Done = dict[Key, tuple[datetime, frozenset[str]]]


def sweeps(random: Random) -> list[datetime]:
    """Give a sweep a day, not at the hour at which things are told, and some weeks without any."""
    found, at = [], BEGIN + timedelta(hours=2, minutes=30, milliseconds=1)
    while at < END:
        found.append(at)
        at += timedelta(days=1 if random.random() < 0.995 else random.randrange(2, 50))
    return found


def played(stories: dict[str, list[Heard]], swept: list[datetime]) -> dict[str, Done]:
    """Play all that is told and all sweeps in the order of time; give what was done of each home."""
    world = World(RULES)
    heard = sorted(
        ((one.at, home, one) for home, told in stories.items() for one in told), key=lambda x: x[:2]
    )
    place = 0
    for at in swept:
        while place < len(heard) and heard[place][0] <= at:
            world.hear(heard[place][1], heard[place][2])
            place += 1
        world.sweep(at)
        visit_some(world, at)
    done: dict[str, Done] = {home: {} for home in stories}
    for at, turn, facts in world.kept.turns:
        visit = turn.after
        key = (visit.contract, visit.step, visit.occurrence)
        if turn.told == "opened":
            assert key not in done[visit.home]
            done[visit.home][key] = (at, frozenset(facts.sale.owners if facts.sale else ()))
    gone(world)
    for telling in world.kept.told.values():
        data = telling.event.data
        theirs = done[data["home"]]
        occurrence = data["occurrence"]
        if data["step"] == "new_owner":
            occurrence = frozenset(telling.facts.sale.owners if telling.facts.sale else ())
        key = (data["contract"], data["step"], occurrence)
        at, persons = theirs.get(key, (telling.at, frozenset()))
        assert at == telling.at, "one step is one change"
        assert data["person"] not in persons
        theirs[key] = (at, persons | {data["person"]})
    return done


def visit_some(world: World, at: datetime) -> None:
    """Let staff plan a visit three days after it was opened, and be there five days after that."""
    for opened_at, turn, _ in world.kept.turns[-800:]:
        visit, days = turn.after, (at - opened_at) / timedelta(days=1)
        if 3 <= days < 4 and turn.told == "opened":
            agreed = at + timedelta(days=5)
            world.work(visit.home, visit.mark, lambda one, to=agreed: planned(one, to, "li", at))  # type: ignore[misc]
        if 8 <= days < 9 and turn.told == "opened" and visit.mark[0] in "01234567":
            world.work(visit.home, visit.mark, lambda one: reported(one, VisitState.DONE, None, "li", at))


def gone(world: World) -> None:
    """Hold each visit that is owed at the end against how its home stands, and each that is not."""
    for home, life in world.kept.lives.items():
        facts = world.facts(home)
        for visit in life.visits:
            stands = facts is not None and facts.sale is not None and facts.sale.contract == visit.contract
            if visit.state in OWED:
                assert stands, "no visit is owed after its cause is gone"
                assert facts is not None
                assert facts.sale is not None
                assert visit.passed_on == facts.sale.transferred_on
            elif visit.state is VisitState.CANCELLED:
                assert visit.reason == UNDONE


def recounted(told: list[Heard], home: str, swept: list[datetime]) -> Done:
    """Give what is to be done of a home, and when, from its story alone."""
    done: Done = {}
    events: list[FeedEvent] = []
    for place, heard in enumerate(told):
        events.append(heard.event)
        until = told[place + 1].at if place + 1 < len(told) else END
        for key, at, late, owners in asked(events, home):
            first = max(heard.at, at)
            if first != heard.at:
                index = bisect_left(swept, first)
                first = swept[index] if index < len(swept) else END
            elif at > heard.at:
                continue
            if first < until and first <= at + late and key not in done:
                done[key] = (first, owners)
    return done


def asked(events: list[FeedEvent], home: str) -> Iterator[tuple[Key, datetime, timedelta, frozenset[str]]]:
    """Give every step of ten years that a home's events ask for, with its instant."""
    standing = [
        contract
        for contract in fold(home, events).contracts
        if contract.state in {ContractState.SIGNED, ContractState.HANDED_OVER}
    ]
    if not standing:
        return
    contract = max(standing, key=lambda one: (one.signed_on or date.min, one.number))
    owners = frozenset(contract.owners)
    for rule in RULES.steps:
        cause = caused(rule, contract)
        if cause is None or rule.when is None or rule.does is Deed.SURVEY:
            continue
        for number in range(1, 6 if rule.when.every_months else 2):
            named = owners if rule.after is Trigger.OWNERSHIP_TRANSFERRED else str(number)
            at = instant_of(rule.when, cause, SHENZHEN, number)
            yield (contract.number, rule.code, named), at, rule.late, owners


def caused(rule: StepRule, contract: Contract) -> date | None:
    if rule.until is Trigger.HANDED_OVER and contract.handed_over_on:
        return None
    if rule.after is Trigger.OWNERSHIP_TRANSFERRED:
        return contract.transferred_on
    cause = contract.signed_on if rule.after is Trigger.CONTRACT_SIGNED else contract.handed_over_on
    gone = rule.on_transfer is Heir.ENDS and contract.transferred_on
    return None if cause is None or (gone and gone >= cause) else cause


def play(homes: int, seed: int) -> dict[str, int]:
    """Play so many homes through ten years, compare each with its recount, and count what was done."""
    random = Random(seed)
    names = [f"{number:032x}" for number in range(homes)]
    stories = {home: story(random, home) for home in names}
    swept = sweeps(random)
    done = played(stories, swept)
    for home, told in stories.items():
        assert done[home] == recounted(told, home, swept), home
    steps = [key[1] for theirs in done.values() for key in theirs]
    return {step: steps.count(step) for step in sorted(set(steps))}


def test_homes_have_every_step_once_at_its_time_and_none_after_its_cause_is_gone() -> None:
    done = play(HOMES, seed=7)

    assert set(done) == {rule.code for rule in RULES.steps if rule.does is not Deed.SURVEY}
    assert min(done.values()) > HOMES / 20
