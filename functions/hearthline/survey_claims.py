"""Rewards of anonymous answers, turned into points: where surveys and the ledger meet, and answers do not."""

from datetime import datetime
from typing import Any, Final

from hearthline.members.club_rules import Club
from hearthline.members.ledger import Ledger
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.problems import FieldError, Problem
from hearthline.surveys.claim_store import ClaimStore, ClaimUsed
from hearthline.surveys.claims import hash_of

RULE: Final = "survey"


class Claims:
    """Credits a code to who brings it."""

    def __init__(self, store: ClaimStore, ledger: Ledger, club: Club, prints: Fingerprints) -> None:
        self._store = store
        self._ledger = ledger
        self._club = club
        self._prints = prints

    def claim(self, person: str, code: str, now: datetime) -> dict[str, Any]:
        """Credit the points of a survey, once for each code, and once for each campaign and person.

        The same person may bring the same code again. Raises Problem 422 for a code that there isn't, 409
        `claim_used` where somebody else has used it, `already_rewarded` where this person has the points of
        that campaign.
        """
        hashed = hash_of(code)
        reward = self._store.find(hashed) if hashed else None
        if hashed is None or reward is None:
            raise Problem.invalid([FieldError("/claim", "There is no such code.")])
        source = f"{RULE}:{reward.campaign}"
        by = self._prints.fingerprint("claim", f"{person} {hashed}")
        if reward.used_by is None and self._ledger.stands(person, source):
            raise Problem.refused("already_rewarded", {"status": "rewarded"})
        try:
            self._store.use(hashed, by)
        except ClaimUsed as used:
            raise Problem.refused("claim_used", {"status": "used"}) from used
        self._ledger.earn(person, RULE, source, None, now)
        earning = self._club.refresh(now).earning.get(RULE)
        return {"points": earning.points if earning else 0}
