"""A member's way through the running system: a code by mail, joining, leaving and coming back."""

import json
import re
from typing import Any

import pytest

from infra.local.mailbox import Message
from infra.local.stack import LocalStack
from tests.system.client import Answer, Client, eventually

MAIL = "member-{}@example.com"


def codes_sent(stack: LocalStack, to: str) -> list[str]:
    """Give the codes that an address was sent, newest first."""
    caught = [mail for mail in stack.mailbox().messages() if mail.to == to and "验证码" in mail.subject]
    found = [re.search(r"\d{6}", mail.text) for mail in caught]
    return [code[0] for code in found if code]


def ask_code(stack: LocalStack, anyone: Client, email: str) -> str:
    """Ask for a code and wait for it."""
    before = codes_sent(stack, email)
    assert anyone.post("/api/session/code", {"email": email}).status == 202
    return eventually(lambda: [code for code in codes_sent(stack, email) if code not in before])[0]


def welcomes(stack: LocalStack, to: str) -> list[Message]:
    return [mail for mail in stack.mailbox().messages() if mail.to == to and "欢迎" in mail.subject]


def joining(email: str, code: str) -> dict[str, Any]:
    return {
        "name": "王小明",
        "birth_date": "1990-05-01",
        "contact": {"email": email},
        "code": code,
        "consents": {"terms": True, "survey": {"email": True}},
        "city": "sz",
    }


def with_cookie(
    anyone: Client, cookie: str, method: str, path: str, body: Any = None, **headers: str
) -> Answer:
    sent = {"Cookie": cookie, "Content-Type": "application/json", **headers}
    data = None if body is None else json.dumps(body).encode()
    return anyone.call(method, path, data, sent)


def cookie_of(answer: Answer) -> str:
    return {name.lower(): value for name, value in answer.headers.items()}["set-cookie"].partition(";")[0]


@pytest.fixture(scope="module")
def agent(stack: LocalStack) -> Client:
    """Give the API as an agent of Shenzhen."""
    return Client(stack.description()["url"], stack.token("agent"))


def test_a_member_joins_leaves_and_comes_back(stack: LocalStack, anyone: Client, agent: Client) -> None:
    email = MAIL.format("comes-back")
    joined = anyone.post("/api/members", joining(email, ask_code(stack, anyone, email)))
    assert joined.status == 201, joined.body
    cookie = cookie_of(joined)
    assert with_cookie(anyone, cookie, "GET", "/api/members/me").json["email"] == email
    assert eventually(lambda: welcomes(stack, email))

    withdrawn = with_cookie(anyone, cookie, "PATCH", "/api/members/me/consents", {"survey": {"email": False}})
    assert [each["given"] for each in withdrawn.json["history"]] == [True, True, False]
    found = agent.get(f"/api/desk/members?email={email}").json["items"]
    assert [each["id"] for each in found] == [joined.json["id"]]
    read = agent.get(f"/api/desk/members/{joined.json['id']}")
    assert (read.status, read.json["consents"]["survey"]["email"]) == (200, False)

    assert with_cookie(anyone, cookie, "DELETE", "/api/session").status == 204
    assert with_cookie(anyone, cookie, "GET", "/api/members/me").status == 401
    code = ask_code(stack, anyone, email)
    back = anyone.post("/api/session", {"contact": {"email": email}, "code": code})
    assert (back.status, back.json["id"]) == (200, joined.json["id"])
    again = anyone.post("/api/session", {"contact": {"email": email}, "code": code})
    assert (again.status, again.json["reason"]) == (409, "code_refused")


def test_another_site_changes_nothing_with_a_members_cookie(stack: LocalStack, anyone: Client) -> None:
    email = MAIL.format("another-site")
    joined = anyone.post("/api/members", joining(email, ask_code(stack, anyone, email)))
    cookie, url = cookie_of(joined), stack.description()["url"]

    foreign = with_cookie(
        anyone, cookie, "PATCH", "/api/members/me", {"language": "en"}, Origin="https://elsewhere.example"
    )
    own = with_cookie(anyone, cookie, "PATCH", "/api/members/me", {"language": "en"}, Origin=url)

    assert (foreign.status, own.status) == (403, 200)


def test_a_partner_registered_at_the_desk_is_kept_apart(agent: Client) -> None:
    body = {
        "kind": "partner",
        "name": "李工",
        "phone": "13700137001",
        "city": "sz",
        "tags": ["waterproofing"],
    }

    made = agent.post("/api/desk/members", body, **{"Idempotency-Key": "register-a-partner-once"})
    again = agent.post("/api/desk/members", body, **{"Idempotency-Key": "register-a-partner-once"})

    assert (made.status, again.json) == (201, made.json)
    assert len(agent.get("/api/desk/members?phone=13700137001&kind=partner").json["items"]) == 1
    assert agent.get("/api/desk/members?phone=13700137001&kind=press").json["items"] == []
