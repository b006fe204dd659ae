"""The long work of incidents on real engines: every complaint linked and answered once, whatever happens."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Link, Reject, Transfer
from hearthline.complaints.filing import Filed
from hearthline.complaints.incidents.linking import linking
from hearthline.complaints.incidents.model import MemberState, Said
from hearthline.complaints.model import Outcome, Status, Visibility
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import Problem
from hearthline.platform.table import StorageUnavailable, Table
from tests.engines.incident_office import CAUSE, ELSEWHERE, LEAD, Crash, Office
from tests.engines.world import World

ZHAO = Actor("staff", "zhao")


@pytest.fixture
def office(world: World, now: datetime) -> Office:
    return Office(world, now)


def test_an_answer_reaches_every_member_once_in_private_and_keeps_the_promise(office: Office) -> None:
    filed = office.file(5)
    identity = office.linked(filed)

    office.desk.broadcast(LEAD, identity, Said("水泵已修复。"), None, None, office.now)
    office.work(identity)

    for one in filed:
        [reply] = office.replies(one)
        case = office.world.stored(one).complaint
        assert (reply.text, reply.visibility, reply.actor_id) == ("水泵已修复。", Visibility.CUSTOMER, "zhao")
        assert case.answered_at == office.now
        assert case.incident == identity
    told = office.progress(identity)
    assert (told["state"], told["total"], told["answered"], told["skipped"]) == ("done", 5, 5, 0)


def test_nobody_is_left_out_because_an_old_state_was_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = office.file(2)
    identity = office.linked(filed)
    office.desk.broadcast(LEAD, identity, Said("水泵已修复。"), None, None, office.now)
    read = Table.get_many

    def get_many(table: Table, wanted: Any, *, consistent: bool = False) -> Any:
        return read(table, wanted, consistent=True) if consistent else []

    monkeypatch.setattr(Table, "get_many", get_many)
    office.work(identity)

    assert office.progress(identity)["answered"] == 2


def test_a_broadcast_that_resolves_settles_each_and_puts_no_word_on_the_board(office: Office) -> None:
    [filed] = office.file(1)
    identity = office.linked([filed])

    office.desk.broadcast(LEAD, identity, Said("水泵已修复。"), CAUSE, None, office.now)
    office.work(identity)

    [resolved] = office.replies(filed)
    assert resolved.visibility is Visibility.CUSTOMER
    assert office.world.stored(filed).complaint.status is Status.RESOLVED


def test_a_case_that_went_to_another_city_is_not_answered_from_this_one(office: Office) -> None:
    filed = office.file(2)
    identity = office.linked(filed)
    stored = office.world.stored(filed[0])
    away = Transfer("bj-care", "属北京项目。", "bj")
    apply(office.world.store, office.world.rulebook, stored, away, Actor("staff", "zhao"), office.now)

    office.desk.broadcast(LEAD, identity, Said("已修复。"), CAUSE, None, office.now)
    office.work(identity)

    assert office.replies(filed[0]) == []
    assert len(office.replies(filed[1])) == 1
    shown = office.desk.one(LEAD, identity, 100, None, office.now)
    missed = {member["number"]: member["missed"] for member in shown["members"]["items"]}
    assert missed[filed[0].number]["reason"] == "other_city"


def test_a_case_that_is_not_open_is_left_out_and_the_reason_kept(office: Office) -> None:
    filed = office.file(2)
    identity = office.linked(filed)
    stored = office.world.stored(filed[0])
    apply(
        office.world.store,
        office.world.rulebook,
        stored,
        Reject("非本公司。"),
        Actor("staff", "zhao"),
        office.now,
    )

    office.desk.broadcast(LEAD, identity, Said("已修复。"), None, None, office.now)
    office.work(identity)

    shown = office.desk.one(LEAD, identity, 100, None, office.now)
    missed = {member["number"]: member["missed"] for member in shown["members"]["items"]}
    broadcast = shown["broadcasts"][0]
    assert (broadcast["answered"], broadcast["skipped"]) == (1, 1)
    assert missed[filed[0].number] == {"broadcast": broadcast["id"], "reason": "not_open"}
    assert missed[filed[1].number] is None


@pytest.mark.parametrize("after", [False, True], ids=["before a call", "after a call"])
@pytest.mark.parametrize("resolves", [None, CAUSE], ids=["answers", "resolves"])
def test_killed_between_any_two_calls_everybody_is_answered_once(
    office: Office, after: bool, resolves: Outcome | None
) -> None:
    filed = office.file(2)
    identity = office.linked(filed)
    office.desk.broadcast(LEAD, identity, Said("已修复。"), resolves, None, office.now)
    office.process.after = after

    # The process dies at its first call, then, in another life, at its second, and so on until one survives.
    lives = 0
    while office.incidents.load(identity).job is not None or office.progress(identity)["state"] != "done":  # type: ignore[union-attr]
        office.process.calls_left = lives
        lives += 1
        assert lives < 60
        job = office.progress(identity)["id"]
        try:
            office.worker.run(job, lambda: True)
        except Crash:
            continue

    assert lives > 3
    assert [len(office.replies(one)) for one in filed] == [1, 1]
    told = office.progress(identity)
    assert (told["answered"], told["skipped"], told["failed"]) == (2, 0, 0)


def test_linking_killed_between_any_two_calls_links_and_counts_once(office: Office) -> None:
    filed = office.file(2)
    identity = office.opened(filed)
    job = office.incidents.load(identity).job  # type: ignore[union-attr]
    assert job is not None

    for life in range(30):
        office.process.calls_left = life
        try:
            office.worker.run(job, lambda: True)
        except Crash:
            continue

    incident = office.incidents.load(identity)
    assert incident is not None
    assert (incident.linked, incident.job) == (2, None)
    assert {office.world.stored(one).complaint.incident for one in filed} == {identity}
    members = office.incidents.members(identity, None, 10)[0]
    assert Counter(member.state for member in members) == {MemberState.LINKED: 2}


def test_nothing_is_closed_or_begun_while_an_answer_is_on_its_way(office: Office) -> None:
    identity = office.linked(office.file(1))
    office.desk.broadcast(LEAD, identity, Said("已修复。"), None, None, office.now)

    for attempt in (
        lambda: office.desk.close(LEAD, identity, "水泵。", CAUSE, office.now),
        lambda: office.desk.broadcast(LEAD, identity, Said("又一次。"), None, None, office.now),
        lambda: office.desk.confirm(LEAD, identity, None, office.now),
    ):
        assert refusal(attempt) == (409, "job_running")

    office.work(identity)
    closed = office.desk.close(LEAD, identity, "水泵。", CAUSE, office.now)
    assert (closed["status"], closed["outcome"]["cause"], closed["linked"]) == ("closed", "material", 1)


def test_the_same_wish_under_a_key_is_granted_once(office: Office) -> None:
    filed = office.file(1)
    key = "a-key-of-sixteen-signs"
    identity = office.opened(filed, key)
    office.now += timedelta(minutes=5)
    assert office.opened(filed, key) == identity
    assert refusal(lambda: office.opened([], key))[0] == 422
    office.work(identity)

    for _ in range(2):
        office.desk.broadcast(LEAD, identity, Said("已修复。"), None, key, office.now)
    office.work(identity)
    office.desk.broadcast(LEAD, identity, Said("已修复。"), None, key, office.now)

    assert len(office.replies(filed[0])) == 1
    assert (
        refusal(lambda: office.desk.broadcast(LEAD, identity, Said("别的。"), None, key, office.now))[0]
        == 422
    )


def test_the_same_wish_is_answered_as_then_when_its_case_has_gone_to_another_city(office: Office) -> None:
    filed = office.file(1)
    key = "a-key-of-sixteen-signs"
    identity = office.opened(filed, key)
    moved = Transfer("gz-care", "It is in Guangzhou.", "gz")
    apply(office.world.store, office.world.rulebook, office.world.stored(filed[0]), moved, ZHAO, office.now)

    assert office.opened(filed, key) == identity
    assert refusal(lambda: office.opened(filed))[0] == 422


def test_a_case_is_in_one_incident_of_its_own_city_that_is_open(office: Office) -> None:
    [filed] = office.file(1)
    one, other = office.linked([filed]), office.opened([])

    def link(identity: str) -> Callable[[], None]:
        return lambda: linked(office, filed, identity)

    assert refusal(link(one)) == (409, "already_linked")
    assert refusal(link(other)) == (409, "linked_elsewhere")
    linked(office, filed, None)
    assert office.incidents.load(one).linked == 0  # type: ignore[union-attr]
    office.desk.close(LEAD, other, "无。", CAUSE, office.now)
    assert refusal(link(other)) == (409, "incident_not_open")
    assert refusal(link("0123456789ABCDEF"))[0] == 422
    linked(office, filed, one)
    assert office.incidents.load(one).linked == 1  # type: ignore[union-attr]


def test_linking_a_case_is_a_read_and_a_transaction(office: Office) -> None:
    [filed] = office.file(1)
    identity = office.opened([])

    with office.world.engine.counter.during() as spent:
        linked(office, filed, identity)

    assert dict(spent.requests) == {"GetItem": 1, "TransactWriteItems": 1}


def test_an_incident_of_another_city_is_nobodys_elses(office: Office) -> None:
    identity = office.opened([])

    assert refusal(lambda: office.desk.one(ELSEWHERE, identity, 5, None, office.now))[0] == 403
    assert refusal(lambda: office.desk.one(LEAD, "0" * 16, 5, None, office.now))[0] == 404
    assert office.desk.page(ELSEWHERE, None, None, 5, None, office.now)["items"] == []
    [card] = office.desk.page(LEAD, None, None, 5, None, office.now)["items"]
    assert card["id"] == identity


def test_storage_out_of_reach_ends_the_invocation_and_not_the_job(office: Office) -> None:
    filed = office.file(1)
    identity = office.opened(filed)
    office.process.calls_left = 1
    with pytest.raises((Crash, StorageUnavailable)):
        office.work(identity)
    office.process.calls_left = 10**6
    office.now += timedelta(hours=1)
    office.work(identity)

    assert office.world.stored(filed[0]).complaint.incident == identity


def linked(office: Office, filed: Filed, identity: str | None) -> None:
    command, actor = Link(identity), Actor("staff", "li")
    proviso = linking(command, actor, office.now)
    stored = office.world.stored(filed)
    apply(office.world.store, office.world.rulebook, stored, command, actor, office.now, proviso)


def refusal(attempt: Callable[[], object]) -> tuple[int, object]:
    with pytest.raises(Problem) as refused:
        attempt()
    return refused.value.status, refused.value.extra.get("reason")
