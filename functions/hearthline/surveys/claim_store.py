"""Where rewards of anonymous answers live, by the hash of their code."""

from dataclasses import dataclass

from hearthline.platform.table import ConditionFailed, Guard, Table, Update
from hearthline.surveys import keys


class ClaimUsed(Exception):
    """Somebody else has used it."""


@dataclass(frozen=True, slots=True)
class Reward:
    """Whose reward it is, and the keyed hash of who has used it."""

    campaign: str
    used_by: str | None


class ClaimStore:
    """Rewards in the surveys table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, claim_hash: str) -> Reward | None:
        """Read one, consistently; None where there is none."""
        item = self._table.get(keys.claim(claim_hash), keys.HEAD)
        return Reward(str(item["campaign"]), item.get("used_by")) if item else None

    def use(self, claim_hash: str, by: str) -> None:
        """Note who uses it, as a keyed hash; the same again does nothing. Raises ClaimUsed."""
        own = Guard(
            "attribute_exists(pk) AND (attribute_not_exists(used_by) OR used_by = :by)", {}, {":by": by}
        )
        try:
            self._table.update(
                Update(keys.claim(claim_hash), keys.HEAD, "SET used_by = :by", {}, {":by": by}, own)
            )
        except ConditionFailed as failed:
            raise ClaimUsed from failed
