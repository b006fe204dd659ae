"""Moving invitations by what became of their messages: many in one request, right however often and late."""

from collections.abc import Iterable, Sequence
from typing import Final

from hearthline.platform.table import TransactionConflict
from hearthline.surveys.invitation_store import InvitationMoved, InvitationStore
from hearthline.surveys.model import Invitation
from hearthline.surveys.reach import Told, moved

AT_ONCE: Final = 100
RACES: Final = 20
"""How often others may change an invitation of a batch while it is written."""


class Moving:
    """The use case."""

    def __init__(self, invitations: InvitationStore) -> None:
        self._invitations = invitations

    def __call__(self, told: Iterable[Told]) -> int:
        """Move the invitations that are told of; give how many changed.

        One batch read and one transaction for each hundred of a campaign. Of an invitation that is gone
        nothing is kept. Raises TransactionConflict where others did not let it be written.
        """
        of_campaign: dict[str, list[Told]] = {}
        for one in newest(told):
            of_campaign.setdefault(one.campaign, []).append(one)
        return sum(
            self._move(campaign, each[start : start + AT_ONCE])
            for campaign, each in of_campaign.items()
            for start in range(0, len(each), AT_ONCE)
        )

    def _move(self, campaign: str, told: Sequence[Told]) -> int:
        by_hash: dict[str, list[Told]] = {}
        for one in told:
            by_hash.setdefault(one.invitation, []).append(one)
        read = self._invitations.load_many(campaign, list(by_hash))
        for _ in range(RACES):
            changes = [(one, after) for one in read.values() if (after := _after(one, by_hash)) is not one]
            if not changes:
                return 0
            try:
                self._invitations.save_all(changes)
            except InvitationMoved as faster:
                read.pop(faster.hash)
                if faster.invitation is not None:
                    read[faster.hash] = faster.invitation
            else:
                return len(changes)
        raise TransactionConflict


def newest(told: Iterable[Told]) -> list[Told]:
    """Give the latest word on each message."""
    latest: dict[tuple[str, str, str], Told] = {}
    for one in told:
        key = (one.campaign, one.invitation, one.message)
        if key not in latest or latest[key].version < one.version:
            latest[key] = one
    return list(latest.values())


def _after(invitation: Invitation, told: dict[str, list[Told]]) -> Invitation:
    for one in told[invitation.hash]:
        invitation = moved(invitation, one)
    return invitation
