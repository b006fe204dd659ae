"""Bad bodies: the right problem each time, never a failure of ours, and nothing written."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.answer import Answer
from tests.contract.service import AGENT, GROUP, LEAD, Service, filing

JSON = {"Content-Type": "application/json"}
IMPORT = {
    "city": "sz",
    "source": "old-desk",
    "filename": "cases.csv",
    "mapping": {
        "external_id": {"column": "case"},
        "opened": {"column": "opened", "format": "iso", "zone": "Asia/Shanghai"},
        "title": {"column": "title"},
    },
}
RESOLVE = {"summary": "一", "cause": "design", "department": "design", "contractor": "一"}
EXTEND = {"clock": "resolve", "until": "2026-12-31T00:00:00Z", "reason": "一"}
TRIAGE = {
    "severity": "high",
    "category": "crack",
    "safety": True,
    "complexity": "simple",
    "impact": "one_home",
    "immediate_action": False,
}


@pytest.fixture(scope="module")
def filed(shared_service: Service) -> dict[str, Any]:
    """A complaint to be pestered."""
    return shared_service.file()


@pytest.fixture(autouse=True)
def nothing_is_written(shared_service: Service, filed: dict[str, Any]) -> Iterator[None]:
    """Hold every test here to leave storage as it was."""
    before = shared_service.snapshot()
    yield
    assert shared_service.snapshot() == before


def requests(filed: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Give a good body for each address that takes one."""
    key, desk = filed["key"], f"/api/desk/complaints/{filed['number']}"
    own = f"/api/complaints/{filed['number']}"
    home = {"project": "海岸花园", "building": "3栋", "unit": "1801"}
    everything = filing(home=home, category="crack", language="zh", channel="web", occurred_on="2026-11-20")
    return {
        "file": ("/api/complaints", everything),
        "messages": (f"{own}/messages", {"key": key, "text": "一"}),
        "verdict": (f"{own}/verdict", {"key": key, "accepted": True, "rating": 5, "comment": "一"}),
        "find": ("/api/complaints/find", {"phone": "13800138000"}),
        "desk file": ("/api/desk/complaints", {**everything, "channel": "hotline", "severity": "high"}),
        "assign": (f"{desk}/assign", {"to": "han"}),
        "triage": (f"{desk}/triage", TRIAGE),
        "reply": (f"{desk}/reply", {"text": "一", "public": True}),
        "note": (f"{desk}/note", {"text": "一"}),
        "ask": (f"{desk}/ask", {"text": "一"}),
        "resolve": (f"{desk}/resolve", RESOLVE),
        "reject": (f"{desk}/reject", {"reason": "一"}),
        "extend": (f"{desk}/extend", EXTEND),
        "reopen": (f"{desk}/reopen", {"reason": "一"}),
        "import": ("/api/imports", IMPORT),
    }


NAMES = tuple(requests({"number": "", "key": ""}))
WRONG_TYPES: tuple[Any, ...] = (None, 0, -1, 1.5, True, "", [], {}, [None], {"a": {}}, 10**30, "\u0000")


