"""Whom surveys asked, person by person: finding their invitations, and taking the person out of them.

Who is erased leaves what is counted: the invitation stands anew under a random hash, from which nothing leads
to the person, nor from the person to it, even for who holds the installation's secret. What was counted of it
goes along in the same transaction, so that the tally neither gains nor loses.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.platform.attributes import Item
from hearthline.platform.codec import load
from hearthline.platform.ids import Entropy
from hearthline.platform.table import (
    ABSENT,
    MAX_TRANSACTION,
    Action,
    ConditionFailed,
    Delete,
    Guard,
    Put,
    Table,
)
from hearthline.surveys import keys
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import (
    NOBODY,
    NOT_TOLD,
    Invitation,
    Questionnaire,
    QuestionType,
    Reach,
)

BY_PERSON: Final = "by_person"
ERASED: Final = "erased"
"""Why a message that had not gone out never does."""
RACES: Final = 8
_STILL_COUNTED_WITHIN: Final = timedelta(days=2)
_HASH_BYTES: Final = 20


class PersonInvitations:
    """The invitations of persons, by an index that holds nothing but whose they are."""

    def __init__(self, table: Table, invitations: InvitationStore, entropy: Entropy) -> None:
        self._table = table
        self._invitations = invitations
        self._entropy = entropy

    def of_person(self, person: str) -> list[Invitation]:
        """Read all, oldest first: a query, and a request for each hundred. A moment behind."""
        pointers = list(self._table.query_all(("person", person), index=BY_PERSON))
        places = [(str(item["pk"]), str(item["sk"])) for item in pointers]
        items = self._table.get_many(places, consistent=True)
        found = [load(Invitation, item) for item in items if item.get("person") == person]
        return sorted(found, key=lambda each: (each.made_at, each.hash))

    def forget(self, invitation: Invitation, asked: Questionnaire | None, now: datetime) -> None:
        """Take the person out of one invitation, and of what was told of it. Done again it does nothing."""
        place = keys.invitations(invitation.campaign, keys.bucket_of(invitation.hash)), invitation.hash
        for _ in range(RACES):
            item = self._table.get(*place)
            if item is None or item.get("person") == NOBODY:
                return
            mark = self._table.get(keys.marks(invitation.campaign, keys.bucket_of(invitation.hash)), place[1])
            try:
                self._table.transact(self._moved(load(Invitation, item), mark, asked, now))
            except ConditionFailed:
                continue
            self._forget_told(invitation)
            return
        raise ConditionFailed

    def _moved(
        self, before: Invitation, mark: Item | None, asked: Questionnaire | None, now: datetime
    ) -> list[Action]:
        """Give the transaction by which an invitation stands anew, with the mark of what is counted of it."""
        bucket = keys.bucket_of(before.hash)
        after = without_person(before, asked, bucket + self._entropy.token(_HASH_BYTES).hex()[2:])
        pk, marks = keys.invitations(before.campaign, bucket), keys.marks(before.campaign, bucket)
        same = Guard("version = :read", {}, {":read": before.version})
        actions: list[Action] = [
            Delete(pk, before.hash, same),
            self._invitations.create_action(after),
        ]
        if mark is not None:
            counted = Guard("version = :read", {}, {":read": mark["version"]})
            moved = Put({**mark, "sk": after.hash}, ABSENT)
            return [*actions, Delete(marks, before.hash, counted), moved]
        # Somebody may be counting it at this moment for the first time: they shall find that it was moved.
        until = int((now + _STILL_COUNTED_WITHIN).timestamp())
        return [*actions, Put({"pk": marks, "sk": before.hash, "version": 0, "expires_at": until}, ABSENT)]

    def _forget_told(self, invitation: Invitation) -> None:
        """Take away what was told of its answers; whoever must know has been told, or asks in vain."""
        pk, _ = keys.answered(invitation.campaign, keys.bucket_of(invitation.hash), invitation.hash, 1)
        theirs = Guard("begins_with(sk, :hash)", {}, {":hash": f"{invitation.hash}#"})
        told = list(self._table.query_all(("pk", pk), theirs, consistent=True))
        for start in range(0, len(told), MAX_TRANSACTION):
            chunk = told[start : start + MAX_TRANSACTION]
            self._table.transact([Delete(str(item["pk"]), str(item["sk"])) for item in chunk])


def without_person(before: Invitation, asked: Questionnaire | None, new_hash: str) -> Invitation:
    """Give what stays of an invitation: what it counts as, and nothing that leads to anybody.

    What they wrote in words is gone, that they wrote is not. What had not gone out never does.
    """
    waiting = before.reach in NOT_TOLD
    return replace(
        before,
        hash=new_hash,
        person=NOBODY,
        source=None,
        device=None,
        deliveries={},
        version=before.version + 1,
        answers=_without_words(before.answers, asked),
        reach=Reach.WITHHELD if waiting else before.reach,
        reason=ERASED if waiting else before.reason,
    )


def _without_words(answers: Mapping[str, Any], asked: Questionnaire | None) -> dict[str, Any]:
    """Give answers without texts; of a questionnaire that is not there, all that could be one."""
    codes = {each.id for each in asked.questions if each.type is not QuestionType.TEXT} if asked else set()
    return {
        name: "" if isinstance(said, str) and name not in codes else said for name, said in answers.items()
    }
