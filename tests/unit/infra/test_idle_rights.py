"""A right counts as used where it was used on what it is for."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from infra.local.used_rights import Record, running
from tests.system.idle_rights import idle

TABLE = "arn:aws:dynamodb:eu-west-1:1:table/complaints"
ROLE = "arn:aws:sts::1:assumed-role/DeskRole/worker"


def line(kind: str, action: str, resource: str) -> str:
    return json.dumps([kind, "DeskRole", action, resource])


def test_what_was_never_used_or_only_elsewhere_is_idle() -> None:
    record = [
        line("granted", "dynamodb:PutItem", TABLE),
        line("granted", "dynamodb:DeleteItem", TABLE),
        line("granted", "dynamodb:Query", f"{TABLE}/index/by_city"),
        line("granted", "s3:GetObject", "arn:aws:s3:::files/clean/*"),
        line("granted", "logs:PutLogEvents", "arn:aws:logs:*"),
        line("used", "dynamodb:PutItem", TABLE),
        line("used", "dynamodb:Query", TABLE),
        line("used", "s3:GetObject", "arn:aws:s3:::files/clean/a/b"),
    ]

    assert idle(record) == {
        "DeskRole": [("dynamodb:DeleteItem", TABLE), ("dynamodb:Query", f"{TABLE}/index/by_city")]
    }


def test_the_engine_notes_once_what_a_role_may_and_does_and_answers_as_before(tmp_path: Path) -> None:
    file = tmp_path / "rights.jsonl"
    statement = SimpleNamespace(effect="Allow", actions=["dynamodb:PutItem"], resources=[TABLE])
    asked: list[Any] = []

    def evaluate(context: Any, policies: Any, *limits: Any) -> Any:
        asked.append((context, policies, limits))
        return SimpleNamespace(decision="Allow" if context.action == "dynamodb:PutItem" else "ImplicitDeny")

    running(file).write_text("test_the_desk", encoding="utf-8")
    watched = Record(file).watching(evaluate)
    for action in ("dynamodb:PutItem", "dynamodb:PutItem", "dynamodb:Scan"):
        context = SimpleNamespace(principal_arn=ROLE, action=action, resource_arn=TABLE)
        assert watched(context, [[statement]], "limit").decision in {"Allow", "ImplicitDeny"}

    assert [each[2] for each in asked] == [("limit",)] * 3
    assert [json.loads(each) for each in file.read_text("utf-8").splitlines()] == [
        ["granted", "DeskRole", "dynamodb:PutItem", TABLE],
        ["used", "DeskRole", "dynamodb:PutItem", TABLE, "test_the_desk"],
    ]
