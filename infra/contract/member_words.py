"""What the members of requests about members mean."""

from collections.abc import Mapping

_CODE = "The six digits that were sent there."
_VERSION = "The version of the texts that were read; refused where another is in force."

MEMBER_WORDS: Mapping[str, Mapping[str, str]] = {
    "AddressBody": {
        "phone": "A telephone number, in any usual spelling; without a country code one of China.",
        "email": "An e-mail address.",
    },
    "CodeBody": {"language": "The language of the message."},
    "SessionBody": {"contact": "The contact that the code was sent to.", "code": _CODE},
    "JoinBody": {
        "name": "The person's name.",
        "birth_date": "18 years ago or longer, by the calendar of the city.",
        "contact": "The contact that the code was sent to.",
        "code": _CODE,
        "consents": "What is agreed to.",
        "language": "The language to write in.",
        "city": "A city's code, from `GET /api/catalog`.",
        "sex": "If they wish to say.",
        "employer": "If they wish to say.",
        "education": "If they wish to say.",
        "referral_code": "Of the member who told them of us.",
    },
    "ConsentsBody": {
        "survey": "Being asked how content one is.",
        "marketing": "Being told of offers and events.",
        "text_version": _VERSION,
    },
    "ProfileBody": {
        "name": "The person's name.",
        "birth_date": "18 years ago or longer.",
        "language": "The language to write in.",
        "channels": "In which order to be reached; empty for mail before short messages.",
        "city": "A city's code, from `GET /api/catalog`.",
        "sex": "If they wish to say.",
        "employer": "If they wish to say.",
        "education": "If they wish to say.",
        "phone": "Another telephone number, or none.",
        "email": "Another e-mail address, or none.",
    },
    "MembersQuery": {
        "phone": "A telephone number.",
        "email": "An e-mail address.",
        "home": "A home's id, or its city, project, building and unit, with `/` between them.",
        "kind": "Only persons of this kind.",
    },
    "RegisterBody": {
        "kind": "What they are to the company.",
        "name": "The person's name.",
        "phone": "A telephone number; one of the two contacts is needed.",
        "email": "An e-mail address.",
        "language": "The language to write in.",
        "city": "A city's code, from `GET /api/catalog`; of the staff member's own.",
        "birth_date": "If they wish to say.",
        "sex": "If they wish to say.",
        "employer": "Whom they work for.",
        "education": "If they wish to say.",
        "tags": "The desk's own marks.",
        "consents": "What they declare.",
    },
    "DeskMemberBody": {
        "kind": "What they are to the company.",
        "tags": "The desk's own marks, all of them.",
        "city": "A city's code, from `GET /api/catalog`; of the staff member's own.",
        "consents": "What they declare.",
    },
    "TextsQuery": {"version": "A version; without one, that in force."},
}
