"""The public operations."""

from hearthline.complaints import bodies
from infra.contract import public_answers as answers
from infra.contract.operations import Answer, Operation

NO_SUCH = "No such complaint, or not with this key: the very same answer, whichever is wrong."
OF_THE_STATE = "`reason` says why, `state` what stands there now."
BACK = Answer(303, "By form: back to the filer's page.", headers=("Location",))
A_FILING = {
    "kind": "repair",
    "title": "客厅天花板漏水",
    "text": "上周下雨后客厅天花板开始漏水。",
    "city": "sz",
    "home": {"project": "海岸花园", "building": "3栋", "unit": "1801"},
    "category": "water_leak",
    "contact": {"name": "王小明", "phone": "13800138000", "email": "wang@example.com"},
    "public": True,
    "language": "zh",
}


PUBLIC: tuple[Operation, ...] = (
    Operation(
        "POST /api/complaints",
        "fileComplaint",
        "Complaints",
        "File a complaint",
        "Opens a complaint, whose three promises start at once. Send an `Idempotency-Key` and repeat the "
        "request as "
        "often as the network asks for: there will be one complaint. Any site may send it, as JSON or as a "
        "plain HTML "
        "form with dotted names (`contact.phone`); a form's empty fields count as not given, and a browser "
        "is sent on "
        "to the filer's own page.",
        (
            Answer(201, "It is filed.", answers.Filed, headers=("Location", "AnyOrigin")),
            Answer(303, "It is filed by form: on to `follow_url`.", headers=("Location", "AnyOrigin")),
        ),
        {
            422: "A field is not right, or the Idempotency-Key was used for another filing.",
            429: "This address (in 10 minutes) or this contact (in an hour) has filed too often.",
        },
        body=bodies.FileBody,
        form="FileForm",
        form_extra={
            "idempotency_key": {
                "type": "string",
                "pattern": "^[!-~]{16,128}$",
                "description": "As the header of that name, which a form can't send.",
            }
        },
        headers=("IdempotencyKey",),
        examples={"leak": {"summary": "A leak, public", "value": A_FILING}},
    ),
    Operation(
        "OPTIONS /api/complaints",
        "preflight",
        "Complaints",
        "Whether a script of another site may file",
        "What a browser asks before it lets a script file from another site: it may.",
        (Answer(204, "It may.", headers=("AnyOrigin",)),),
    ),
    Operation(
        "GET /api/complaints/{number}",
        "followComplaint",
        "Complaints",
        "Follow one's own complaint",
        "The filer's own view: what was promised and kept, and what was said. A page where HTML is "
        "preferred.",
        (Answer(200, "The complaint.", answers.FilerView, page=True),),
        {404: NO_SUCH},
        query=bodies.FollowQuery,
    ),
    Operation(
        "POST /api/complaints/{number}/messages",
        "sayMore",
        "Complaints",
        "Say more",
        "Adds a message of the filer. It ends the wait when we had asked something; it never counts as our "
        "answer. "
        "A settled case stays settled: to reopen one, give a verdict.",
        (Answer(201, "It is added.", answers.FilerHead), BACK),
        {
            404: NO_SUCH,
            409: f"Refused by the state: `merged` or `said_enough`. {OF_THE_STATE}",
            429: "30 in an hour are taken.",
        },
        body=bodies.MessageBody,
        headers=("IdempotencyKey",),
        form="MessageForm",
        examples={"more": {"value": {"key": "1Gq0vSUe9sUeUQkBtnBOGg", "text": "今天又漏了，请尽快派人。"}}},
    ),
    Operation(
        "POST /api/complaints/{number}/verdict",
        "giveVerdict",
        "Complaints",
        "Accept the solution, or not",
        "After `resolved`: accepting closes the case, not accepting reopens it with fresh promises. Once a "
        "round.",
        (Answer(200, "It is noted.", answers.FilerHead), BACK),
        {
            404: NO_SUCH,
            409: f"Refused by the state: `not_resolved`, `verdict_given` or `not_reopenable`. {OF_THE_STATE}",
            429: "30 messages and verdicts in an hour are taken.",
        },
        body=bodies.VerdictBody,
        headers=("IdempotencyKey",),
        form="VerdictForm",
        examples={"content": {"value": {"key": "1Gq0vSUe9sUeUQkBtnBOGg", "accepted": True, "rating": 5}}},
    ),
    Operation(
        "POST /api/complaints/{number}/remedy",
        "answerRemedy",
        "Complaints",
        "Accept an offer, or not",
        "What was offered to make it good, as `remedies` of the filer's view show it. Once for each offer.",
        (Answer(200, "It is noted.", answers.FilerHead), BACK),
        {
            404: NO_SUCH,
            409: f"Refused by the state: `merged`, `no_such_remedy` or `remedy_ended`. {OF_THE_STATE}",
            429: "30 messages, verdicts and answers in an hour are taken.",
        },
        body=bodies.RemedyBody,
        headers=("IdempotencyKey",),
        form="RemedyForm",
        examples={"taken": {"value": {"key": "1Gq0vSUe9sUeUQkBtnBOGg", "remedy": 1, "accepted": True}}},
    ),
    Operation(
        "POST /api/complaints/find",
        "findComplaints",
        "Complaints",
        "Have one's links sent again",
        "Sends the follow links of a contact's complaints to that contact. The answer is the same whether "
        "or not there "
        "are any, and however often it is asked.",
        (Answer(202, "If there are any, they are being sent."),),
        body=bodies.FindBody,
        examples={
            "phone": {"value": {"phone": "13800138000"}},
            "email": {"value": {"email": "wang@example.com"}},
        },
    ),
    Operation(
        "GET /api/board",
        "readBoard",
        "Board",
        "The public board",
        "Public complaints, newest first; personal data are masked.",
        (Answer(200, "A page.", answers.Board),),
        {400: "The query can't be read, or the cursor is not one of this very list."},
        query=bodies.BoardQuery,
    ),
    Operation(
        "GET /api/board/promise",
        "readPromise",
        "Board",
        "How the promise is kept",
        "The share of first answers within 24 hours and the median time to answer, of one month, by city; "
        "complaints of partners, staff and the press are not among them.",
        (Answer(200, "The figures.", answers.Promise),),
        {404: "No such city."},
        query=bodies.PromiseQuery,
    ),
    Operation(
        "GET /api/board/{number}",
        "readPost",
        "Board",
        "One public complaint",
        "A public complaint with its answers; personal data are masked.",
        (Answer(200, "The post.", answers.Thread),),
        {404: "No such complaint, or not a public one."},
    ),
    Operation(
        "GET /api/catalog",
        "readCatalog",
        "Service",
        "What can be chosen",
        "Kinds, categories, cities with their projects (also those that the sales system has told of), "
        "causes, departments, languages and limits. Good for a minute.",
        (Answer(200, "The catalog.", answers.Catalog),),
    ),
    Operation(
        "GET /api/health",
        "checkHealth",
        "Service",
        "Whether it works",
        "The function runs and can read its table.",
        (Answer(200, "It does.", answers.Health),),
    ),
    Operation(
        "GET /api/openapi.json",
        "readContract",
        "Service",
        "This contract",
        "This document.",
        (Answer(200, "OpenAPI 3.1.", schema=True),),
    ),
)
