"""The contract of each event about persons, their club and their points."""

from hearthline.platform.event_contracts import Envelope

EVENTS: tuple[type[Envelope], ...] = ()
"""Every contract."""
