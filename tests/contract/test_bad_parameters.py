"""Bad queries, headers, forms, numbers and contacts: the right problem each time, and nothing written."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.service import AGENT, GROUP, LEAD, Service, filing

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def filed(shared_service: Service) -> dict[str, Any]:
    """A complaint of somebody."""
    return shared_service.file()


@pytest.fixture(autouse=True)
def nothing_is_written(shared_service: Service, filed: dict[str, Any]) -> Iterator[None]:
    """Hold every test here to leave storage as it was."""
    before = shared_service.snapshot()
    yield
    assert shared_service.snapshot() == before


@pytest.mark.parametrize(
    ("path", "query", "fault"),
    [
        ("/api/board", "limit=0", "?limit"),
        ("/api/board", "limit=101", "?limit"),
        ("/api/board", "limit=abc", "?limit"),
        ("/api/board", "limit=", "?limit"),
        ("/api/board", "limit=1.5", "?limit"),
        ("/api/board", "limit=-1", "?limit"),
        ("/api/board", "limit=10.0", "?limit"),
        ("/api/board", "limit=1_0", "?limit"),
        ("/api/board", "limit=%2B5", "?limit"),
        ("/api/board", "limit=%EF%BC%95", "?limit"),
        ("/api/board", f"limit={'9' * 5000}", "?limit"),
        ("/api/board", "month=2026-13", "?month"),
        ("/api/board", "month=2026-1", "?month"),
        ("/api/board", "month=202611", "?month"),
        ("/api/board", "month=1999-12", "?month"),
        ("/api/board", "kind=anger", "?kind"),
        ("/api/board", "city=%E6%B7%B1%E5%9C%B3", "?city"),
        ("/api/board", "city=SZ", "?city"),
        ("/api/board", f"project={'x' * 81}", "?project"),
        ("/api/board", "project=%00", "?project"),
        ("/api/board", "page=2", "?page"),
        ("/api/board", "limit=1&limit=2", "?limit"),
        ("/api/board", f"cursor={'x' * 2001}", "?cursor"),
        ("/api/board/promise", "month=2026-00", "?month"),
        ("/api/board/promise", "limit=1", "?limit"),
        ("/api/desk/complaints", "view=everything", "?view"),
        ("/api/desk/complaints", "status=lost", "?status"),
        ("/api/desk/complaints", "severity=1", "?severity"),
        ("/api/desk/complaints", "limit=101", "?limit"),
        ("/api/desk/complaints", "assignee=li", "?assignee"),
        ("/api/complaints/0000-0000-0", "", "?key"),
        ("/api/complaints/0000-0000-0", "key=", "?key"),
        ("/api/complaints/0000-0000-0", f"key={'x' * 65}", "?key"),
        ("/api/complaints/0000-0000-0", "key=x&debug=1", "?debug"),
    ],
)
def test_a_parameter_at_fault_is_named(shared_service: Service, path: str, query: str, fault: str) -> None:
    answer = shared_service.ask("GET", path, query=query, claims=AGENT)

    assert (answer.status, list(answer.faults)) == (422, [fault])


@pytest.mark.parametrize(
    "query", ["month=%FF", "%C3%28=1", "city=%ED%A0%80", "&".join(f"a{n}=1" for n in range(101))]
)
@pytest.mark.parametrize("path", ["/api/board", "/api/board/promise", "/api/catalog", "/api/desk/complaints"])
def test_a_query_that_cannot_be_read_is_a_400(shared_service: Service, path: str, query: str) -> None:
    answer = shared_service.ask("GET", path, query=query, claims=AGENT)

    assert (answer.status, answer.problem) == (400, "unreadable")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "AAAA",
        "A" * 100,
        "../../etc/passwd",
        "eyJhdCI6IjAifQ",
        "%00",
        "漏水",
        "A" * 2000,
        "=" * 8,
    ],
)
def test_a_forged_cursor_is_a_400(shared_service: Service, cursor: str) -> None:
    answers = [
        shared_service.get("/api/board", cursor=cursor),
        shared_service.get("/api/desk/complaints", AGENT, cursor=cursor),
    ]

    assert {(answer.status, answer.problem) for answer in answers} == {(400, "cursor")}


@pytest.mark.parametrize(
    "number",
    [
        "x",
        "0000-0000-1",
        "C%230000000000",
        "..%2F..%2Fetc",
        "%00",
        "%F0%9F%98%80",
        "A" * 5000,
        "'%20OR%201=1--",
        "%EF%BC%91%EF%BC%92",
    ],
)
def test_a_number_that_is_none_is_a_404_wherever_it_stands(
    shared_service: Service, filed: dict[str, Any], number: str
) -> None:
    own, desk = f"/api/complaints/{number}", f"/api/desk/complaints/{number}"

    answers = [
        shared_service.get(own, key=filed["key"]),
        shared_service.post(f"{own}/messages", {"key": filed["key"], "text": "一"}),
        shared_service.post(f"{own}/verdict", {"key": filed["key"], "accepted": True, "rating": 5}),
        shared_service.get(f"/api/board/{number}"),
        shared_service.get(desk, GROUP),
        shared_service.post(f"{desk}/claim", {}, AGENT),
        shared_service.get(f"/api/imports/{number}", GROUP),
    ]

    assert {(answer.status, answer.problem) for answer in answers} == {(404, "not-found")}


@pytest.mark.parametrize(
    "key", ["short", "x" * 15, "x" * 129, "with a space in it", "键" * 16, "x" * 15 + "\x7f"]
)
@pytest.mark.parametrize("path", ["/api/complaints", "/api/desk/complaints"])
def test_an_idempotency_key_that_is_none_is_refused(shared_service: Service, path: str, key: str) -> None:
    body = filing(channel="hotline") if "desk" in path else filing()

    answer = shared_service.post(path, body, AGENT, {"Idempotency-Key": key})

    assert (answer.status, list(answer.faults)) == (422, ["#Idempotency-Key"])


@pytest.mark.parametrize("tag", ["1", '"', '"1', "W/1", '"-1"', '"1e3"', '"' + "1" * 10 + '"', '"١"'])
def test_a_tag_that_was_never_given_out_matches_nothing(
    shared_service: Service, filed: dict[str, Any], tag: str
) -> None:
    answer = shared_service.do(filed, "note", {"text": "一"}, LEAD, {"If-Match": tag})

    assert (answer.status, answer.problem) == (412, "stale")


@pytest.mark.parametrize(
    ("contact", "fault"),
    [
        ({"name": "王"}, "/contact"),
        ({"name": "王", "phone": None, "email": None}, "/contact"),
        ({"phone": "13800138000"}, "/contact/name"),
        ({"name": "王", "phone": "12"}, "/contact/phone"),
        ({"name": "王", "phone": "110"}, "/contact/phone"),
        ({"name": "王", "phone": "电话号码"}, "/contact/phone"),
        ({"name": "王", "phone": "1" * 41}, "/contact/phone"),
        ({"name": "王", "phone": "+999 12345678"}, "/contact/phone"),
        ({"name": "王", "phone": "13800138000 ext. 5"}, "/contact/phone"),
        ({"name": "王", "email": "wang"}, "/contact/email"),
        ({"name": "王", "email": "wang@localhost"}, "/contact/email"),
        ({"name": "王", "email": "a@b.cn\nBcc: all@example.com"}, "/contact/email"),
        ({"name": "王", "email": f"{'x' * 65}@example.com"}, "/contact/email"),
        ({"name": "王", "email": "a..b@example.com"}, "/contact/email"),
        ({"name": "a\nb", "email": "a@example.com"}, "/contact/name"),
    ],
)
def test_a_contact_that_nobody_can_reach_is_refused_in_a_sentence(
    shared_service: Service, contact: dict[str, Any], fault: str
) -> None:
    answer = shared_service.post("/api/complaints", filing(contact=contact))

    assert (answer.status, list(answer.faults)) == (422, [fault])
    assert answer.faults[fault].endswith(".")


@pytest.mark.parametrize(
    "day",
    ["2026-02-30", "2026-11-23", "20261122", "2026-W47-7", "2026-11-22T00:00:00Z", "0000-01-01", "今天"],
)
def test_a_day_that_does_not_exist_or_is_to_come_is_refused(shared_service: Service, day: str) -> None:
    answer = shared_service.post("/api/complaints", filing(occurred_on=day))

    assert (answer.status, list(answer.faults)) == (422, ["/occurred_on"])


@pytest.mark.parametrize(
    "until",
    [
        "tomorrow",
        "2026-12-31",
        "2026-12-31T00:00:00",
        "2026-13-01T00:00:00Z",
        "",
        "20261231T000000Z",
        "2026-W53-4T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_an_instant_needs_a_day_that_exists_and_a_zone(
    shared_service: Service, filed: dict[str, Any], until: str
) -> None:
    answer = shared_service.do(filed, "extend", {"clock": "answer", "until": until, "reason": "一"}, LEAD)

    assert (answer.status, list(answer.faults)) == (422, ["/until"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"kind=repair&kind=praise", 422),
        (b"contact=a&contact.name=b", 422),
        (b"contact..name=b", 422),
        (b".=b", 422),
        (b"title=%FF", 400),
        (b"title=\xff", 400),
        (b"title=%ED%A0%80", 400),
        (b"&".join(b"a%d=1" % n for n in range(101)), 400),
        (b"text=" + b"x" * 65536, 413),
        (b"kind=repair&unknown=1", 422),
        (b"kind=repair&contact.name.first=1", 422),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(shared_service: Service, body: bytes, status: int) -> None:
    answer = shared_service.ask("POST", "/api/complaints", body=body, headers=FORM)

    assert answer.status == status
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "body",
    [{}, {"phone": "13800138000", "email": "a@example.com"}, {"phone": None}, {"phone": "12"}, {"key": "x"}],
)
def test_finding_needs_exactly_one_contact(shared_service: Service, body: dict[str, Any]) -> None:
    answer = shared_service.post("/api/complaints/find", body)

    assert answer.status == 422
