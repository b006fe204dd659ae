"""What a caller reads when something is refused."""

import pytest

from hearthline.platform.problems import FieldError, Kind, Problem

PROBLEMS = [
    (Problem.unreadable("Not JSON."), 400, "unreadable"),
    (Problem.cursor(), 400, "cursor"),
    (Problem.unauthorized(), 401, "unauthorized"),
    (Problem.forbidden(), 403, "forbidden"),
    (Problem.not_found(), 404, "not-found"),
    (Problem.method_not_allowed({"GET"}), 405, "method"),
    (Problem.refused("already_claimed", {"assignee": "li"}), 409, "refused"),
    (Problem.stale(), 412, "stale"),
    (Problem.too_large(65_536), 413, "too-large"),
    (Problem.unsupported("application/json"), 415, "unsupported"),
    (Problem.invalid([FieldError("/title", "Too long.")]), 422, "invalid"),
    (Problem.too_many(30), 429, "too-many"),
    (Problem.internal("req-1"), 500, "internal"),
    (Problem.unavailable(), 503, "unavailable"),
]


@pytest.mark.parametrize(("problem", "status", "name"), PROBLEMS)
def test_every_problem_has_its_status_and_a_stable_urn(problem: Problem, status: int, name: str) -> None:
    assert problem.status == status
    assert problem.type == f"urn:hearthline:problem:{name}"
    assert problem.body()["status"] == status
    assert problem.body()["type"] == problem.type


def test_every_kind_is_listed_here_and_has_its_own_urn() -> None:
    assert {problem.kind for problem, _, _ in PROBLEMS} == set(Kind)
    assert len({kind.urn for kind in Kind}) == len(Kind)


def test_the_title_follows_the_language_and_the_urn_does_not() -> None:
    problem = Problem.not_found()

    assert problem.body("en")["title"] == problem.title == "Not found"
    assert problem.body("zh")["title"] == "未找到"
    assert problem.body("zh")["type"] == problem.body("en")["type"]


def test_not_found_is_always_the_same() -> None:
    assert (
        Problem.not_found().body()
        == Problem.not_found().body()
        == {
            "type": "urn:hearthline:problem:not-found",
            "title": "Not found",
            "status": 404,
        }
    )


def test_a_refusal_says_what_stands_there_now() -> None:
    body = Problem.refused("already_claimed", {"status": "assigned", "assignee": "li"}).body()

    assert body["reason"] == "already_claimed"
    assert body["state"] == {"status": "assigned", "assignee": "li"}


def test_wrong_fields_are_named_one_by_one() -> None:
    problem = Problem.invalid([FieldError("/title", "Too long."), FieldError("?limit", "At most 100.")])

    assert problem.body()["errors"] == [
        {"pointer": "/title", "detail": "Too long."},
        {"pointer": "?limit", "detail": "At most 100."},
    ]


def test_a_defect_tells_nothing_but_the_request_id() -> None:
    body = Problem.internal("req-1").body()

    assert set(body) == {"type", "title", "status", "request_id"}
    assert body["request_id"] == "req-1"


def test_an_extra_member_never_replaces_a_standard_one() -> None:
    assert Problem(Kind.NOT_FOUND, extra={"status": 200, "type": "x"}).body()["status"] == 404


@pytest.mark.parametrize(
    ("problem", "header", "value"),
    [
        (Problem.too_many(30), "Retry-After", "30"),
        (Problem.too_many(0), "Retry-After", "1"),
        (Problem.unavailable(5), "Retry-After", "5"),
        (Problem.method_not_allowed(["POST", "GET"]), "Allow", "GET, POST"),
        (Problem.unauthorized(), "WWW-Authenticate", "Bearer"),
        (Problem.unsupported("a/b", "c/d"), "Accept", "a/b, c/d"),
    ],
)
def test_the_headers_say_what_to_do_next(problem: Problem, header: str, value: str) -> None:
    assert problem.headers[header] == value


def test_a_stale_version_may_say_the_current_one() -> None:
    assert Problem.stale({"version": 4}).body()["state"] == {"version": 4}
    assert "state" not in Problem.stale().body()
