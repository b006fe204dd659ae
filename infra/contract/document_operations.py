"""The operations of documents, of saved replies, and of one command on many cases."""

from hearthline.complaints.bulk_bodies import BulkBody, RepliesQuery
from hearthline.platform.access import ALLOWED, Action
from infra.contract import document_answers as answers
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE

NAMES = "`policy`, `catalog`, `reporting-line`, `saved-replies`, `word-list` and `calendar-` with its code"
NO_SUCH = "No such document."


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}."


_READ = _roles(Action.READ_DOCUMENT)
_EDIT = f"{_roles(Action.EDIT_DOCUMENT)} With the scope `hq`."

DOCUMENTS: tuple[Operation, ...] = (
    Operation(
        "GET /api/documents",
        "listDocuments",
        "Documents",
        "The documents that the rules run by",
        f"There are {NAMES}. {_READ}",
        (Answer(200, "Their versions in force.", answers.DocumentList),),
        staff=True,
    ),
    Operation(
        "GET /api/documents/{name}",
        "readDocument",
        "Documents",
        "A document, as it is in force",
        f"Telephone numbers and addresses of staff are shown to auditor and admin only. {_READ}",
        (Answer(200, "The document.", answers.DocumentView, headers=("ETag",)),),
        {404: NO_SUCH},
        staff=True,
    ),
    Operation(
        "POST /api/documents/{name}",
        "saveDocument",
        "Documents",
        "Save a document's next version",
        "In force everywhere within a minute, from then on: a promise already given stays as it was. A "
        "calendar's "
        f"open provisional deadlines are reckoned again. At most 256 kB. {_EDIT}",
        (Answer(201, "The new version.", answers.DocumentView, headers=("ETag", "Location")),),
        {
            404: NO_SUCH,
            409: f"Refused by the state: `saved_meanwhile`. {OF_THE_STATE}",
            412: "`If-Match` names a version that is not the one in force.",
            422: "It is not right in itself, or does not fit the other documents; `errors` says where.",
        },
        body=answers.DocumentText,
        headers=("IfMatch",),
        staff=True,
    ),
    Operation(
        "POST /api/documents/{name}/check",
        "checkDocument",
        "Documents",
        "Check a document without saving it",
        f"Says what saving it now would be refused for. {_EDIT}",
        (Answer(200, "Whether it could be saved.", answers.DocumentCheck),),
        {404: NO_SUCH},
        body=answers.DocumentText,
        staff=True,
    ),
    Operation(
        "GET /api/documents/{name}/versions",
        "listDocumentVersions",
        "Documents",
        "Every version of a document",
        f"Newest first. {_READ}",
        (Answer(200, "Its versions.", answers.DocumentHistory),),
        {404: NO_SUCH},
        staff=True,
    ),
    Operation(
        "GET /api/documents/{name}/versions/{version}",
        "readDocumentVersion",
        "Documents",
        "One version of a document",
        f"Versions never change. {_READ}",
        (Answer(200, "The version.", answers.DocumentView, headers=("ETag",)),),
        {404: "No such document, or not in this version."},
        staff=True,
    ),
)

REPLYING: tuple[Operation, ...] = (
    Operation(
        "GET /api/desk/complaints/{number}/replies",
        "readSavedReplies",
        "Desk",
        "Saved replies for a case",
        "Those that fit its kind and category, filled in for it. One that names what the case lacks, as a "
        "deadline "
        f"that is past, is left out. {_roles(Action.REPLY)}",
        (Answer(200, "The replies.", answers.SavedReplyOffers),),
        {404: "No such complaint."},
        query=RepliesQuery,
        staff=True,
    ),
    Operation(
        "POST /api/desk/bulk",
        "commandMany",
        "Desk",
        "One command on many cases",
        "Up to 100 cases, each decided for itself, in order: what stands against one stops no other. With "
        "an "
        "Idempotency-Key each case takes the command once. A 503 for a case means that there was no time "
        "for it: "
        "send the same again. For the roles of each command.",
        (Answer(200, "What became of each case.", answers.BulkResults),),
        body=BulkBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={
            "assign": {
                "value": {"command": "assign", "numbers": ["K7Q2-9XPD-D"], "to": "agent"},
            },
            "saved-reply": {
                "value": {"command": "reply", "numbers": ["K7Q2-9XPD-D"], "saved": "visit_arranged"},
            },
        },
    ),
)
