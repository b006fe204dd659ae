"""The staff operations of persons."""

from hearthline.members import desk_bodies as bodies
from hearthline.platform.access import ALLOWED, Action
from infra.contract import member_answers as answers
from infra.contract.member_operations import refused
from infra.contract.operations import Answer, Operation

_READ = f"For {', '.join(sorted(ALLOWED[Action.READ_MEMBER]))}."
_EDIT = f"For {', '.join(sorted(ALLOWED[Action.EDIT_MEMBER]))}."
_NONE = "No such person, or none of the reader's cities."
_STATED = {"survey": {"sms": True}, "via": "counter"}

DESK_MEMBERS: tuple[Operation, ...] = (
    Operation(
        "GET /api/desk/members",
        "findMembers",
        "Persons",
        "Find persons",
        "By a telephone number, an e-mail address, or the home that they own: exactly, and of the reader's "
        f"cities alone. {_READ}",
        (Answer(200, "Who fits.", answers.MemberPage),),
        {400: "The query can't be read, or the cursor is not one of this very list."},
        query=bodies.MembersQuery,
        staff=True,
    ),
    Operation(
        "POST /api/desk/members",
        "registerPerson",
        "Persons",
        "Register a person",
        "A partner, a colleague, the press, a tenant or a customer. They are no member by it: who wants to "
        f"join proves a contact, and goes on with this record. {_EDIT}",
        (Answer(201, "Registered.", answers.DeskMember, headers=("Location",)),),
        {
            409: refused("contact_taken", "texts_changed"),
            422: "A field is not right, or the Idempotency-Key was used for another request.",
        },
        body=bodies.RegisterBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={
            "partner": {
                "value": {
                    "kind": "partner",
                    "name": "李工",
                    "phone": "13700137000",
                    "employer": "安居防水",
                    "city": "sz",
                    "consents": _STATED,
                }
            }
        },
    ),
    Operation(
        "GET /api/desk/members/{id}",
        "readMember",
        "Persons",
        "One person",
        f"Profile, kind, consents, homes, tier, tags and referrals. {_READ}",
        (Answer(200, "The person.", answers.DeskMember, headers=("ETag",)),),
        {404: _NONE},
        staff=True,
    ),
    Operation(
        "PATCH /api/desk/members/{id}",
        "editMember",
        "Persons",
        "Change what is the desk's of a person",
        "Their kind, tags and city; and what they declare at the counter or on the telephone, with where "
        f"they do. Contacts and profile are their own to change. {_EDIT}",
        (Answer(200, "As it is now.", answers.DeskMember, headers=("ETag",)),),
        {404: _NONE, 409: refused("texts_changed"), 412: "It was changed meanwhile."},
        body=bodies.DeskMemberBody,
        headers=("IfMatch",),
        staff=True,
        examples={
            "tags": {"value": {"tags": ["vip"], "city": "sz"}},
            "withdrawn": {"value": {"consents": {"survey": {"sms": False}, "via": "hotline"}}},
        },
    ),
)
