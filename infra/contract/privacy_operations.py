"""The staff operations about persons' data."""

from hearthline.complaints.privacy import bodies
from hearthline.platform.access import ALLOWED, Action
from infra.contract import privacy_answers as answers
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE

AN_ERASURE = {"phone": "+86 138 0013 8000", "reason": "Asked for in writing on 2026-11-20, file 2026-117."}
AN_EXPORT = {"email": "wang@example.com", "reason": "Asked for in writing on 2026-11-20, file 2026-118."}
KEY = "A field is not right, or the Idempotency-Key was used for another request."


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}, with the scope `hq`."


PRIVACY: tuple[Operation, ...] = (
    Operation(
        "GET /api/desk/readings",
        "readReadings",
        "Privacy",
        "Who read what",
        "Each opening of a case or an attachment, of an import's rejected rows and of an export by staff, "
        "newest first: of one member of staff, or of one case. The work list shows no contact and no unit; "
        f"that it was read is a line of the log. {_roles(Action.AUDIT)}",
        (Answer(200, "A page.", answers.ReadingList),),
        {400: "The query can't be read, or the cursor is not one of this very list.", 404: "No such number."},
        query=bodies.ReadingsQuery,
        staff=True,
    ),
    Operation(
        "POST /api/desk/persons/erasures",
        "erasePerson",
        "Privacy",
        "Take a person out of everything",
        "A member with this contact is one no more: nothing of their record is left but what was counted. "
        "All cases filed so far with any of their contacts, or with the one given, lose name, contact, unit, "
        "all that was written, and all files; what was done, and when, stays. A case that has not ended "
        "waits, and is erased by itself when it has. Make sure before that it is this person who asks. "
        f"{_roles(Action.SERVE_PERSON)}",
        (Answer(202, "It has begun.", answers.ErasureView, headers=("Location",)),),
        {422: KEY},
        body=bodies.PersonBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={"asked": {"value": AN_ERASURE}},
    ),
    Operation(
        "GET /api/desk/persons/erasures/{id}",
        "readErasure",
        "Privacy",
        "How far an erasure is",
        f"And how many cases still wait. {_roles(Action.SERVE_PERSON)}",
        (Answer(200, "The erasure.", answers.ErasureView),),
        {404: "No such erasure."},
        staff=True,
    ),
    Operation(
        "POST /api/desk/persons/exports",
        "exportPerson",
        "Privacy",
        "Give a person all that is known of them",
        "One JSON document of their record, where they are a member, and of all their cases, as "
        "docs/person-export.schema.json describes it. Make sure "
        f"before that it is this person who asks. {_roles(Action.SERVE_PERSON)}",
        (Answer(202, "It has begun.", answers.ExportView, headers=("Location",)),),
        {422: KEY},
        body=bodies.PersonBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={"asked": {"value": AN_EXPORT}},
    ),
    Operation(
        "GET /api/desk/persons/exports/{id}",
        "readExport",
        "Privacy",
        "How far an export is",
        f"And where its file is. {_roles(Action.SERVE_PERSON)}",
        (Answer(200, "The export.", answers.ExportView),),
        {404: "No such export."},
        staff=True,
    ),
    Operation(
        "GET /api/desk/persons/exports/{id}/file",
        "readExportFile",
        "Privacy",
        "An export's file",
        f"It is kept for 7 days; that it was read is recorded. {_roles(Action.SERVE_PERSON)}",
        (Answer(303, "On to the file, for a minute.", headers=("Location",)),),
        {404: "No such export, or its file is gone.", 409: f"It still runs. {OF_THE_STATE}"},
        staff=True,
    ),
)
