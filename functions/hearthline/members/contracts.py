"""The contract of each event about persons, their club and their points."""

from hearthline.members import points_contracts
from hearthline.platform.event_contracts import Envelope

EVENTS: tuple[type[Envelope], ...] = (*points_contracts.EVENTS,)
"""Every contract."""
