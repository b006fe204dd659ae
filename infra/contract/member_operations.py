"""The operations of members: joining, signing in, and what is one's own."""

from hearthline.members import bodies
from infra.contract import member_answers as answers
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE

_OWN = "Asks for the cookie of a session."
_SESSION = ("SetCookie",)
_CONTACT = {"phone": "13800138000"}
_JOINING = {
    "name": "王小明",
    "birth_date": "1990-05-01",
    "contact": _CONTACT,
    "code": "123456",
    "consents": {"terms": True, "survey": {"email": True}, "marketing": {"sms": False}},
    "language": "zh",
    "city": "sz",
}


def refused(*codes: str) -> str:
    """Say why the state may stand against it."""
    return f"Refused by the state: {', '.join(f'`{code}`' for code in codes)}. {OF_THE_STATE}"


MEMBERS: tuple[Operation, ...] = (
    Operation(
        "POST /api/session/code",
        "askForCode",
        "Members",
        "Ask for a one-time code",
        "Sends six digits, good for 10 minutes and five tries, to the contact; a code that was asked for "
        "before is good no more. The answer is the same whoever's contact it is, also where it was asked for "
        "too often.",
        (Answer(202, "If the contact can be reached, a code is on its way."),),
        {403: "Another site asked for it."},
        body=bodies.CodeBody,
        examples={"phone": {"value": {**_CONTACT, "language": "zh"}}},
    ),
    Operation(
        "POST /api/session",
        "signIn",
        "Members",
        "Sign in with a code",
        "Gives a session, for 30 days, to who has the code that was sent to a member's contact. Every code "
        "that opens nothing is refused alike.",
        (Answer(200, "Signed in.", answers.MyProfile, headers=_SESSION),),
        {403: "Another site asked for it.", 409: refused("code_refused", "not_joined")},
        body=bodies.SessionBody,
        examples={"phone": {"value": {"contact": _CONTACT, "code": "123456"}}},
    ),
    Operation(
        "DELETE /api/session",
        "signOut",
        "Members",
        "Sign out",
        "Ends the session, if there is one.",
        (Answer(204, "There is no session any more.", headers=_SESSION),),
        {403: "Another site asked for it."},
    ),
    Operation(
        "POST /api/members",
        "join",
        "Members",
        "Join the club",
        "For who is 18 or older, holds the contact (by the code that was sent to it) and agrees to the "
        "terms. Signs in as well. The same `Idempotency-Key` and body give the same member and session "
        "again.",
        (Answer(201, "Joined.", answers.MyProfile, headers=("Location", *_SESSION)),),
        {
            403: "Another site asked for it.",
            409: refused("code_refused", "already_member", "texts_changed"),
            422: "A field is not right, or the Idempotency-Key was used for another request.",
        },
        body=bodies.JoinBody,
        headers=("IdempotencyKey",),
        examples={"phone": {"value": _JOINING}},
    ),
    Operation(
        "GET /api/members/consent-texts",
        "readConsentTexts",
        "Members",
        "The texts that are agreed to",
        "Those in force, or of an earlier version.",
        (Answer(200, "The texts.", answers.ConsentTextsView),),
        {404: "There is no such version."},
        query=bodies.TextsQuery,
    ),
    Operation(
        "GET /api/members/me",
        "readMe",
        "Members",
        "One's own profile",
        _OWN,
        (Answer(200, "The profile.", answers.MyProfile, headers=("ETag",)),),
        member=True,
    ),
    Operation(
        "PATCH /api/members/me",
        "changeMe",
        "Members",
        "Change one's profile and contacts",
        "A new phone number or e-mail address needs a code that was sent to it; null gives one up, but not "
        "the last. Either needs a session of the last ten minutes. Where contacts change, all other sessions "
        "end, and this one is renewed.",
        (Answer(200, "As it is now.", answers.MyProfile, headers=("ETag", "MaybeSetCookie")),),
        {
            409: refused("session_too_old", "code_refused", "contact_taken", "last_contact"),
            412: "It was changed meanwhile.",
        },
        body=bodies.ProfileBody,
        headers=("IfMatch",),
        member=True,
        examples={
            "language": {"value": {"language": "en", "channels": ["sms", "email"]}},
            "email": {"value": {"email": {"value": "wang@example.com", "code": "123456"}}},
        },
    ),
    Operation(
        "GET /api/members/me/consents",
        "readMyConsents",
        "Members",
        "What one agrees to",
        "With every declaration that was ever made: which text, when, and where.",
        (Answer(200, "The consents.", answers.Consents),),
        member=True,
    ),
    Operation(
        "PATCH /api/members/me/consents",
        "declareMyConsents",
        "Members",
        "Give or withdraw consent",
        "Withdrawing is the same request as giving. What is left out stays as it is.",
        (Answer(200, "The consents.", answers.Consents),),
        {409: refused("texts_changed")},
        body=bodies.ConsentsBody,
        member=True,
        examples={"withdraw": {"value": {"marketing": {"email": False, "sms": False}}}},
    ),
)
