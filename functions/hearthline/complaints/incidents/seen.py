"""Reading an incident for somebody: whether they may is decided before it is said that there is one."""

from hearthline.complaints.incidents.model import Incident
from hearthline.complaints.incidents.store import IncidentStore
from hearthline.platform.access import Action, Principal, authorize, authorize_role
from hearthline.platform.problems import Problem

ID_LENGTH = 16


def seen(incidents: IncidentStore, principal: Principal, action: Action, identity: str) -> Incident:
    """Give the incident; raise Problem 403 by role or city, or 404 where there is none."""
    authorize_role(principal, action)
    incident = incidents.load(identity) if len(identity) == ID_LENGTH else None
    if incident is None:
        raise Problem.not_found()
    authorize(principal, action, incident.city)
    return incident
