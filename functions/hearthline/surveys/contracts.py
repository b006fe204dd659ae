"""The contracts of the events of surveys; see `hearthline.platform.event_contracts`."""

from hearthline.platform.event_contracts import Envelope

EVENTS: tuple[type[Envelope], ...] = ()
