"""What can be done with an improvement as it stands: the rules are asked, by a trial of each change.

Nothing of a trial is kept, and what it can't know is left to the change itself: its words and cases.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from hearthline.complaints.draft import Refused
from hearthline.complaints.improvements import rules
from hearthline.complaints.improvements.model import Improvement, ImprovementStatus, Revised
from hearthline.complaints.possible import ROLE
from hearthline.platform.access import ALLOWED, Action, Principal

AMEND: Final = "amend"
GROUP: Final = "group_decides"
"""Why a manager of cities may not who decides on nothing of the whole group."""
PROPOSER: Final = "proposer_amends"
"""Why nobody may amend who has not proposed it."""

_WORDS: Final = "-"


def possible(improvement: Improvement, principal: Principal, now: datetime) -> dict[str, str | None]:
    """Give each decision by the status that it leads to, and AMEND: None where it can be, else why it can't.

    Why is a reason of a 409, ROLE, GROUP or PROPOSER.
    """

    def decided(status: ImprovementStatus) -> Callable[[], Revised]:
        return lambda: rules.decide(improvement, status, _WORDS, principal.id, now)

    found = {status.value: _why_not(decided(status)) for status in ImprovementStatus}
    found[AMEND] = _why_not(lambda: rules.amend(improvement, _WORDS, None, (), principal.id, now))
    return {name: _barred(improvement, principal, name) or reason for name, reason in found.items()}


def _barred(improvement: Improvement, principal: Principal, name: str) -> str | None:
    """Say why this person may not, however it stands; None where they may."""
    again = name in {AMEND, ImprovementStatus.PROPOSED.value}
    if not principal.roles & ALLOWED[Action.PROPOSE if again else Action.DECIDE]:
        return ROLE
    if name == AMEND and improvement.proposed_by != principal.id:
        return PROPOSER
    return GROUP if not again and improvement.city is None and not principal.hq else None


def _why_not(trial: Callable[[], Revised]) -> str | None:
    try:
        trial()
    except Refused as refusal:
        return refusal.code
    return None
