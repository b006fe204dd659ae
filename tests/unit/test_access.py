"""Who may do what."""

from typing import Any

import pytest

from hearthline.platform.access import (
    ALLOWED,
    ROLES,
    Action,
    Principal,
    authorize,
    authorize_feed,
    principal_from_claims,
    visible_cities,
)
from hearthline.platform.problems import Problem

READS = {
    Action.LIST,
    Action.READ,
    Action.READ_DOCUMENT,
    Action.READ_MEMBER,
    Action.READ_HOME_VISIT,
    Action.READ_LETTER,
}
CASEWORK = READS | {
    Action.FILE,
    Action.CLAIM,
    Action.ACKNOWLEDGE,
    Action.TRIAGE,
    Action.REPLY,
    Action.NOTE,
    Action.ASK,
    Action.RESOLVE,
    Action.REOPEN,
    Action.HEARD,
    Action.TRANSFER,
    Action.LINK,
    Action.OFFER,
    Action.VISIT,
    Action.VISITED,
    Action.FINISH,
    Action.ATTACH,
    Action.PROPOSE,
    Action.EDIT_MEMBER,
    Action.MAKE_HOME_VISIT,
}
HEADS = {
    Action.ASSIGN,
    Action.REJECT,
    Action.EXTEND,
    Action.CLOSE,
    Action.MERGE,
    Action.APPROVE,
    Action.DECLINE,
    Action.PUBLISH,
    Action.HIDE,
    Action.LEAD_INCIDENT,
    Action.ADJUST_POINTS,
    Action.LIFT_SUPPRESSION,
    Action.ASSIGN_HOME_VISIT,
    Action.WRITE_LETTER,
}
MARKETING_READS = {Action.READ_SEGMENT, Action.READ_CAMPAIGN, Action.READ_RESULTS}
MAY = {
    "agent": CASEWORK,
    "lead": CASEWORK | HEADS | {Action.READ_REPORT},
    "manager": CASEWORK
    | HEADS
    | {Action.IMPORT, Action.DECIDE, Action.SEE_RECIPIENTS, Action.EXPORT_ANSWERS, Action.READ_REPORT}
    | MARKETING_READS,
    "auditor": READS | {Action.AUDIT, Action.READ_REPORT} | MARKETING_READS,
    "admin": READS | {Action.IMPORT, Action.EDIT_DOCUMENT, Action.AUDIT, Action.SERVE_PERSON},
    "marketing": MARKETING_READS
    | {Action.EDIT_SEGMENT, Action.EDIT_CAMPAIGN, Action.SEE_RECIPIENTS, Action.EXPORT_ANSWERS},
}


def staff(*roles: str, cities: tuple[str, ...] = ("hz",), hq: bool = False) -> Principal:
    return Principal("li", frozenset(roles), frozenset(cities), hq)


def allowed(principal: Principal, action: Action, city: str | None) -> bool:
    try:
        authorize(principal, action, city)
    except Problem as problem:
        return problem.status != 403
    return True


def test_every_role_and_every_action_is_decided() -> None:
    assert set(MAY) == ROLES
    assert set(ALLOWED) == set(Action)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_may_do_its_own_actions_and_no_others(role: str, action: Action) -> None:
    assert allowed(staff(role), action, "hz") == (action in MAY[role])


@pytest.mark.parametrize("action", Action)
def test_another_city_is_out_of_reach_whatever_the_role(action: Action) -> None:
    everything = staff(*ROLES)
    assert allowed(everything, action, "hz")
    assert not allowed(everything, action, "sz")
    assert not allowed(everything, action, "")


def test_headquarters_reach_every_city_within_their_roles() -> None:
    assert allowed(staff("manager", cities=(), hq=True), Action.ASSIGN, "sz")
    assert not allowed(staff("auditor", cities=(), hq=True), Action.ASSIGN, "sz")


def test_all_cities_at_once_are_for_headquarters() -> None:
    assert not allowed(staff("manager"), Action.IMPORT, None)
    assert allowed(staff("manager", hq=True), Action.IMPORT, None)


def test_one_role_of_several_is_enough() -> None:
    assert allowed(staff("marketing", "agent"), Action.CLAIM, "hz")


