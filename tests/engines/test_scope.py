"""What reaches whom: staff see the cases of their cities, customers nothing of the staff."""

import json
from datetime import datetime

import pytest

from hearthline.complaints.applying import FREE
from hearthline.complaints.commands import Assign, Claim, GiveVerdict, Note, Transfer
from hearthline.complaints.desk import Desk
from hearthline.complaints.desk_commands import DeskCommands
from hearthline.complaints.lists import Filters
from hearthline.platform.access import Action, Principal
from hearthline.platform.cursors import Cursors
from hearthline.platform.documents import BUILT_IN, save_action
from hearthline.platform.problems import Problem
from hearthline.platform.secret import Secret
from tests.engines.world import World

AGENT = Principal("li", frozenset({"agent"}), frozenset({"sz"}))
MOVED = Principal("li", frozenset({"agent"}), frozenset({"gz"}))
MARKETING = Principal("zhou", frozenset({"marketing"}), hq=True)
NOWHERE = "0000-0000-0"


@pytest.fixture
def desk(world: World) -> Desk:
    cursors = Cursors(Secret(lambda: "a secret that is long enough for a test of this kind"))
    return Desk(world.store, world.rulebook, cursors, world.filing, world.persons)


@pytest.fixture
def commands(world: World) -> DeskCommands:
    return DeskCommands(world.store, world.rulebook, world.keys)


def shown(desk: Desk, who: Principal, view: str, now: datetime, city: str | None = None) -> list[str]:
    page = desk.work_list(who, view, Filters(), city=city, limit=25, cursor=None, now=now)
    return [card["city"] for card in page["items"]]


def test_whoever_moved_to_another_city_no_longer_sees_the_cases_they_had(
    world: World, desk: Desk, commands: DeskCommands, now: datetime
) -> None:
    filed = world.file(now)
    commands.give(AGENT, filed.number, Action.CLAIM, Claim(), None, now)

    assert shown(desk, AGENT, "mine", now) == ["sz"]
    assert shown(desk, MOVED, "mine", now) == []
    assert shown(desk, Principal("li", AGENT.roles, hq=True), "mine", now, city="gz") == []


def test_a_case_that_moves_while_one_acts_on_it_is_no_longer_ones_own(
    world: World, commands: DeskCommands, now: datetime
) -> None:
    filed = world.file(now)
    read = world.stored(filed)
    commands.give(AGENT, filed.number, Action.TRANSFER, Transfer("gz-care", "It is in Guangzhou."), None, now)

    with pytest.raises(Problem) as refused:
        commands.carry_out(AGENT, read, Action.NOTE, Note("Called."), FREE, now)

    assert refused.value.status == 403


def test_a_team_of_several_cities_leaves_a_case_in_the_city_to_which_it_moved_meanwhile(
    world: World, commands: DeskCommands, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = world.file(now)
    read = world.stored(filed)
    commands.give(AGENT, filed.number, Action.TRANSFER, Transfer("gz-care", "It is in Guangzhou."), None, now)
    monkeypatch.setattr(world.rulebook, "teams", lambda: {"lifts": None})

    both = Principal("ma", AGENT.roles, hq=True)
    after = commands.carry_out(both, read, Action.TRANSFER, Transfer("lifts", "A lift."), FREE, now)

    assert (after.complaint.team, after.complaint.city) == ("lifts", "gz")


def test_a_team_of_two_cities_is_seen_as_far_as_ones_own_reach(
    world: World, desk: Desk, now: datetime
) -> None:
    catalog = json.loads((BUILT_IN / "catalog-1.json").read_text("utf-8"))
    cities = [{**city, "team": "south"} for city in catalog["cities"]]
    world.table.transact([save_action("catalog", 2, {**catalog, "cities": cities}, "ops", now)])
    world = World(world.engine)
    desk = Desk(world.store, world.rulebook, desk._cursors, world.filing, world.persons)
    world.file(now)
    world.file(now, city="gz")

    assert shown(desk, AGENT, "team", now) == ["sz"]
    assert sorted(shown(desk, Principal("ma", AGENT.roles, hq=True), "team", now)) == ["gz", "sz"]


def test_a_role_without_the_right_does_not_learn_which_numbers_there_are(
    world: World, desk: Desk, commands: DeskCommands, now: datetime
) -> None:
    filed = world.file(now)

    for number in (filed.number, NOWHERE):
        with pytest.raises(Problem) as unread:
            desk.case(MARKETING, number, now)
        with pytest.raises(Problem) as undone:
            commands.give(AGENT, number, Action.ASSIGN, Assign("han"), None, now)
        assert (unread.value.status, undone.value.status) == (403, 403)


def test_a_customer_who_is_refused_learns_the_state_and_not_who_works_on_it(
    world: World, commands: DeskCommands, now: datetime
) -> None:
    filed = world.file(now)
    commands.give(AGENT, filed.number, Action.CLAIM, Claim(), None, now)

    with pytest.raises(Problem) as refused:
        world.following.verdict(filed.number, filed.key, GiveVerdict(True, 5), now)

    assert refused.value.extra["state"] == {"status": "assigned"}
