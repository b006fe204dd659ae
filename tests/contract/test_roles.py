"""Who may do what, asked of the service: every role, every command, one's own city, another one, and hq."""

from typing import Any

import pytest

from hearthline.complaints.desk_bodies import COMMANDS
from hearthline.platform.access import ALLOWED, ROLES, Action
from infra.roles import WRITTEN, page
from tests.contract.answer import Answer
from tests.contract.service import LEAD, Service, filing, staff

SCOPES = {"own": ("city:sz",), "other": ("city:bj",), "hq": ("hq",)}
VISIT = {"since": "2026-11-24T01:00:00Z", "until": "2026-11-24T03:00:00Z"}
BODIES: dict[str, dict[str, Any]] = {
    "assign": {"to": "han"},
    "triage": {"severity": "high"},
    "reply": {"text": "一"},
    "note": {"text": "一"},
    "ask": {"text": "一"},
    "resolve": {"summary": "一", "cause": "design", "department": "design"},
    "reject": {"reason": "一"},
    "extend": {"clock": "resolve", "until": "2026-12-31T00:00:00Z", "reason": "一"},
    "reopen": {"reason": "一"},
    "transfer": {"team": "sz-care", "reason": "一"},
    "heard": {"text": "一"},
    "merge": {"into": "0000-0000-0"},
    "link": {"incident": None},
    "offer": {"remedy": "apology", "text": "一"},
    "decline": {"reason": "一"},
    "hide": {"reason": "一"},
    "visit": VISIT,
    "visited": {"visit": 1, "outcome": "done"},
    "finish": {"work": 1},
}


@pytest.fixture(scope="module")
def ended(shared_service: Service) -> dict[str, Any]:
    """A case of Shenzhen that has ended: its state refuses most commands, after asking who gives them."""
    filed = shared_service.file()
    assert shared_service.do(filed, "reject", {"reason": "一"}, LEAD).status == 200
    return filed


def the_problem_is_clear(answer: Answer) -> bool:
    return (answer.status, answer.problem) == (403, "forbidden") and bool(answer.json["detail"])


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_gives_its_commands_where_it_reaches_and_no_others(
    shared_service: Service, ended: dict[str, Any], role: str, scope: str
) -> None:
    who = staff(f"{role}-{scope}", role, *SCOPES[scope])
    for command in COMMANDS:
        answer = shared_service.do(ended, command, BODIES.get(command, {}), who)
        if role in ALLOWED[Action(command)] and scope != "other":
            # What the state or a name refuses is another question: they get as far as that.
            assert answer.status in {200, 409, 422}, command
        else:
            assert the_problem_is_clear(answer), command


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_reads_and_files_where_it_reaches(
    shared_service: Service, ended: dict[str, Any], role: str, scope: str
) -> None:
    who = staff(f"{role}-{scope}", role, *SCOPES[scope])
    answers = {
        Action.LIST: shared_service.get("/api/desk/complaints", who, city="sz"),
        Action.READ: shared_service.case(ended, who),
        Action.FILE: shared_service.post("/api/desk/complaints", filing(channel="hotline"), who),
    }

    for action, answer in answers.items():
        if role in ALLOWED[action] and scope != "other":
            assert answer.status in {200, 201}, action
        else:
            assert the_problem_is_clear(answer), action


def test_the_page_of_roles_says_what_is_decided() -> None:
    assert WRITTEN.read_text("utf-8") == page(), "run `make docs`"
