"""The staff operations."""

from collections.abc import Mapping
from typing import Any

from hearthline.complaints import desk_bodies
from hearthline.complaints.imports.bodies import ImportBody
from hearthline.platform.access import ALLOWED, Action
from infra.contract import staff_answers as answers
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import A_FILING, OF_THE_STATE

COMMAND_ROUTE = "POST /api/desk/complaints/{number}/{command}"
COMMANDS: Mapping[str, tuple[str, str, str, dict[str, Any] | None]] = {
    "claim": (
        "Take a case that nobody has",
        "Of two who claim at once one gets it; the other is told who did.",
        "not_open already_taken",
        None,
    ),
    "assign": (
        "Give a case to a handler",
        "To somebody of the city's reporting line.",
        "not_open already_taken",
        {"to": "agent"},
    ),
    "acknowledge": (
        "Say that one has seen the escalation",
        "Of the step that is running: the next level is not told.",
        "nothing_to_acknowledge",
        None,
    ),
    "triage": (
        "Assess a case",
        "What is not given stays. Another severity reckons the promises anew from their start.",
        "not_open",
        {"severity": "high", "safety": True},
    ),
    "reply": (
        "Answer the customer",
        "Keeps the promise to answer. With `public` it also stands on the board when the case does.",
        "not_open",
        {"text": "师傅明天上午九点上门检查。"},
    ),
    "note": (
        "Write down something for colleagues",
        "Neither the customer nor the public ever sees it; no promise is kept by it.",
        "",
        {"text": "客户希望周末上门。"},
    ),
    "ask": (
        "Ask the customer something",
        (
            "Keeps the promise to answer; the promise to resolve stands still until they answer, 10 days "
            "at "
            "most."
        ),
        "not_open",
        {"text": "请问漏水的位置有照片吗？"},
    ),
    "resolve": (
        "State that the matter is settled",
        (
            "The customer is told the summary and asked for a verdict. Cause and department are codes of "
            "the "
            "catalog."
        ),
        "not_open",
        {"summary": "已更换破损的防水层。", "cause": "workmanship", "department": "engineering"},
    ),
    "reject": (
        "Decline a case that is out of scope",
        "With a reasoned answer, which the customer is told.",
        "not_open",
        {"reason": "该区域由市政部门管理，我们已代为转达。"},
    ),
    "extend": (
        "Promise a later instant",
        "The customer is told the reason; the first promise is kept on record beside it.",
        "not_open clock_not_running extension_out_of_range",
        {"clock": "resolve", "until": "2026-12-31T10:00:00.000Z", "reason": "需要定制的配件尚未到货。"},
    ),
    "reopen": (
        "Take up a settled case again",
        "Within 30 days of closing; with a fresh promise to answer and half the time to resolve.",
        "not_reopenable",
        {"reason": "同一位置再次漏水。"},
    ),
    "close": (
        "End a resolved case",
        "Without waiting for the customer's verdict.",
        "not_resolved",
        None,
    ),
}
CATALOG_CODES = frozenset({"assign", "triage", "resolve"})


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}."


def _command(name: str) -> Operation:
    summary, description, reasons, example = COMMANDS[name]
    codes = ", ".join(f"`{reason}`" for reason in reasons.split())
    return Operation(
        COMMAND_ROUTE,
        name,
        "Desk",
        summary,
        f"{description} {_roles(Action(name))}",
        (Answer(200, "The new head.", answers.CaseHead, headers=("ETag",)),),
        {
            404: "No such complaint.",
            412: "It is no longer of the version that `If-Match` names.",
            **({409: f"Refused by the state: {codes}. {OF_THE_STATE}"} if codes else {}),
        },
        body=desk_bodies.COMMANDS[name][0],
        body_optional=desk_bodies.COMMANDS[name][0] is desk_bodies.NothingBody,
        headers=("IdempotencyKey", "IfMatch"),
        staff=True,
        path=f"/api/desk/complaints/{{number}}/{name}",
        examples={name: {"value": example}} if example else {},
    )


STAFF: tuple[Operation, ...] = (
    Operation(
        "GET /api/desk/complaints",
        "readWorkList",
        "Desk",
        "The work list",
        "Cases of one's cities, most urgent deadline first. `city` (the default), `team`, `unassigned` and "
        "`mine` hold "
        "open cases, `mine` also resolved ones; `breached` those with a deadline missed and still to be "
        "met; `due` "
        f"those whose next deadline comes within 24 hours; `all` also what has ended. "
        f"{_roles(Action.LIST)}",
        (Answer(200, "A page.", answers.WorkList),),
        {400: "The query can't be read, or the cursor is not one of this very list.", 404: "No such city."},
        query=desk_bodies.WorkQuery,
        staff=True,
    ),
    Operation(
        "POST /api/desk/complaints",
        "fileForCustomer",
        "Desk",
        "File for a customer",
        f"What a customer said by telephone, at the counter or anywhere else. {_roles(Action.FILE)}",
        (Answer(201, "It is filed.", answers.FiledByStaff, headers=("Location",)),),
        {422: "A field is not right, or the Idempotency-Key was used for another filing."},
        body=desk_bodies.DeskFileBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={"hotline": {"value": {**A_FILING, "channel": "hotline", "severity": "high"}}},
    ),
    Operation(
        "GET /api/desk/complaints/{number}",
        "readCase",
        "Desk",
        "One case",
        f"Everything about a case. That it was read is recorded. {_roles(Action.READ)}",
        (Answer(200, "The case.", answers.Case, headers=("ETag",)),),
        {404: "No such complaint."},
        staff=True,
    ),
    *(_command(name) for name in desk_bodies.COMMANDS),
    Operation(
        "POST /api/imports",
        "beginImport",
        "Imports",
        "Begin an import of history",
        "Takes the mapping of a CSV file's columns, and lends the right to upload the file. Rows are "
        "checked one by "
        f"one; running it twice adds nothing. {_roles(Action.IMPORT)}",
        (Answer(201, "It is prepared.", answers.ImportBegun, headers=("Location",)),),
        body=ImportBody,
        staff=True,
        examples={
            "old-desk": {
                "value": {
                    "city": "sz",
                    "source": "old-desk",
                    "filename": "cases.csv",
                    "mapping": {
                        "external_id": {"column": "case"},
                        "opened": {
                            "column": "opened",
                            "format": "%Y-%m-%d %H:%M:%S",
                            "zone": "Asia/Shanghai",
                        },
                        "due": {"column": "due", "format": "%Y-%m-%d %H:%M:%S", "zone": "Asia/Shanghai"},
                        "title": {"template": "{type} {street}"},
                        "kind": {"constant": "repair"},
                    },
                }
            }
        },
    ),
    Operation(
        "GET /api/imports/{id}",
        "readImport",
        "Imports",
        "How far an import is",
        f"Progress while it runs, and what came of the rows. {_roles(Action.IMPORT)}",
        (Answer(200, "The import.", answers.ImportView),),
        {404: "No such import."},
        staff=True,
    ),
    Operation(
        "GET /api/imports/{id}/rejected",
        "readRejectedRows",
        "Imports",
        "The rows that were not taken",
        f"To a CSV file of the rejected rows, each with its line and reason. {_roles(Action.IMPORT)}",
        (Answer(303, "On to the file, for a minute.", headers=("Location",)),),
        {404: "No such import, or no row of it was rejected.", 409: f"It still runs. {OF_THE_STATE}"},
        staff=True,
    ),
)