def test_one_lists_the_cities_of_ones_scope() -> None:
    assert visible_cities(staff("agent", cities=("hz", "sz"))) == frozenset({"hz", "sz"})
    assert visible_cities(staff("auditor", cities=())) == frozenset()
    assert visible_cities(staff("auditor", hq=True)) is None
    with pytest.raises(Problem) as caught:
        visible_cities(staff("marketing", hq=True))
    assert caught.value.status == 403


@pytest.mark.parametrize("claim", ["cognito:groups", "groups"])
@pytest.mark.parametrize(
    "groups",
    [
        ["agent", "city:hz", "city:sz", "chess-club"],
        "[agent city:hz city:sz chess-club]",
        "agent,city:hz,city:sz,chess-club",
        "[agent, city:hz, city:sz]",
        '["agent","city:hz","city:sz"]',
        "agent city:hz city:sz",
    ],
)
def test_groups_are_read_in_every_form_a_gateway_writes(claim: str, groups: object) -> None:
    read = principal_from_claims({"sub": "u-1", claim: groups}, "sub")
    assert read == Principal("u-1", frozenset({"agent"}), frozenset({"hz", "sz"}), hq=False)


def test_headquarters_are_a_group_too() -> None:
    read = principal_from_claims({"username": "wang", "groups": "[manager hq]"}, "username")
    assert read == Principal("wang", frozenset({"manager"}), frozenset(), hq=True)
    assert read.sees("anywhere")


@pytest.mark.parametrize(
    "groups", [None, "", "[]", [], "city:hz", ["hq"], "Agent", "agents", 7, [["agent"]], "city:"]
)
def test_without_a_role_there_is_no_way_in(groups: Any) -> None:
    with pytest.raises(Problem) as caught:
        principal_from_claims({"sub": "u-1", "groups": groups}, "sub")
    assert caught.value.status == 403


@pytest.mark.parametrize("claims", [{}, {"sub": ""}, {"sub": 7}, {"username": "li"}])
def test_a_token_that_names_nobody_is_no_credential(claims: dict[str, Any]) -> None:
    with pytest.raises(Problem) as caught:
        principal_from_claims({**claims, "groups": ["agent"]}, "sub")
    assert caught.value.status == 401


def test_a_city_without_a_code_is_no_city() -> None:
    read = principal_from_claims({"sub": "u-1", "groups": ["agent", "city:"]}, "sub")
    assert read.cities == frozenset()


@pytest.mark.parametrize(
    "claims",
    [
        {"scope": "feed"},
        {"scope": "hearthline/feed"},
        {"scope": "openid https://api.example/feed profile"},
        {"scope": "[hearthline/feed openid]"},
        {"scp": ["hearthline/feed"]},
        {"scp": "feed"},
    ],
)
def test_the_sales_system_is_known_by_its_scope(claims: dict[str, Any]) -> None:
    assert authorize_feed({**claims, "client_id": "sales"}) == "sales"


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"scope": ""},
        {"scope": "feeds"},
        {"scope": "feed/read"},
        {"scope": "hearthline/newsfeed"},
        {"scope": "openid", "scp": "feed"},
        {"scope": 7},
        {"cognito:groups": "[feed hearthline/feed admin hq]"},
    ],
)
def test_nobody_else_tells_of_homes(claims: dict[str, Any]) -> None:
    with pytest.raises(Problem) as caught:
        authorize_feed({**claims, "client_id": "sales", "username": "ann"})
    assert caught.value.status == 403


@pytest.mark.parametrize(
    ("claims", "client"),
    [
        ({"client_id": "a", "azp": "b", "sub": "c"}, "a"),
        ({"azp": "b", "sub": "c"}, "b"),
        ({"client_id": "", "sub": "c"}, "c"),
    ],
)
def test_the_client_is_named_by_the_claim_that_its_issuer_writes(claims: dict[str, Any], client: str) -> None:
    assert authorize_feed({**claims, "scope": "feed"}) == client


def test_a_token_of_no_client_is_no_credential() -> None:
    with pytest.raises(Problem) as caught:
        authorize_feed({"scope": "feed"})
    assert caught.value.status == 401
