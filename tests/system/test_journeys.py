"""What the system is for, over HTTP on the running stack: a complaint goes from a form to a kept promise."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from hearthline.insight.sheets import by_value
from hearthline.insight.store import InsightStore
from hearthline.platform.table import Table
from infra.local.mailbox import Message
from infra.local.stack import LocalStack
from tests.system.client import Client, case_numbers, eventually

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
REPEAT = "Idempotency-Key"
KEPT = ("n", "repairs", "open", "kept:acknowledge", "kept:answer", "answered", "a0")


def filing(email: str, **changes: Any) -> dict[str, Any]:
    """Build a filing about a home of its own: a third one of the same home would be flagged."""
    return {
        "kind": "repair",
        "title": "客厅天花板漏水",
        "text": "上周下雨后客厅天花板开始漏水，请联系 13800138000。",
        "city": "sz",
        "home": {"project": "海岸花园", "building": email.partition("@")[0], "unit": "1801"},
        "contact": {"name": "王小明", "email": email},
        "public": True,
        **changes,
    }


def file(anyone: Client, email: str, **changes: Any) -> dict[str, Any]:
    answer = anyone.post("/api/complaints", filing(email, **changes))
    assert answer.status == 201, answer.body
    return dict(answer.json)


def done(agent: Client, desk: str) -> list[str]:
    """Give what happened to a case, without what the system noted around it in the meantime."""
    kinds = [entry["kind"] for entry in agent.get(desk).json["timeline"]]
    return [kind for kind in kinds if kind != "background"]


def mails(stack: LocalStack, to: str, about: str = "") -> list[Message]:
    caught = stack.mailbox().messages()
    return [mail for mail in caught if mail.to == to and about in mail.subject + mail.text]


def told(stack: LocalStack, to: str, about: str = "") -> list[Message]:
    return eventually(lambda: mails(stack, to, about))


def staff_mail(username: str) -> str:
    return f"{username}@staff.hearthline.example"


@pytest.fixture(scope="module")
def agent(stack: LocalStack) -> Client:
    """Give the API as an agent of Shenzhen."""
    return Client(stack.description()["url"], stack.token("agent"))


@pytest.fixture(scope="module")
def colleague(stack: LocalStack) -> Client:
    """Give the API as another agent of Shenzhen."""
    return Client(stack.description()["url"], stack.token("agent2"))


@pytest.fixture(scope="module")
def lead(stack: LocalStack) -> Client:
    """Give the API as the lead of Shenzhen."""
    return Client(stack.description()["url"], stack.token("lead"))


def test_from_a_form_to_a_kept_promise(stack: LocalStack, anyone: Client, agent: Client) -> None:
    complaint = file(anyone, "kept@example.com")
    number = complaint["number"]
    mail = told(stack, "kept@example.com")[0]
    before = anyone.get("/api/board/promise?city=sz").json["total"]

    listed = case_numbers(agent, "unassigned")
    claimed = agent.post(f"/api/desk/complaints/{number}/claim", {})
    replied = agent.post(f"/api/desk/complaints/{number}/reply", {"text": "王先生您好，工程师今天上门查看。"})

    assert complaint["follow_url"] in mail.text
    assert number in listed
    assert (claimed.status, replied.status) == (200, 200)
    assert (claimed.json["assignee"], replied.json["status"]) == ("agent", "in_progress")
    followed = anyone.get(f"/api/complaints/{number}?key={complaint['key']}").json
    assert [entry["kind"] for entry in followed["timeline"]] == ["received", "replied"]
    post = anyone.get(f"/api/board/{number}")
    assert (post.json["promise_kept"], post.json["name"]) == (True, "王**")
    assert "13800138000" not in post.body.decode()
    after = anyone.get("/api/board/promise?city=sz").json["total"]
    assert (after["kept"], after["answered"]) == (before["kept"] + 1, before["answered"] + 1)
    told(stack, "kept@example.com", "工程师今天上门查看")


class Staying(HTTPRedirectHandler):
    """Goes nowhere: where an answer leads is looked at."""

    def redirect_request(self, *_: Any) -> None:
        return None


def test_a_plain_html_form_is_enough(anyone: Client) -> None:
    fields = {
        "kind": "complaint",
        "title": "楼道灯不亮",
        "text": "三楼楼道灯坏了两周。",
        "city": "sz",
        "contact.name": "李雷",
        "contact.email": "form@example.com",
        "home.unit": "",
    }

    form = Request(f"{anyone.url}/api/complaints", urlencode(fields).encode(), FORM)
    with pytest.raises(HTTPError) as sent:
        build_opener(Staying).open(form, timeout=60)

    with sent.value as answer:
        assert answer.code == 303
        page, _, key = answer.headers["Location"].partition("?key=")
    followed = anyone.get(f"/api/complaints/{page.rpartition('/')[2]}?key={key}")
    assert followed.json["title"] == "楼道灯不亮"


def test_a_broken_promise_is_on_record_at_its_instant_and_told_once(
    stack: LocalStack, anyone: Client, agent: Client
) -> None:
    complaint = file(anyone, "broken@example.com")
    number = complaint["number"]
    # A critical one is due in four hours: a sweep so soon tells nothing of the many cases of other tests.
    triaged = agent.post(f"/api/desk/complaints/{number}/triage", {"severity": "critical"})
    assert triaged.status == 200, triaged.body
    due = next(clock["due_at"] for clock in triaged.json["clocks"] if clock["clock"] == "answer")
    at = (datetime.fromisoformat(due) + timedelta(hours=1)).isoformat()

    stack.sweep(at)
    for who in ("lead", "manager", "group"):
        told(stack, staff_mail(who), number)
    stack.sweep(at)
    barrier = file(anyone, "barrier@example.com")
    told(stack, "barrier@example.com", barrier["number"])

    clocks = anyone.get(f"/api/complaints/{number}?key={complaint['key']}").json["clocks"]
    answer = next(clock for clock in clocks if clock["clock"] == "answer")
    assert (answer["breached_at"], answer["kept"]) == (due, False)
    everybody = Counter(mail.to for mail in stack.mailbox().messages() if number in mail.subject + mail.text)
    # Nobody had taken it: the lead has the handler's share. That it is critical is told to the group alone.
    staff = {staff_mail(who): 1 for who in ("lead", "manager", "group")}
    assert everybody == {"broken@example.com": 1, **staff}
    assert anyone.get(f"/api/board/{number}").json["promise_kept"] is False


def test_asked_answered_resolved_refused_and_reopened(
    stack: LocalStack, anyone: Client, agent: Client, lead: Client
) -> None:
    complaint = file(anyone, "reopened@example.com")
    number, key = complaint["number"], complaint["key"]
    desk, own = f"/api/desk/complaints/{number}", f"/api/complaints/{number}"
    resolve = {"summary": "已更换防水层。", "cause": "workmanship", "department": "engineering"}

    asked = agent.post(f"{desk}/ask", {"text": "请问漏水的位置有照片吗？"}).json
    said = anyone.post(f"{own}/messages", {"key": key, "text": "照片已经发到邮箱。"})
    resolved = agent.post(f"{desk}/resolve", resolve).json
    refused = anyone.post(f"{own}/verdict", {"key": key, "accepted": False, "rating": 1, "comment": "还在漏"})
    again = agent.post(f"{desk}/resolve", resolve).json
    accepted = anyone.post(f"{own}/verdict", {"key": key, "accepted": True, "rating": 5})
    reopened = lead.post(f"{desk}/reopen", {"reason": "客户来电，同一位置再次漏水。"})

    assert (asked["status"], said.status, said.json["status"]) == ("awaiting_customer", 201, "in_progress")
    assert (resolved["status"], refused.json["status"], again["status"]) == (
        "resolved",
        "in_progress",
        "resolved",
    )
    assert (accepted.json["status"], reopened.json["round"]) == ("closed", 3)
    assert done(agent, desk) == [
        *("received", "asked", "message", "resolved", "verdict", "reopened"),
        *("resolved", "verdict", "closed", "reopened"),
    ]
    for words in ("请问漏水的位置有照片吗", "已更换防水层"):
        told(stack, "reopened@example.com", words)


def test_links_are_sent_again_to_whoever_filed_and_to_nobody_else(stack: LocalStack, anyone: Client) -> None:
    complaint = file(anyone, "lost@example.com")
    told(stack, "lost@example.com")

    known = anyone.post("/api/complaints/find", {"email": "lost@example.com"})
    unknown = anyone.post("/api/complaints/find", {"email": "stranger@example.com"})

    assert (known.status, unknown.status, known.body) == (202, 202, unknown.body)
    again = eventually(lambda: mails(stack, "lost@example.com")[1:])
    assert complaint["number"] in "".join(mail.text for mail in again)
    assert mails(stack, "stranger@example.com") == []


def test_of_fifty_who_claim_at_once_one_gets_it(anyone: Client, agent: Client, colleague: Client) -> None:
    number = file(anyone, "claimed@example.com")["number"]

    def claim(turn: int) -> tuple[int, Any]:
        answer = (agent, colleague)[turn % 2].post(f"/api/desk/complaints/{number}/claim", {})
        return answer.status, answer.json

    with ThreadPoolExecutor(50) as crowd:
        answers = list(crowd.map(claim, range(50)))

    assert Counter(status for status, _ in answers) == {200: 1, 409: 49}
    winner = next(body["assignee"] for status, body in answers if status == 200)
    refusals = [body for status, body in answers if status == 409]
    assert {(body["reason"], body["state"]["assignee"]) for body in refusals} == {("already_taken", winner)}
    assert done(agent, f"/api/desk/complaints/{number}") == ["received", "assigned"]


def test_the_same_filing_sent_twenty_times_at_once_is_one_complaint(
    stack: LocalStack, anyone: Client, agent: Client
) -> None:
    key = {REPEAT: "twenty-times-at-once-0001"}
    before = case_numbers(agent)

    with ThreadPoolExecutor(20) as crowd:
        answers = list(
            crowd.map(
                lambda _: anyone.post("/api/complaints", filing("twenty@example.com"), **key), range(20)
            )
        )

    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert case_numbers(agent) - before == {answers[0].json["number"]}
    other = anyone.post("/api/complaints", filing("twenty@example.com", title="别的事"), **key)
    assert other.status == 422
    told(stack, "twenty@example.com")
    assert len(mails(stack, "twenty@example.com")) == 1


def newest(agent: Client) -> list[str]:
    """Give the numbers of the cases on the first page of all, which what happens to them does not change."""
    items = agent.get("/api/desk/complaints?view=all&limit=100").json["items"]
    return sorted(item["number"] for item in items)


def test_what_is_refused_leaves_nothing(anyone: Client, agent: Client) -> None:
    before = newest(agent)

    broken = (
        json.dumps(filing("bad@example.com"), ensure_ascii=False).encode().replace("漏".encode(), b"\xc3\x28")
    )
    refused = [
        anyone.post("/api/complaints", filing("bad@example.com", text="漏" * 5001)),
        anyone.post("/api/complaints", filing("bad@example.com", title="a\u202eb")),
        anyone.post("/api/complaints", filing("bad@example.com", text="a\u0000b")),
        anyone.post("/api/complaints", filing("bad@example.com", status="closed")),
        anyone.call("POST", "/api/complaints", broken, {"Content-Type": "application/json"}),
        anyone.call("POST", "/api/complaints", b"x" * 1_000_000, {"Content-Type": "application/json"}),
        anyone.get("/api/board?cursor=forged"),
        anyone.get("/api/complaints/0000-0000-0?key=x"),
        agent.get("/api/desk/complaints?city=bj"),
    ]

    assert [answer.status for answer in refused] == [422, 422, 422, 422, 400, 413, 400, 404, 403]
    assert all(answer.headers["Content-Type"] == "application/problem+json" for answer in refused)
    assert all(answer.headers["X-Request-Id"] for answer in refused)
    assert newest(agent) == before


def test_what_happened_to_a_complaint_is_in_the_roll_ups_and_reports_of_its_city(
    stack: LocalStack, anyone: Client, agent: Client, lead: Client
) -> None:
    project = "洛阳路一号"
    home = {"project": project, "building": "1栋", "unit": "101"}
    number = file(anyone, "counted@example.com", home=home)["number"]
    assert agent.post(f"/api/desk/complaints/{number}/reply", {"text": "明天上午九点上门。"}).status == 200
    table = Table(stack.client("dynamodb"), stack.description()["outputs"]["InsightTable"])

    def counted() -> dict[str, int]:
        sheets = InsightStore(table).sheets("sz", "project", "2020-01", "2099-12")
        return {
            name: sum(by_value(one).get(project, {}).get(name, 0) for one in sheets.values()) for name in KEPT
        }

    assert eventually(lambda: counted() if all(counted().values()) else None) == dict.fromkeys(KEPT, 1)

    reports = "/api/insight/reports/promise"
    group = quote(project)
    lines = lead.get(f"{reports}?by=project").json["lines"]
    assert [one["values"]["kept"]["value"] for one in lines if one["group"] == project] == [1]
    cases = lead.get(f"{reports}/cases?by=project&column=kept&group={group}").json["items"]
    assert [one["number"] for one in cases] == [number]
    assert lead.get("/api/insight/open").json["open"] >= 1
