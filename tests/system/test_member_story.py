"""What one sale means to members, from the feed to points and tiers, within every function's rights."""

import uuid
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.platform.instants import instant
from hearthline.platform.surroundings import utc_now
from infra.local.stack import LocalStack
from tests.system.client import Client, eventually
from tests.system.test_membership import ask_code, cookie_of, joining, with_cookie
from tests.system.test_stack import denials

RUN = uuid.uuid4().hex[:8]
HOME = {"city": "sz", "project": "海岸花园", "building": f"story-{RUN}", "unit": "1801"}
CONTRACT = f"HT-{RUN}"


class Member:
    """Somebody who has joined with an address of their own."""

    def __init__(self, stack: LocalStack, anyone: Client, name: str, **more: Any) -> None:
        self.email = f"{name}-{RUN}@example.com"
        self._anyone = anyone
        joined = anyone.post(
            "/api/members", {**joining(self.email, ask_code(stack, anyone, self.email)), **more}
        )
        assert joined.status == 201, joined.body
        self.record = joined.json
        self._cookie = cookie_of(joined)

    def ask(self, method: str, path: str = "", body: Any = None) -> Any:
        """Ask for something of one's own; give the answer."""
        return with_cookie(self._anyone, self._cookie, method, f"/api/members/me{path}", body)

    def sources(self) -> list[str]:
        """Give what one's points came from."""
        return [str(line["source"]).partition(":")[0] for line in self.ask("GET", "/points").json["items"]]


def sold(buyer: Member) -> list[dict[str, Any]]:
    """Give the sales system's events about a home sold and handed over today, the later one first.

    A purchase and a referral count for who was a member when the contract was signed.
    """
    now = utc_now()
    today = f"{now.astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m-%d}"
    signed = {"event_id": f"signed-{RUN}", "type": "contract_signed", "signed_on": today}
    handed = {"event_id": f"handed-{RUN}", "type": "handed_over", "handed_over_on": today}
    customer = {"customer_id": f"C-{RUN}", "name": "王小明", "email": buyer.email}
    common = {"home": HOME, "contract": CONTRACT}
    return [
        {**common, **handed, "occurred_at": instant(now)},
        {**common, **signed, "occurred_at": instant(now - timedelta(minutes=1)), "buyers": [customer]},
    ]


def test_a_referred_purchase_reaches_everybody_whom_it_concerns(stack: LocalStack, anyone: Client) -> None:
    referrer = Member(stack, anyone, "referrer")
    buyer = Member(stack, anyone, "buyer", referral_code=referrer.record["referral_code"])
    sales = Client(stack.description()["url"], stack.token("feed"))

    events = sold(buyer)
    for outcome in ("accepted", "duplicate"):
        answer = sales.post("/api/feed/events", {"events": events})
        assert [each["outcome"] for each in answer.json["results"]] == [outcome] * 2, answer.body

    eventually(lambda: buyer.ask("GET", "/homes").json["items"])
    eventually(lambda: "purchase" in buyer.sources())
    eventually(lambda: buyer.ask("GET").json["tier"] == "senior")
    eventually(lambda: "referral" in referrer.sources())
    assert sorted(buyer.sources()) == ["joining", "purchase"]
    assert sorted(referrer.sources()) == ["joining", "referral"]
    assert referrer.ask("GET", "/referrals").json["completed"] == 1
    agent = Client(stack.description()["url"], stack.token("agent"))
    case = anyone.post("/api/complaints", complaint_of(buyer)).json
    eventually(lambda: buyer.ask("GET", "/complaints").json["items"])
    assert agent.get(f"/api/desk/complaints/{case['number']}").status == 200
    assert denials(stack) == []


def test_a_member_is_given_all_that_is_kept_and_then_taken_out(stack: LocalStack, anyone: Client) -> None:
    member = Member(stack, anyone, "leaver")
    admin = Client(stack.description()["url"], stack.token("admin"))

    assert member.ask("POST", "/export", {}).status == 202
    eventually(lambda: member.ask("GET", "/export").json["file_url"])
    assert member.ask("DELETE").status == 202

    eventually(lambda: admin.get(f"/api/desk/members?email={member.email}").json["items"] == [])
    assert member.ask("GET").status == 401
    assert denials(stack) == []


def complaint_of(member: Member) -> dict[str, Any]:
    """Build the filing of a complaint by a member, about their home."""
    return {
        "kind": "repair",
        "title": "客厅天花板漏水",
        "text": "上周下雨后客厅天花板开始漏水。",
        "city": "sz",
        "home": {part: value for part, value in HOME.items() if part != "city"},
        "contact": {"name": "王小明", "email": member.email},
    }
