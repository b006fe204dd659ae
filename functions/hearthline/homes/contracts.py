"""The contract of each event about homes."""

from hearthline.platform.event_contracts import Envelope

EVENTS: tuple[type[Envelope], ...] = ()
"""Every contract."""
