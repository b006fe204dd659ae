"""Who may do what, as callers see it: 401, 403, and nothing done."""

from typing import Any

import pytest

from tests.contract.service import (
    ADMIN,
    AGENT,
    AUDITOR,
    GROUP,
    LEAD,
    MARKETING,
    Service,
    filing,
    staff,
)

BODIES: dict[str, dict[str, Any]] = {
    "claim": {},
    "assign": {"to": "han"},
    "acknowledge": {},
    "triage": {"severity": "high"},
    "reply": {"text": "一"},
    "note": {"text": "一"},
    "ask": {"text": "一"},
    "resolve": {"summary": "一", "cause": "design", "department": "design"},
    "reject": {"reason": "一"},
    "extend": {"clock": "resolve", "until": "2026-12-31T00:00:00Z", "reason": "一"},
    "reopen": {"reason": "一"},
    "close": {},
}
FOR_HEADS = {"assign", "reject", "extend", "close"}
NOBODY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("no claims", {}),
    ("no id", {"cognito:groups": "[agent city:sz]"}),
    ("an empty id", {"sub": "", "cognito:groups": "[agent city:sz]"}),
    ("an id that is no text", {"sub": 7, "cognito:groups": "[agent city:sz]"}),
)
ODD_GROUPS: tuple[Any, ...] = (
    None,
    "",
    "[]",
    "[hq]",
    "[AGENT hq]",
    "agents",
    7,
    {"agent": True},
    [["agent"]],
)


@pytest.fixture(scope="module")
def a_case(shared_service: Service) -> dict[str, Any]:
    """A case of Shenzhen."""
    return shared_service.file()


@pytest.mark.parametrize("command", sorted(BODIES))
def test_those_who_only_read_and_those_of_other_cities_command_nothing(
    shared_service: Service, a_case: dict[str, Any], command: str
) -> None:
    before = shared_service.snapshot()

    for who in (AUDITOR, MARKETING, staff("x", "lead", "city:bj")):
        answer = shared_service.do(a_case, command, BODIES[command], who)
        assert (answer.status, answer.problem) == (403, "forbidden")

    assert shared_service.snapshot() == before


@pytest.mark.parametrize("command", sorted(BODIES))
def test_what_takes_a_promise_away_is_for_leads_and_managers(
    shared_service: Service, a_case: dict[str, Any], command: str
) -> None:
    agent = shared_service.do(a_case, command, BODIES[command], AGENT)
    heads = [shared_service.do(a_case, command, BODIES[command], who) for who in (LEAD, GROUP)]

    # Whether the state allows it is another question: each of them gets as far as that.
    assert (agent.status == 403) == (command in FOR_HEADS)
    assert all(answer.status in {200, 409} for answer in heads)


@pytest.mark.parametrize("claims", [claims for _, claims in NOBODY], ids=[name for name, _ in NOBODY])
def test_a_token_without_an_id_is_nobodys(
    shared_service: Service, a_case: dict[str, Any], claims: dict[str, Any]
) -> None:
    answers = [
        shared_service.get("/api/desk/complaints", claims or {"iss": "x"}),
        shared_service.case(a_case, claims or {"iss": "x"}),
        shared_service.do(a_case, "claim", {}, claims or {"iss": "x"}),
        shared_service.post("/api/desk/complaints", filing(channel="hotline"), claims),
        shared_service.post("/api/imports", {}, claims),
        shared_service.get("/api/imports/0123456789ABCDEF", claims),
    ]

    assert {(answer.status, answer.problem) for answer in answers} == {(401, "unauthorized")}
    assert {answer.headers["www-authenticate"] for answer in answers} == {"Bearer"}


@pytest.mark.parametrize("groups", ODD_GROUPS, ids=repr)
def test_odd_groups_give_no_role(shared_service: Service, groups: Any) -> None:
    answer = shared_service.get("/api/desk/complaints", {"sub": "li", "cognito:groups": groups})

    assert (answer.status, answer.problem) == (403, "forbidden")


@pytest.mark.parametrize(
    "groups", [["agent", "city:sz"], "agent,city:sz", "[agent city:sz]", '["agent", "city:sz"]']
)
def test_groups_are_read_as_issuers_and_gateways_write_them(shared_service: Service, groups: Any) -> None:
    assert shared_service.get("/api/desk/complaints", {"sub": "li", "groups": groups}).status == 200


def test_a_role_without_a_city_lists_nothing_and_reads_nothing(service: Service) -> None:
    filed = service.file()
    nowhere = staff("li", "agent")

    assert service.get("/api/desk/complaints", nowhere).json["items"] == []
    assert service.get("/api/desk/complaints", nowhere, city="sz").status == 403
    assert service.case(filed, nowhere).status == 403


def test_marketing_has_nothing_to_do_on_the_desk(service: Service) -> None:
    filed = service.file()

    answers = [
        service.get("/api/desk/complaints", MARKETING),
        service.case(filed, MARKETING),
        service.post("/api/desk/complaints", filing(channel="hotline"), MARKETING),
    ]

    assert {answer.status for answer in answers} == {403}


def test_readers_read_and_do_not_file(service: Service) -> None:
    filed = service.file()

    for reader in (AUDITOR, ADMIN):
        assert service.case(filed, reader).status == 200
        assert service.get("/api/desk/complaints", reader, view="all").status == 200
        assert service.post("/api/desk/complaints", filing(channel="hotline"), reader).status == 403


def test_nobody_files_for_a_city_that_is_not_theirs(service: Service) -> None:
    before = service.snapshot()

    answer = service.post("/api/desk/complaints", filing(channel="hotline", city="bj"), AGENT)

    assert (answer.status, service.snapshot()) == (403, before)


def test_who_asks_is_checked_before_what_they_ask(service: Service) -> None:
    answers = [
        service.post("/api/desk/complaints", {"nonsense": 1}, {"iss": "x"}),
        service.ask("POST", "/api/desk/complaints/0000-0000-0/claim", body="{", claims={"iss": "x"}),
        service.get("/api/desk/complaints", {"iss": "x"}, limit="abc"),
    ]

    assert {answer.status for answer in answers} == {401}
