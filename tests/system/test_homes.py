"""Homes in the running system: what the sales system tells reaches their owners, and the cases about them."""

import uuid
from typing import Any

from infra.local.stack import LocalStack
from tests.system.client import Client, eventually
from tests.system.test_membership import ask_code, cookie_of, joining, with_cookie


def events(unit: str, email: str) -> list[dict[str, Any]]:
    """Give the events of a home, its handover before its signing."""
    home = {"city": "sz", "project": "海岸花园", "building": "8栋", "unit": unit}
    contract = f"HT-{unit}"

    def event(kind: str, day: str, **facts: Any) -> dict[str, Any]:
        at = f"{day}T04:00:00.000Z"
        return {"event_id": f"{kind}-{unit}", "type": kind, "occurred_at": at, "home": home, **facts}

    return [
        event("handed_over", "2025-06-30", contract=contract, handed_over_on="2025-06-30"),
        event("home_described", "2024-01-10", contractors={"main": "中建三局"}, warranties={"finishing": 24}),
        event(
            "contract_signed",
            "2024-03-01",
            contract=contract,
            signed_on="2024-03-01",
            buyers=[{"customer_id": f"C-{unit}", "name": "王小明", "email": email}],
        ),
    ]


def test_what_the_sales_system_tells_reaches_owner_catalog_and_case(stack: LocalStack) -> None:
    url = stack.description()["url"]
    anyone, sales = Client(url), Client(url, stack.token("feed"))
    unit, email = uuid.uuid4().hex[:6], f"owner-{uuid.uuid4().hex[:8]}@example.com"
    told = events(unit, email)

    answer = sales.post("/api/feed/events", {"events": [*told, told[0]]})

    assert [one["outcome"] for one in answer.json["results"]] == [*["accepted"] * 3, "duplicate"]
    place = "city=sz&project=%E6%B5%B7%E5%B2%B8%E8%8A%B1%E5%9B%AD&building=8%E6%A0%8B"
    units = anyone.get(f"/api/catalog/units?{place}&limit=100").json["items"]
    assert unit in [one["name"] for one in units]

    code = ask_code(stack, anyone, email)
    joined = anyone.post("/api/members", joining(email, code))
    assert joined.status == 201, joined.body
    cookie = cookie_of(joined)
    (home,) = eventually(lambda: with_cookie(anyone, cookie, "GET", "/api/members/me/homes").json["items"])
    assert (home["home"]["unit"], home["state"]) == (unit, "handed_over")
    assert home["warranties"] == [{"part": "finishing", "months": 24, "until": "2027-06-29"}]

    filed = anyone.post(
        "/api/complaints",
        {
            "kind": "repair",
            "title": "墙面起皮",
            "text": "客厅墙面起皮。",
            "city": "sz",
            "category": "finishing",
            "home": {"project": "海岸花园", "building": "8栋", "unit": unit},
            "contact": {"name": "王小明", "email": email},
        },
    ).json
    agent = Client(url, stack.token("agent"))
    path = f"/api/desk/complaints/{filed['number']}"
    case = eventually(lambda: [case for case in [agent.get(path).json] if case["warranty"]])[0]
    assert case["filer"] == "customer"
    assert (case["warranty"]["part"], case["warranty"]["until"]) == ("finishing", "2027-06-29")
    followed = anyone.get(f"/api/complaints/{filed['number']}?key={filed['key']}")
    assert "中建三局" not in str(followed.body)
