"""A member's way through the running system: joining, telling a friend, a sale, and what comes of it."""

import re
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.platform.instants import read_instant
from infra.local.stack import LocalStack
from tests.system.client import Answer, Client, eventually


class Member:
    """Somebody in a browser, who reads the mails that are sent to them."""

    def __init__(self, stack: LocalStack, email: str, **joining: Any) -> None:
        self.client = Client(stack.description()["url"])
        self.origin = {"Origin": stack.description()["url"]}
        asked = self.client.post("/api/session/code", {"email": email}, **self.origin)
        assert asked.status == 202
        code = eventually(lambda: _code(stack, email))
        body = {
            "name": "王小明",
            "birth_date": "1990-05-01",
            "contact": {"email": email},
            "code": code,
            "consents": {"terms": True},
            "city": "sz",
            **joining,
        }
        joined = self.client.post("/api/members", body, **self.origin)
        assert joined.status == 201, joined.body
        self.cookie = joined.headers["Set-Cookie"].partition(";")[0]
        self.id = joined.json["id"]

    def get(self, path: str = "") -> Answer:
        """Read something of one's own."""
        headers = {"Cookie": self.cookie, **self.origin}
        return self.client.call("GET", f"/api/members/me{path}", headers=headers)


def _code(stack: LocalStack, email: str) -> str | None:
    found = [re.search(r"\b\d{6}\b", one.text) for one in stack.mailbox().messages() if one.to == email]
    return next((one.group() for one in found if one), None)


def test_a_friend_who_buys_makes_the_referrer_richer_and_a_cancellation_takes_it_back(
    stack: LocalStack, anyone: Client
) -> None:
    mark = uuid.uuid4().hex[:8]
    wang, li = f"wang-{mark}@example.com", f"li-{mark}@example.com"
    before = anyone.post(
        "/api/complaints",
        {
            "kind": "repair",
            "title": "客厅漏水",
            "text": "下雨后漏水。",
            "city": "sz",
            "contact": {"name": "王小明", "email": wang},
        },
    ).json
    referrer = Member(stack, wang)
    code = referrer.get("/referrals").json["code"]
    friend = Member(stack, li, name="李雷", referral_code=code)
    feed = Client(stack.description()["url"], stack.token("feed"))
    joined_at = friend.get().json["joined_at"]
    today = read_instant(joined_at).astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat()

    def tell(kind: str, **facts: Any) -> None:
        home = {"city": "sz", "project": "海岸花园", "building": mark, "unit": "1801"}
        event = {
            "event_id": f"{kind}-{mark}",
            "type": kind,
            "occurred_at": joined_at,
            "home": home,
            "contract": f"HT-{mark}",
            **facts,
        }
        answer = feed.post("/api/feed/events", {"events": [event]})
        assert [one["outcome"] for one in answer.json["results"]] == ["accepted"], answer.body

    def status() -> list[str]:
        return [one["status"] for one in referrer.get("/referrals").json["items"]]

    # The handover is told first, as feeds will.
    tell("handed_over", handed_over_on=today)
    buyer = {"customer_id": f"C-{mark}", "name": "李雷", "email": li}
    tell("contract_signed", signed_on=today, buyers=[buyer])

    eventually(lambda: status() == ["completed"])
    eventually(lambda: referrer.get("/points").json["balance"] == 2100)
    assert referrer.get("/referrals").json["items"][0]["name"] == "李**"
    eventually(lambda: friend.get().json["tier"] == "senior")
    eventually(lambda: friend.get("/points").json["balance"] == 5100)
    eventually(lambda: bool(referrer.get("/complaints").json["items"]))
    assert referrer.get("/complaints").json["items"][0]["number"] == before["number"]

    tell("contract_cancelled", cancelled_on=today)

    eventually(lambda: status() == ["clawed_back"])
    eventually(lambda: friend.get().json["tier"] == "member")
    eventually(lambda: referrer.get("/points").json["balance"] == 100)
    eventually(lambda: friend.get("/points").json["balance"] == 100)
