"""What can be done with an incident as it stands: the rules themselves are asked, by a trial of each wish.

Nothing of a trial is kept, and what it can't know is left to the wish itself: its words and codes.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from hearthline.complaints.draft import Refused
from hearthline.complaints.incidents import leading
from hearthline.complaints.incidents.leading import Led
from hearthline.complaints.incidents.model import Incident, IncidentStatus, Said
from hearthline.complaints.model import Outcome
from hearthline.complaints.possible import ROLE
from hearthline.platform.access import ALLOWED, Action, Principal
from hearthline.platform.outbox import Actor

LINK: Final = "link"
_WORDS: Final = "-"
_OUTCOME: Final = Outcome(_WORDS, _WORDS)
_Trial = Callable[[Incident, Actor, datetime], Led]
_TRIALS: Final[Mapping[str, _Trial]] = {
    "confirm": lambda it, actor, at: leading.confirmed(it, None, _WORDS, actor, at),
    "dismiss": lambda it, actor, at: leading.dismissed(it, _WORDS, actor, at),
    "broadcast": lambda it, actor, at: leading.broadcast_started(it, _WORDS, Said(_WORDS), None, actor, at),
    "close": lambda it, actor, at: leading.closed(it, _WORDS, _OUTCOME, actor, at),
}
WISHES: Final = (*_TRIALS, LINK)


def possible(incident: Incident, principal: Principal, now: datetime) -> dict[str, str | None]:
    """Give each wish by its name: None where the incident takes it of this principal, else why it doesn't.

    Why is a reason of a 409, or ROLE. Linking is the case's command; it needs an incident that is open.
    """
    actor, leads = Actor("staff", principal.id), bool(principal.roles & ALLOWED[Action.LEAD_INCIDENT])
    found = {
        name: _why_not(incident, trial, actor, now) if leads else ROLE for name, trial in _TRIALS.items()
    }
    if not principal.roles & ALLOWED[Action.LINK]:
        return {**found, LINK: ROLE}
    return {**found, LINK: None if incident.status is IncidentStatus.OPEN else "incident_not_open"}


def _why_not(incident: Incident, trial: _Trial, actor: Actor, now: datetime) -> str | None:
    try:
        trial(incident, actor, now)
    except Refused as refusal:
        return refusal.code
    return None
