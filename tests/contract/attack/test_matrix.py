"""Each route of staff, by each role, for its own city and another: in by the one table of access, or not."""

from typing import Any

import pytest

from hearthline.platform.access import ALLOWED, ROLES
from tests.contract.answer import Answer
from tests.contract.attack.rights import STAFF, known, of_staff, unknown
from tests.contract.service import Service, staff
from tests.contract.test_every_page import visiting
from tests.every_page.world import World


@pytest.fixture(scope="module")
def world(shared_service: Service) -> World:
    return visiting(shared_service).world


def asked(service: Service, route: str, address: str, who: dict[str, Any]) -> Answer:
    path, _, query = address.partition("?")
    method, body = route.partition(" ")[0], STAFF[route].body
    sent = None if body is None else dict(body)
    return service.ask(method, path, query=query, json_body=sent, claims=who)


def test_every_route_of_staff_is_tried() -> None:
    assert set(of_staff()) == set(STAFF)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_lacks_the_role_gets_nowhere_and_learns_nothing(
    shared_service: Service, world: World, role: str
) -> None:
    who = staff(f"attacker-{role}", role, "hq")
    let_in = {}
    for route, right in STAFF.items():
        if role in ALLOWED[right.action]:
            continue
        there, not_there = (
            asked(shared_service, route, address, who)
            for address in (known(route, right, world), unknown(route))
        )
        told = [(answer.status, answer.json.get("detail")) for answer in (there, not_there)]
        if told[0] != told[1] or there.status != 403:
            let_in[route] = told

    assert let_in == {}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_has_the_role_in_another_city_gets_nothing_of_this_one(
    shared_service: Service, world: World, role: str
) -> None:
    who = staff(f"elsewhere-{role}", role, "city:bj")
    got = {}
    for route, right in STAFF.items():
        if role not in ALLOWED[right.action] or not right.local or not right.at:
            continue
        answer = asked(shared_service, route, known(route, right, world), who)
        listed = answer.status == 200 and answer.json.get("items") == []
        if not listed and answer.status not in {403, 404}:
            got[route] = (answer.status, answer.text[:200])

    assert got == {}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_has_the_role_everywhere_is_let_in(shared_service: Service, world: World, role: str) -> None:
    who = staff(f"somebody-{role}", role, "hq")
    kept_out = {
        route: answer.status
        for route, right in STAFF.items()
        if role in ALLOWED[right.action]
        and (answer := asked(shared_service, route, unknown(route), who)).status in {401, 403}
    }

    assert kept_out == {}
