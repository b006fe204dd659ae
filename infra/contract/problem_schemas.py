"""Refusals in the contract: a schema for each kind of problem, and a response for each status."""

from collections.abc import Mapping
from typing import Any

from hearthline.platform.problems import CONTENT_TYPE, Kind

FROM_THE_GATEWAY = frozenset({401, 413, 429, 500, 503})
"""Statuses that the gateway may also answer by itself, with a body of its own and without our request id."""

REASONS: Mapping[str, str] = {
    "not_open": "the case is settled, rejected or merged",
    "already_taken": "somebody, or this very handler, has it",
    "not_linkable": "the case is closed, rejected or merged",
    "already_linked": "the case is linked to this very incident",
    "linked_elsewhere": "the case is linked to another incident",
    "not_linked": "the case is linked to no incident",
    "other_city": "the case has gone to another city than its incident's; told of who was left out",
    "incident_not_open": "the incident is only suggested, or has ended",
    "incident_ended": "the incident was closed or dismissed",
    "not_suggested": "the incident is not a suggestion any more",
    "job_running": "complaints of the incident are being linked or answered at the moment",
    "no_members": "no complaint is linked to the incident",
    "too_many_broadcasts": "the incident has had 50 broadcasts",
    "nothing_to_acknowledge": "no escalation step is running, or it is acknowledged",
    "clock_not_running": "this promise is kept or called off",
    "extension_out_of_range": "not between `after` and `until`",
    "not_reopenable": "not settled, or settled too long ago",
    "not_resolved": "the case is not resolved",
    "verdict_given": "this round has its verdict",
    "merged": "the case goes on as `merged_into`",
    "said_enough": "the case holds all the text that it can take from its filer",
    "same_team": "this very team has it",
    "merge_into_itself": "it is the same case",
    "merge_across_persons": "the two cases have no contact in common",
    "has_absorbed": "another case was merged into this one",
    "unfinished": "a remedy, a visit or a work of it is under way",
    "target_merged": "the other case was merged itself",
    "target_erased": "the person was taken out of the other case",
    "target_ended": "the other case is closed or rejected",
    "no_such_proposal": "no remedy, or not this one, waits for consent",
    "already_approved": "this person has consented already",
    "no_such_remedy": "no such remedy was offered",
    "remedy_ended": "it is answered, or another offer took its place",
    "not_wished": "its filer did not ask for the public board",
    "already_public": "the board shows it",
    "not_public": "the board does not show it",
    "erased": "the person was taken out of the case",
    "out_of_range": "not between `after` and `until`",
    "too_many": "the case holds as many as it can take",
    "no_such_visit": "the case has no such visit",
    "visit_reported": "the visit is reported",
    "letter_sent": "the letter was sent, and stays as it is",
    "visit_ended": "the visit to the home is done, refused, given up or called off",
    "no_such_work": "the case has no such work",
    "work_done": "the work is done",
    "attached_enough": "the case has all the files that it can take",
    "attachment_known": "the file was announced before, more than seven days ago",
    "attachment_not_awaited": "the file was looked through before",
    "attachment_not_released": "the file is awaited, or was put aside",
    "decision_not_possible": "this decision does not follow on the present one",
    "already_decided": "the improvement is no longer proposed",
    "linked_enough": "an improvement names 100 complaints at most",
    "import_not_ended": "the import still runs",
    "saved_meanwhile": "somebody else saved this document just now; read it again",
    "export_not_ended": "the export still runs",
    "code_refused": "the code is wrong, used, replaced, too old or tried too often, or none was asked for",
    "not_joined": "the code is right, but the contact is no member's: join first, with the same code",
    "already_member": "the code is right, and the contact is a member's: sign in, with the same code",
    "contact_taken": "the code is right, but the contact is somebody else's",
    "last_contact": "it is the only contact that is left",
    "session_too_old": "sign in again first: the session began more than ten minutes ago",
    "not_enough_points": "more points than there are; see `state.balance`",
    "source_used": "this source stands for another entry of the member's; see `state.entry`",
    "not_a_member": "the person has not joined the club, or was taken out of it",
    "not_reversible": "what has expired, was recovered or is itself a reversal is not taken back",
    "texts_changed": "other texts are in force than those that were read",
    "archived": "the segment was put aside",
    "frozen": "a campaign that was launched asks this version, or it ships with the product; save the next",
    "until_ended": "while an anonymous campaign runs, two looks would tell who answered in between",
    "not_third_party": "the campaign asks by itself; no outside firm has a sample of it",
    "not_launched": "the campaign was never launched, so there is nothing to take from it",
    "too_many_versions": "the questionnaire has as many versions as it can have; copy it",
    "survey_expired": "the time in which it could be answered is over; what was said is kept",
    "survey_cancelled": "the survey was called off; what was said is kept",
    "survey_answered": "it was finished; send a final answer to change it, which an anonymous one can't be",
    "anonymous_not_kept": "of an anonymous survey nothing is kept before it is finished",
    "claim_used": "somebody else has used this code",
    "already_rewarded": "the member has the points of this survey already",
    "not_changeable": "the campaign's state does not allow to change `state.fields` any more",
    "triggered": "the campaign asks by itself, after each event",
    "scheduled": "the campaign begins at its starts_at",
    "under_way": "the campaign was launched",
    "paused": "the campaign is paused",
    "not_sending": "the campaign sends nothing at present",
    "not_paused": "the campaign is not paused",
    "ended": "the campaign has ended",
    "closing": "the campaign's time is over",
    "audience_missing": "nobody has said yet whom the campaign asks",
    "audience_not_counted": "the campaign's audience was not counted as it now is, or long ago",
    "audience_being_counted": "the count of the campaign's audience has not ended",
    "nobody_meant": "the campaign's audience has nobody in it",
    "text_missing": "the campaign's message has no text yet",
    "channel_missing": "the campaign has no channel",
    "expiry_missing": "the campaign does not say until when answers are taken",
    "expired": "the campaign's expires_at has passed",
    "ends_before_start": "the campaign would begin after its expires_at",
    "too_late_for_starts_at": "the campaign's latest_start is before its starts_at",
    "questionnaire_missing": "there is no such version of the campaign's questionnaire",
}
_TEXT: Mapping[str, Any] = {"type": "string"}
_STATE: Mapping[str, Any] = {
    "type": "object",
    "description": "What stands there now; the members depend on the reason.",
    "properties": {
        "status": {
            "type": "string",
            "description": "Where it stands: case, import, file, document, or what else was asked for.",
        },
        "assignee": {"type": ["string", "null"], "description": "Who has it."},
        "acknowledged_by": {"type": ["string", "null"]},
        "clock": {"$ref": "#/components/schemas/ClockName"},
        "after": {"type": "string", "format": "date-time"},
        "until": {"type": "string", "format": "date-time"},
        "merged_into": {"type": ["string", "null"]},
        "team": {"type": "string", "description": "The team that has it."},
        "unfinished": {"type": "array", "items": {"enum": ["remedy", "visit", "work"]}},
        "remedy": {"type": ["string", "integer"], "description": "Which one, or how it stands."},
        "version": {"type": "integer", "description": "The present version."},
        "fields": {"type": "array", "items": {"type": "string"}, "description": "What can't be changed."},
        "balance": {"type": "integer", "description": "The points that there are."},
        "entry": {"type": "string", "description": "The entry of the ledger that is there already."},
        "amount": {"type": "integer", "description": "The points of that entry."},
        "member": {"type": "string", "description": "The person, where the reader may know of them."},
    },
    "required": ["status"],
}
_FIELD: Mapping[str, Any] = {
    "type": "object",
    "description": "What is wrong with one part of the request. Never repeats what was sent.",
    "properties": {
        "pointer": {"type": "string", "description": "Where.", "examples": ["/contact/phone", "?limit"]},
        "detail": {"type": "string", "description": "Why, as an English sentence."},
    },
    "required": ["pointer", "detail"],
}
_WITH: Mapping[Kind, Mapping[str, Any]] = {
    Kind.INVALID: {"errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}}},
    Kind.REFUSED: {
        "reason": {
            "type": "string",
            "enum": list(REASONS),
            "description": "; ".join(f"`{code}`: {meaning}" for code, meaning in REASONS.items()),
        },
        "state": {"$ref": "#/components/schemas/State"},
    },
    Kind.STALE: {"state": {"$ref": "#/components/schemas/State"}},
    Kind.TOO_LARGE: {"limit": {"type": "integer", "description": "Bytes that are read here."}},
    Kind.INTERNAL: {
        "request_id": {"type": "string", "description": "The id under which our log has the rest."}
    },
}
_ALWAYS_WITH = frozenset({"reason", "limit", "request_id"})
_HEADERS: Mapping[int, tuple[str, ...]] = {
    401: ("WWWAuthenticate",),
    415: ("Accept",),
    429: ("RetryAfter",),
    503: ("RetryAfter",),
}


def schemas() -> dict[str, Any]:
    """Give the component schemas of all problems."""
    gateway = {
        "type": "object",
        "description": "The gateway's own refusal.",
        "properties": {"message": _TEXT},
        "required": ["message"],
    }
    return {
        **{_name(kind): _schema(kind) for kind in Kind},
        "FieldError": dict(_FIELD),
        "State": dict(_STATE),
        "GatewayRefusal": gateway,
    }


def responses() -> dict[str, Any]:
    """Give the component response of each status."""
    return {f"Refused{status}": _response(status) for status in sorted({kind.status for kind in Kind})}


def reference(status: int, meaning: str) -> dict[str, Any]:
    """Give the response of an operation that may refuse with this status."""
    found = {"$ref": f"#/components/responses/Refused{status}"}
    return {**found, "description": meaning} if meaning else found


def _response(status: int) -> dict[str, Any]:
    kinds = [kind for kind in Kind if kind.status == status]
    shapes = [{"$ref": f"#/components/schemas/{_name(kind)}"} for kind in kinds]
    content: dict[str, Any] = {CONTENT_TYPE: {"schema": shapes[0] if len(shapes) == 1 else {"oneOf": shapes}}}
    content["text/html"] = {"schema": {"type": "string", "description": "For a person in a browser."}}
    headers = ("ContentLanguage", *_HEADERS.get(status, ()))
    if status in FROM_THE_GATEWAY:
        content["application/json"] = {"schema": {"$ref": "#/components/schemas/GatewayRefusal"}}
        headers = ("MaybeRequestId", *headers)
    else:
        headers = ("RequestId", *headers)
    return {
        "description": ", or ".join(kind.title("en") for kind in kinds) + ".",
        "headers": header_references(headers),
        "content": content,
    }


HEADERS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "RequestId": ("X-Request-Id", {"required": True, "schema": _TEXT, "description": "Names this request."}),
    "MaybeRequestId": ("X-Request-Id", {"schema": _TEXT, "description": "Names this request."}),
    "Location": ("Location", {"required": True, "schema": _TEXT, "description": "Where to go on."}),
    "ETag": (
        "ETag",
        {
            "required": True,
            "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
            "description": "The version; send it back as `If-Match`.",
        },
    ),
    "SetCookie": (
        "Set-Cookie",
        {"required": True, "schema": _TEXT, "description": "The session's cookie, for the browser alone."},
    ),
    "MaybeSetCookie": (
        "Set-Cookie",
        {"schema": _TEXT, "description": "The renewed session's cookie, where contacts have changed."},
    ),
    "AnyOrigin": (
        "Access-Control-Allow-Origin",
        {
            "required": True,
            "schema": {"const": "*"},
            "description": "Any site may file, and read the answer.",
        },
    ),
    "RetryAfter": (
        "Retry-After",
        {"schema": {"type": "integer", "minimum": 1}, "description": "Seconds to wait before trying again."},
    ),
    "WWWAuthenticate": ("WWW-Authenticate", {"schema": _TEXT, "description": "Bearer."}),
    "Accept": ("Accept", {"schema": _TEXT, "description": "The content types that are taken here."}),
    "ContentLanguage": (
        "Content-Language",
        {
            "schema": {"enum": ["zh", "en"]},
            "description": "The title's language, chosen by `Accept-Language`.",
        },
    ),
}
"""Component headers: the name that they have on the wire, and what they are."""


def header_references(names: tuple[str, ...]) -> dict[str, Any]:
    """Give a response's headers by their component names."""
    return {HEADERS[name][0]: {"$ref": f"#/components/headers/{name}"} for name in names}


def _name(kind: Kind) -> str:
    return "".join(part.capitalize() for part in kind.name.split("_")) + "Problem"


def _schema(kind: Kind) -> dict[str, Any]:
    extra = _WITH.get(kind, {})
    return {
        "type": "object",
        "description": f"{kind.title('en')}.",
        "properties": {
            "type": {"const": kind.urn, "description": "Never changes; rely on it."},
            "title": {"type": "string", "enum": [kind.title("en"), kind.title("zh")]},
            "status": {"const": kind.status},
            "detail": {"type": "string", "description": "What to do about it, in English."},
            **extra,
        },
        "required": ["type", "title", "status", *(name for name in extra if name in _ALWAYS_WITH)],
    }
