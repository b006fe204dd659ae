"""The staff operations."""

from hearthline.complaints import desk_bodies
from hearthline.platform.access import ALLOWED, Action
from infra.contract import staff_answers as answers
from infra.contract.case_view_answers import Case
from infra.contract.commands import COMMANDS, OPTIONAL_BODIES
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import A_FILING, OF_THE_STATE

COMMAND_ROUTE = "POST /api/desk/complaints/{number}/{command}"


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}."


def _command(name: str) -> Operation:
    summary, description, reasons, example = COMMANDS[name]
    codes = ", ".join(f"`{reason}`" for reason in (*reasons.split(), "erased"))
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
            409: f"Refused by the state: {codes}. {OF_THE_STATE}",
        },
        body=desk_bodies.COMMANDS[name][0],
        body_optional=desk_bodies.COMMANDS[name][0].__name__ in OPTIONAL_BODIES,
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
        "`mine` hold open cases and those with works outstanding: `mine` also resolved ones, and what those "
        "have for whom one stands in today; `team` those of the teams that one is in or leads, or of all "
        "where that is none; `breached` "
        "those with a deadline missed and still to be met; `due` those whose next deadline comes within 24 "
        "hours; "
        f"`all` also what has ended. {_roles(Action.LIST)}",
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
        "Everything about a case: its promises with every pause and extension, the policy that they come "
        "from, whom it was escalated to, what else its person and its home brought, and what it is related "
        f"to. That it was read is recorded. {_roles(Action.READ)}",
        (Answer(200, "The case.", Case, headers=("ETag",)),),
        {404: "No such complaint."},
        staff=True,
    ),
    *(_command(name) for name in desk_bodies.COMMANDS),
)
