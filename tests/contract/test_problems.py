"""Refusals that have nothing to do with the business: addresses, methods, content types, failures of ours."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from hearthline import root
from tests.contract.service import AGENT, GROUP, Service, filing

NUMBER = "0000-0000-0"


class Failing:
    """A client of which every call fails."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        def fail(**_: Any) -> Any:
            raise self._error

        return fail


def refused_by_aws(code: str, status: int) -> ClientError:
    details = {"Code": code, "Message": f"User of account 123456789012 may not use {code} on ComplaintsTable"}
    return ClientError(
        {"Error": details, "ResponseMetadata": {"HTTPStatusCode": status}},  # type: ignore[typeddict-item]
        "Query",
    )


@pytest.fixture
def breaking(service: Service, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], Service]:
    """Give a way to break storage."""

    def broken(error: Exception) -> Service:
        root.reset()
        monkeypatch.setattr(root, "client", lambda name: Failing(error) if name == "dynamodb" else real(name))
        return service

    real = root.client
    return broken


def everywhere(service: Service) -> list[Any]:
    key = root.access_keys().follow_key(NUMBER.replace("-", ""))  # another one needs no storage to be refused
    return [
        service.post("/api/complaints", filing()),
        service.get(f"/api/complaints/{NUMBER}", key=key),
        service.post(f"/api/complaints/{NUMBER}/messages", {"key": key, "text": "你好"}),
        service.post(f"/api/complaints/{NUMBER}/verdict", {"key": key, "accepted": True, "rating": 5}),
        service.post("/api/complaints/find", {"phone": "13800138000"}),
        service.get("/api/board"),
        service.get("/api/board/promise"),
        service.get(f"/api/board/{NUMBER}"),
        service.get("/api/catalog"),
        service.get("/api/health"),
        service.get("/api/desk/complaints", AGENT),
        service.post("/api/desk/complaints", filing(channel="hotline"), AGENT),
        service.get(f"/api/desk/complaints/{NUMBER}", AGENT),
        service.post(f"/api/desk/complaints/{NUMBER}/claim", {}, AGENT),
        service.get("/api/imports/0123456789ABCDEF", GROUP),
    ]


@pytest.mark.parametrize(
    "error",
    [
        refused_by_aws("ProvisionedThroughputExceededException", 400),
        refused_by_aws("ThrottlingException", 400),
        refused_by_aws("InternalServerError", 500),
        EndpointConnectionError(endpoint_url="https://dynamodb.example"),
    ],
    ids=["full", "throttled", "failed", "unreachable"],
)
def test_storage_that_does_not_answer_is_a_503_to_try_again(
    breaking: Callable[[Exception], Service], error: Exception
) -> None:
    answers = everywhere(breaking(error))

    assert {(answer.status, answer.problem) for answer in answers} == {(503, "unavailable")}
    assert {answer.headers["retry-after"] for answer in answers} == {"1"}


def test_a_defect_is_a_500_with_nothing_but_the_request_id(
    breaking: Callable[[Exception], Service],
) -> None:
    answers = everywhere(breaking(refused_by_aws("AccessDeniedException", 400)))

    assert {answer.status for answer in answers} == {500}
    for answer in answers:
        assert answer.json == {
            "request_id": answer.headers["x-request-id"],
            "type": "urn:hearthline:problem:internal",
            "title": "Something went wrong on our side",
            "status": 500,
        }


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("DELETE", "/api/complaints", "OPTIONS, POST"),
        ("GET", "/api/complaints", "OPTIONS, POST"),
        ("PUT", f"/api/complaints/{NUMBER}", "GET"),
        ("GET", f"/api/complaints/{NUMBER}/messages", "POST"),
        ("PATCH", "/api/board", "GET"),
        ("POST", "/api/board/promise", "GET"),
        ("HEAD", "/api/catalog", "GET"),
        ("DELETE", "/api/imports/1", "GET"),
        ("PUT", "/api/desk/complaints", "GET, POST"),
        ("GET", f"/api/desk/complaints/{NUMBER}/claim", "POST"),
    ],
)
def test_another_method_is_a_405_that_says_which_there_are(
    shared_service: Service, method: str, path: str, allow: str
) -> None:
    answer = shared_service.ask(method, path, claims=AGENT)

    assert (answer.status, answer.problem) == (405, "method")
    assert answer.headers["allow"] == allow


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/nothing"),
        ("POST", f"/api/complaints/{NUMBER}/attachments/1/2"),
        ("GET", "/api/board/a/b"),
        ("GET", "/api/desk/nothing"),
        ("POST", f"/api/desk/complaints/{NUMBER}/explode"),
    ],
)
def test_an_address_that_is_not_there_is_a_404(shared_service: Service, method: str, path: str) -> None:
    answer = shared_service.ask(method, path, claims=AGENT)

    assert (answer.status, answer.problem) == (404, "not-found")


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data; boundary=x", "application/jsonp"])
@pytest.mark.parametrize(
    "path", ["/api/complaints", "/api/complaints/find", "/api/desk/complaints", "/api/imports"]
)
def test_another_content_type_is_a_415_that_says_which_is_taken(
    shared_service: Service, path: str, kind: str
) -> None:
    answer = shared_service.ask("POST", path, body="{}", headers={"Content-Type": kind}, claims=GROUP)

    assert (answer.status, answer.problem) == (415, "unsupported")
    assert "application/json" in answer.headers["accept"]


@pytest.mark.parametrize("kind", ["application/json; charset=gbk", "application/json;charset=utf-16"])
def test_another_charset_is_a_415(shared_service: Service, kind: str) -> None:
    answer = shared_service.ask("POST", "/api/complaints", body="{}", headers={"Content-Type": kind})

    assert answer.status == 415


def test_filing_says_that_it_takes_forms_too(shared_service: Service) -> None:
    answer = shared_service.ask("POST", "/api/complaints", body="x", headers={"Content-Type": "text/plain"})

    assert answer.headers["accept"] == "application/json, application/x-www-form-urlencoded"


def test_titles_come_in_the_callers_language(shared_service: Service) -> None:
    chinese = shared_service.ask(
        "GET", "/api/nothing", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}
    )
    english = shared_service.ask("GET", "/api/nothing", headers={"Accept-Language": "fr"})

    assert (chinese.json["title"], chinese.headers["content-language"]) == ("未找到", "zh")
    assert (english.json["title"], english.headers["content-language"]) == ("Not found", "en")


def test_no_answer_lets_a_browser_guess_frame_or_keep_it(shared_service: Service) -> None:
    filed = shared_service.file(contact={"name": "李", "email": "frame@example.com"})

    for answer in (
        shared_service.follow(filed),
        shared_service.case(filed),
        shared_service.get("/api/nothing"),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
