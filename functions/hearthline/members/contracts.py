"""The contract of each event about persons, their club and their points."""

from hearthline.members import person_contracts, points_contracts, standing_contracts
from hearthline.platform.event_contracts import Envelope

EVENTS: tuple[type[Envelope], ...] = (
    *person_contracts.EVENTS,
    *standing_contracts.EVENTS,
    *points_contracts.EVENTS,
)
"""Every contract."""
