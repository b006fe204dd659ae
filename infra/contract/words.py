"""What the members of requests mean. Kept out of the models: a function's cold start need not read it."""

from collections.abc import Mapping

from infra.contract.campaign_file_operations import CAMPAIGN_FILE_WORDS
from infra.contract.campaign_operations import CAMPAIGN_WORDS
from infra.contract.home_words import HOME_WORDS
from infra.contract.improvement_contract import IMPROVEMENT_WORDS
from infra.contract.insight_operations import INSIGHT_WORDS
from infra.contract.life_contract import LIFE_WORDS
from infra.contract.member_words import MEMBER_WORDS
from infra.contract.message_contract import MESSAGE_WORDS
from infra.contract.points_contract import POINTS_WORDS
from infra.contract.questionnaire_operations import QUESTIONNAIRE_WORDS
from infra.contract.results_operations import RESULTS_WORDS
from infra.contract.survey_contract import SURVEY_WORDS
from infra.contract.trend_operations import TREND_WORDS

CITY = "A city's code, from `GET /api/catalog`."
KEY = "The secret key that filing gave."
TEXT = (
    "Plain text; line breaks are kept. No control characters, nor marks that change the direction of writing."
)
RULE = "Where this comes from."

WORDS: Mapping[str, Mapping[str, str]] = {
    "FileBody": {
        "kind": "What it is.",
        "title": "In one line.",
        "text": TEXT,
        "city": CITY,
        "home": "The home that it is about.",
        "category": "A category's code, from `GET /api/catalog`.",
        "contact": "Whom to answer.",
        "public": "Whether it may stand on the public board, masked. In a form, a ticked checkbox: on, "
        "true, 1 or yes.",
        "language": "The language to answer in.",
        "channel": "How it comes in.",
        "occurred_on": "The day on which it happened, in the city's zone; not one to come.",
    },
    "DeskFileBody": {"severity": "How grave it is, as far as was heard."},
    "HomeBody": {
        "project": "The project's name.",
        "building": "The building.",
        "unit": "The unit; never shown on the board.",
    },
    "ContactBody": {
        "name": "The person's name; masked on the board.",
        "phone": "A telephone number, in any usual spelling; without a country code one of China.",
        "email": "An e-mail address.",
    },
    "MessageBody": {"key": KEY, "text": TEXT},
    "RemedyBody": {
        "key": KEY,
        "remedy": "Which offer, as `remedy` of the filer's view.",
        "accepted": "Whether it is taken.",
        "comment": TEXT,
    },
    "VerdictBody": {
        "key": KEY,
        "accepted": "Whether the solution is one.",
        "rating": "1 is the worst, 5 the best.",
        "comment": TEXT,
    },
    "FindBody": {
        "phone": "The telephone number that one filed with.",
        "email": "The e-mail address that one filed with.",
    },
    "FollowQuery": {"key": KEY},
    "DeskAttachmentBody": {
        "filename": "What it is called; folders and odd characters are left out.",
        "content_type": "What it is; looked at in the file itself.",
        "size": "Its bytes, as far as one knows.",
    },
    "AttachmentBody": {"key": KEY},
    "DownloadQuery": {"key": KEY},
    "PageQuery": {
        "limit": "At most this many.",
        "cursor": "`next_cursor` of the page before, of this very list.",
    },
    "BoardQuery": {
        "city": CITY,
        "project": "A project's name, exactly.",
        "kind": "Only this kind.",
        "month": "Only what was received in this month, as YYYY-MM in the city's zone.",
    },
    "PromiseQuery": {
        "city": CITY,
        "project": "A project's name, exactly.",
        "month": "As YYYY-MM; the present one by default.",
    },
    "WorkQuery": {
        "view": "Which part of the work.",
        "city": CITY,
        "status": "Only this status.",
        "severity": "Only this severity.",
        "kind": "Only this kind.",
        "project": "A project's name, exactly.",
        "filer": "Only filers whom the company knows as this.",
    },
    "ReadingsQuery": {
        "actor": "What this member of staff read, by id; or else `number`.",
        "number": "Who read this case; or else `actor`.",
        "from": "From this instant on.",
        "to": "Before this instant.",
    },
    "PersonBody": {
        "phone": "The person's telephone number.",
        "email": "The person's e-mail address.",
        "reason": "Why, for the record, which is kept: it must not say who the person is.",
    },
    "AssignBody": {"to": "Who is to handle it: an id of the city's reporting line."},
    "BulkBody": {
        "command": "What is to be done to each case.",
        "numbers": "The cases, each once.",
        "to": "Of `assign`: who is to handle them.",
        "text": f"Of `reply` and `note`. {TEXT}",
        "public": "Of `reply`: whether the board shows it; by default, whether the case is public.",
        "saved": "Of `reply`, in place of `text`: the code of a saved reply, filled in for each case.",
        "team": "Of `transfer`: the team that they go to.",
        "reason": f"Of `transfer`. {TEXT}",
    },
    "RepliesQuery": {"language": "The language of the replies; by default the case's own."},
    "TriageBody": {
        "severity": "How grave it is; the promises follow it.",
        "category": "A category's code, from `GET /api/catalog`.",
        "safety": "Whether somebody's safety is touched.",
        "complexity": "How hard it is to settle.",
        "impact": "How far it reaches.",
        "immediate_action": "Whether something must be done at once.",
    },
    "ReplyBody": {
        "text": TEXT,
        "public": "Whether the board shows it; by default, whether the case is public.",
    },
    "TextBody": {"text": TEXT},
    "ReasonBody": {"reason": TEXT},
    "ResolveBody": {
        "summary": f"What was done, for the customer. {TEXT}",
        "cause": "A cause's code, from `GET /api/catalog`.",
        "department": "The responsible department's code, from `GET /api/catalog`.",
        "contractor": "The responsible contractor, where there is one: one of the catalog's, if it has any.",
    },
    "ExtendBody": {
        "clock": "Which promise.",
        "until": "The new deadline (RFC 3339, with zone): later than the present one, at most 180 days "
        "from now.",
        "reason": f"Why; the customer is told. {TEXT}",
    },
    "LinkBody": {"incident": "The incident's id; null unlinks."},
    "IncidentQuery": {"city": CITY, "status": "Only those of this status."},
    "OpenBody": {
        "title": "In one line.",
        "city": CITY,
        "project": "The project's name, where it is one project's.",
        "building": "The building, where it is one building's.",
        "category": "A category's code, from `GET /api/catalog`.",
        "text": f"What is known. {TEXT}",
        "complaints": "Numbers of the complaints to link.",
    },
    "ConfirmBody": {"title": "What to call it from now on; without it the title stays."},
    "DismissBody": {"reason": f"For colleagues. {TEXT}"},
    "OutcomeBody": {
        "cause": "A cause's code, from `GET /api/catalog`.",
        "department": "The responsible department's code, from `GET /api/catalog`.",
        "contractor": "The responsible contractor, if there is one.",
    },
    "BroadcastBody": {
        "text": f"The answer, in words for every one of them. {TEXT}",
        "translations": f"The same in `zh` or `en`, for those who write in that language. {TEXT}",
        "resolve": "Given where the answer also settles each complaint: what was established.",
    },
    "CloseBody": {"summary": f"What was found, for colleagues. {TEXT}"},
    "TransferBody": {"team": "The team's code.", "reason": f"For colleagues. {TEXT}"},
    "HeardBody": {"text": f"What was said. {TEXT}", "channel": "Where it was said."},
    "MergeBody": {"into": "The number of the case in which it goes on."},
    "OfferBody": {
        "remedy": "What is offered.",
        "amount": "In fen (CNY): for compensation, and for nothing else.",
        "text": f"The offer, in words for the customer. {TEXT}",
    },
    "ApproveBody": {"remedy": "The proposed remedy that is meant; by default the one that is proposed."},
    "DeclineBody": {
        "reason": f"For colleagues. {TEXT}",
        "remedy": "The proposed remedy that is meant; by default the one that is proposed.",
    },
    "VisitBody": {
        "since": "When it begins (RFC 3339, with zone).",
        "until": "When it ends: later than now, at most 180 days on.",
        "contractor": "Who comes, where it is a contractor: one of the catalog's, if it has any.",
        "text": f"An answer to the customer. {TEXT}",
    },
    "VisitedBody": {
        "visit": "Which visit of the case.",
        "outcome": "What came of it.",
        "text": f"The customer sees it. {TEXT}",
        "works": "What is still to be done: for `more_work`, and for nothing else.",
    },
    "WorkBody": {
        "what": f"What is to be done; the customer sees it. {TEXT}",
        "due": "Until when: later than now, at most 180 days on.",
        "contractor": "Who does it, where it is a contractor: one of the catalog's, if it has any.",
    },
    "FinishBody": {"work": "Which work of the case.", "text": f"The customer sees it. {TEXT}"},
    **IMPROVEMENT_WORDS,
    **MEMBER_WORDS,
    **MESSAGE_WORDS,
    **POINTS_WORDS,
    **QUESTIONNAIRE_WORDS,
    **CAMPAIGN_FILE_WORDS,
    **SURVEY_WORDS,
    **CAMPAIGN_WORDS,
    **RESULTS_WORDS,
    **INSIGHT_WORDS,
    **TREND_WORDS,
    "SegmentBody": {"name": f"What it is called. {TEXT}"},
    "SegmentChangeBody": {
        "name": f"What it is called. {TEXT}",
        "filter": "Whom it means (docs/segments.md).",
        "archived": "Whether it is put aside: it is kept, but not counted.",
    },
    **HOME_WORDS,
    **LIFE_WORDS,
    "ImportBody": {
        "kind": "What the file is of.",
        "city": CITY,
        "mapping": "Which column of the file means what.",
        "filename": "The file's name, for the record.",
    },
    "MappingBody": {
        "delimiter": "What stands between two cells.",
        "language": "The customers' language.",
        "external_id": "The case's id in its source; with the source it names the case, so that none comes "
        "twice.",
        "opened": "When the case was opened.",
        "due": "When the source had promised it.",
        "closed": "When it was closed; empty for one that is open.",
        "label": "The source's own word on whether the promise was kept, to compare with ours.",
        **dict.fromkeys(("title", "kind", "category", "severity", "channel", "project"), RULE),
        **dict.fromkeys(("building", "unit", "name", "phone", "email"), RULE),
    },
    "MemberImportBody": {
        "kind": "What the file is of.",
        "mapping": "Which column of the file means what.",
        "filename": "The file's name, for the record.",
    },
    "MemberMappingBody": {
        "delimiter": "What stands between two cells.",
        "external_id": "The id in its source; with the source it names them, so that none comes twice.",
        "birth_date": "When they were born; members were of age when they joined.",
        "consents": "What they have declared.",
        **dict.fromkeys(("name", "phone", "email", "sex", "employer", "education"), RULE),
    },
    "ImportedConsentsBody": {"on": "The day on which they agreed."},
    "DayBody": {"column": "A column of the file."},
    "RuleBody": {"column": "A column of the file.", "constant": "The same for each row."},
    "TimeBody": {"column": "A column of the file."},
    "LabelBody": {
        "column": "A column of the file.",
        "met": "What it says where the promise was kept.",
        "breached": "What it says where it was broken.",
    },
}
"""By model and member. A model's words hold for its heirs too; a model's own description wins."""

