"""The contracts of the events of surveys; see `hearthline.platform.event_contracts`."""

from hearthline.platform.event_contracts import Envelope
from hearthline.surveys.answer_contracts import EVENTS as ANSWER_EVENTS
from hearthline.surveys.campaign_contracts import EVENTS as CAMPAIGN_EVENTS

EVENTS: tuple[type[Envelope], ...] = (*CAMPAIGN_EVENTS, *ANSWER_EVENTS)
