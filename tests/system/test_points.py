"""Points in the running system: earned by an event, spent by many at once, returned, and proved."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from infra.audit_points import audit
from infra.local.stack import LocalStack
from tests.system.client import Answer, Client, eventually
from tests.system.test_membership import MAIL, ask_code, cookie_of, joining, with_cookie

AT_ONCE = 120
THREADS = 12
GIVEN = 1950
COFFEES = 20
"""What joining (100) and the desk (1950) have given is enough for so many at 100 each."""


@dataclass(frozen=True)
class Member:
    """A member with a browser."""

    client: Client
    id: str
    cookie: str

    def points(self) -> dict[str, Any]:
        """Look at one's points."""
        answer = with_cookie(self.client, self.cookie, "GET", "/api/members/me/points")
        assert answer.status == 200, answer.body
        found: dict[str, Any] = answer.json
        return found

    def redeem(self, key: str) -> Answer:
        """Buy a coffee."""
        key = f"{key}-of-sixteen-signs"
        path, body = "/api/members/me/points", {"reward": "coffee"}
        return with_cookie(self.client, self.cookie, "POST", path, body, **{"Idempotency-Key": key})


@pytest.fixture(scope="module")
def member(stack: LocalStack, anyone: Client) -> Member:
    """Give somebody who has just joined, and has the points for it."""
    email = MAIL.format("points")
    joined = anyone.post("/api/members", joining(email, ask_code(stack, anyone, email)))
    assert joined.status == 201, joined.body
    member = Member(anyone, joined.json["id"], cookie_of(joined))
    eventually(lambda: member.points()["balance"] == 100)
    return member


def test_many_at_once_spend_what_there_is_and_no_more(stack: LocalStack, member: Member) -> None:
    lead = Client(stack.description()["url"], stack.token("lead"))
    path = f"/api/desk/members/{member.id}/points"
    given = lead.post(path, {"amount": GIVEN, "source": "SYSTEM-1", "reason": "开业活动。"})
    assert given.status == 201, given.body

    with ThreadPoolExecutor(THREADS) as pool:
        answers = dict(enumerate(pool.map(lambda place: member.redeem(f"key-{place}"), range(AT_ONCE))))
    # Who met too many others was told to try again with the same key.
    for place, answer in answers.items():
        if answer.status == 503:
            answers[place] = member.redeem(f"key-{place}")

    came_of_it = Counter(answer.status for answer in answers.values())
    assert came_of_it == {201: COFFEES, 409: AT_ONCE - COFFEES}
    vouchers = {answer.json["voucher"] for answer in answers.values() if answer.status == 201}
    assert len(vouchers) == COFFEES
    assert member.points()["balance"] == GIVEN + 100 - 100 * COFFEES

    bought = next(answer.json["entry"] for answer in answers.values() if answer.status == 201)
    returned = lead.post(f"{path}/{bought}/reverse", {"reason": "门店停业。"})
    assert (returned.status, returned.json["amount"]) == (200, 100)
    seen = lead.get(path)
    assert (seen.status, seen.json["balance"]) == (200, GIVEN + 200 - 100 * COFFEES)

    found = audit(stack.client("dynamodb"), stack.description()["outputs"]["MembersTable"])
    assert found.wrong == []
    assert found.clean