def members(body: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, value in body.items():
        yield (*path, name)
        if isinstance(value, dict):
            yield from members(value, (*path, name))


def changed(body: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    name, *rest = path
    return {**body, name: changed(body[name], tuple(rest), value) if rest else value}


def send(service: Service, address: str, body: Any, headers: dict[str, str] | None = None) -> Answer:
    return service.post(address, body, LEAD if "/imports" not in address else GROUP, headers)


@pytest.mark.parametrize("name", NAMES)
def test_the_wrong_type_in_any_field_is_named(
    shared_service: Service, filed: dict[str, Any], name: str
) -> None:
    address, good = requests(filed)[name]
    optional = {"home", "category", "comment", "public", "contractor", "filename", "zone", "building", "unit"}
    optional |= {"phone", "email", "occurred_on", *TRIAGE}
    for path in members(good):
        for value in WRONG_TYPES:
            if (value is None and path[-1] in optional) or type(value) is type(_at(good, path)) is bool:
                continue
            answer = send(shared_service, address, changed(good, path, value))
            assert answer.status in {404, 422}, (path, value, answer.text)
            if answer.status == 404:  # a key that is text, and not this one
                assert (path, type(value)) == (("key",), str), (path, value)
            else:
                assert any(found.startswith("/" + path[0]) for found in answer.faults), (path, answer.text)


def _at(body: dict[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = body
    for name in path:
        value = value[name]
    return value


@pytest.mark.parametrize("name", NAMES)
def test_unknown_fields_are_refused(shared_service: Service, filed: dict[str, Any], name: str) -> None:
    address, good = requests(filed)[name]

    answer = send(shared_service, address, {**good, "version": 1, "__proto__": {}, "<script>": 1})

    assert (answer.status, answer.faults["/version"]) == (422, "No such field.")
    assert "script" not in answer.text


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_object_is_refused(shared_service: Service, filed: dict[str, Any], name: str) -> None:
    address, _ = requests(filed)[name]

    for body in ("[]", "null", '"text"', "1", "true"):
        answer = shared_service.ask("POST", address, body=body, headers=JSON, claims=GROUP)
        assert (answer.status, answer.problem) == (422, "invalid")


UNREADABLE = {
    "nothing": b"",
    "half": b'{"kind":',
    "after the end": b"{} {}",
    "single quotes": b"{'kind': 1}",
    "twice the same name": b'{"text": "a", "text": "b"}',
    "twice, deep inside": b'{"contact": {"name": "a", "name": "b"}}',
    "NaN": b'{"rating": NaN}',
    "Infinity": b'{"rating": -Infinity}',
    "a number beyond all": b'{"rating": 1e999}',
    "a number of 5,000 digits": b'{"rating": ' + b"9" * 5000 + b"}",
    "broken UTF-8": b'{"text": "\xc3\x28"}',
    "GBK": '{"text": "天花板"}'.encode("gbk"),
    "UTF-16": '{"text": "x"}'.encode("utf-16"),
    "overlong UTF-8": b'{"text": "\xc0\xaf"}',
    "a surrogate in UTF-8": b'{"text": "\xed\xa0\x80"}',
    "half a surrogate pair": b'{"text": "\\ud800"}',
    "a raw control character": b'{"text": "a\x00b"}',
    "21 objects deep": b'{"a":' * 21 + b"1" + b"}" * 21,
    "20,000 arrays deep": b'{"a":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_as_json_is_a_400_everywhere(
    shared_service: Service, filed: dict[str, Any], body: bytes
) -> None:
    for name, (address, _) in requests(filed).items():
        answer = shared_service.ask("POST", address, body=body, headers=JSON, claims=GROUP)
        expected = {422} if body == b"" and address.startswith("/api/desk/complaints/") else {400}
        assert answer.status in expected, (name, answer.status)
        assert answer.problem in {"unreadable", "invalid"}


@pytest.mark.parametrize("size", [64 * 1024 + 1, 1_000_000, 10_000_000])
def test_what_is_too_large_is_a_413_that_says_what_is_taken(
    shared_service: Service, filed: dict[str, Any], size: int
) -> None:
    body = json.dumps({"text": "x" * size})

    for name in ("file", "messages", "find", "reply", "desk file", "import"):
        address, _ = requests(filed)[name]
        answer = shared_service.ask("POST", address, body=body, headers=JSON, claims=GROUP)
        assert (answer.status, answer.problem, answer.json["limit"]) == (413, "too-large", 65536)


def test_broken_utf8_in_a_good_body_is_a_400_and_a_customers_own_replacement_mark_is_not(
    shared_service: Service,
) -> None:
    good = json.dumps(filing(city="atlantis"), ensure_ascii=False).encode()

    broken = good.replace("漏".encode(), b"\xc3\x28")
    own = good.replace("漏".encode(), "\ufffd".encode())
    answers = [
        shared_service.ask("POST", "/api/complaints", body=body, headers=JSON) for body in (broken, own)
    ]

    # Refused for the city alone, so that nothing is written.
    assert [(answer.status, list(answer.faults)) for answer in answers] == [(400, []), (422, ["/city"])]


def test_the_longest_text_still_fits_whatever_it_is_written_in(shared_service: Service) -> None:
    # Emoji in JSON's escapes: 12 bytes for each. Refused for the city alone, so that nothing is written.
    body = json.dumps(filing(text="😀" * 5000, title="😀" * 80, city="atlantis"), ensure_ascii=True)

    answer = shared_service.ask("POST", "/api/complaints", body=body, headers=JSON)

    assert answer.faults.keys() == {"/city"}


TEXTS = {
    "empty": "",
    "blank": " \t\n\u3000",
    "NUL": "a\u0000b",
    "escape": "a\u001b[31mb",
    "right-to-left override": "a\u202eb",
    "isolate": "a\u2066b",
    "left-to-right mark": "a\u200eb",
    "noncharacter": "a\uffffb",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("file", "/title"),
        ("file", "/text"),
        ("file", "/contact/name"),
        ("file", "/home/unit"),
        ("messages", "/text"),
        ("verdict", "/comment"),
        ("reply", "/text"),
        ("resolve", "/summary"),
        ("extend", "/reason"),
    ],
)
def test_text_that_deceives_the_eye_is_refused(
    shared_service: Service, filed: dict[str, Any], name: str, path: str, text: str
) -> None:
    address, good = requests(filed)[name]

    answer = send(shared_service, address, changed(good, tuple(path[1:].split("/")), text))

    assert (answer.status, list(answer.faults)) == (422, [path])


@pytest.mark.parametrize(
    ("name", "path", "most"),
    [
        ("file", "/text", 5000),
        ("file", "/title", 80),
        ("file", "/contact/name", 60),
        ("file", "/home/project", 80),
        ("messages", "/text", 5000),
        ("note", "/text", 5000),
        ("reject", "/reason", 2000),
    ],
)
def test_one_character_too_many_is_refused(
    shared_service: Service, filed: dict[str, Any], name: str, path: str, most: int
) -> None:
    address, good = requests(filed)[name]

    answer = send(shared_service, address, changed(good, tuple(path[1:].split("/")), "漏" * (most + 1)))

    assert answer.faults == {path: f"Must have at most {most} characters; it has {most + 1}."}


def test_no_sentence_about_a_fault_repeats_what_was_sent(shared_service: Service) -> None:
    marked = "SENTINEL"
    body = dict.fromkeys(filing(category=marked, language=marked, channel=marked), marked)

    answer = shared_service.post("/api/complaints", body)

    assert answer.status == 422
    assert marked not in answer.text


def test_commands_of_agents_are_checked_too(shared_service: Service, filed: dict[str, Any]) -> None:
    answer = shared_service.do(filed, "claim", {"version": 1}, AGENT)

    assert answer.faults == {"/version": "No such field."}
