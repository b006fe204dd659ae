"""Where declarations of consent stand, one item each, never changed."""

from collections.abc import Sequence

from hearthline.members import keys
from hearthline.members.model import Consent
from hearthline.platform.codec import dump, load
from hearthline.platform.table import ABSENT, Action, Guard, Put, Table


def consent_puts(person: str, consents: Sequence[Consent], version: int = 1) -> list[Action]:
    """Give the actions that write declarations down, with the change that makes this version of who."""
    return [
        Put({"pk": keys.person(person), "sk": keys.consent(each.at, version, place), **dump(each)}, ABSENT)
        for place, each in enumerate(consents)
    ]


def consents_of(table: Table, person: str) -> list[Consent]:
    """Read all that somebody has declared, oldest first. A request for each 1 MB."""
    declared = Guard("begins_with(sk, :consent)", {}, {":consent": "C#"})
    return [
        load(Consent, item)
        for item in table.query_all(("pk", keys.person(person)), declared, consistent=True)
    ]
