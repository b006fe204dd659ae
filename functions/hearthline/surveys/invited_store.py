"""How many a campaign that asks by itself has invited, counted as they are."""

from hearthline.platform.table import Guard, Table, Update
from hearthline.surveys import keys
from hearthline.surveys.model import Invitation


def one_more(invitation: Invitation) -> Update:
    """Give the action that counts an invitation, to be written with it."""
    pk, sk = keys.campaign(invitation.campaign), keys.invited(invitation.hash)
    return Update(pk, sk, "ADD #invited :one", {"#invited": "invited"}, {":one": 1})


class InvitedStore:
    """Reads the counts."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of(self, campaign: str) -> int:
        """Give how many were invited. One request."""
        counts = Guard("begins_with(sk, :counts)", {}, {":counts": keys.INVITED})
        found = self._table.query(("pk", keys.campaign(campaign)), counts, consistent=True)
        return sum(int(item["invited"]) for item in found.items)