OVERVIEW = """\
Complaints of a residential developer's customers: filed, followed, answered within 24 hours, in public
where the customer likes.

**Form.** JSON in UTF-8, names in snake_case. Instants are RFC 3339 in UTC with milliseconds, dates
`YYYY-MM-DD`. A request with an unknown field, or with the same name twice, is refused. In an answer every
member is always there, null where there is nothing; further members may be added, so skip what you don't
know.

**Numbers.** A complaint's number is written `K7Q2-9XPD-D`. Case, hyphens and spaces don't matter, O is read
as 0, I and L as 1; a mistyped one is no number, and so a 404.

**Lists** take `limit` and `cursor` and answer `items` and `next_cursor`. A cursor is good for the very
list, with the very filters, that gave it.

**Errors** are RFC 9457 problem documents. Rely on `status` and `type`; `title` and `detail` are for people.
`errors` names each field at fault: a JSON Pointer into the body, `?name` for a parameter of the query,
`#Name` for a header. What the gateway refuses before a function sees it (no valid token, too many requests
at once, a body over 10 MB) comes with the gateway's own short body instead.

**Doing it twice.** With an `Idempotency-Key`, whatever changes a case can be repeated safely: filing gives
the first answer again for as long as the complaint stands; a message, a verdict or a command is done once
within seven days, and a repetition gives the case as it stands. Staff can add `If-Match` to change only the
version that they saw.

**Following a request.** Every answer carries `X-Request-Id`; say it when you ask us about one.

**Staff** send `Authorization: Bearer` with a JWT of the configured issuer. Its groups give the roles
(`agent`, `lead`, `manager`, `marketing`, `auditor`, `admin`) and the scope (`city:<code>`, or `hq` for
all).
"""
