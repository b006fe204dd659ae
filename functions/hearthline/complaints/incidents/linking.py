"""Linking a case: the case, the member and the incident's count change in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hearthline.complaints.applying import FREE, Proviso
from hearthline.complaints.commands import Link
from hearthline.complaints.incidents.items import link_actions, unlink_actions
from hearthline.complaints.store import Stored
from hearthline.platform.attributes import Item
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.table import Action


def linking(command: Link, actor: Actor, now: datetime, proviso: Proviso = FREE) -> Proviso:
    """Give the proviso under which a case is linked: its incident must be open, and of the same city."""

    def also(stored: Stored) -> Sequence[Action]:
        case = stored.complaint
        if command.incident is None:
            return unlink_actions(str(case.incident), case.number)
        return link_actions(command.incident, case.city, case.number, actor.id, now)

    def objection(stored: Stored, incident: Item | None) -> Problem:
        if incident is None or incident["city"] != stored.complaint.city:
            return Problem.invalid([FieldError("/incident", "No such incident in the city of this case.")])
        return Problem.refused("incident_not_open", {"status": incident["status"]})

    return replace(proviso, also=also, objection=objection)
