"""The contracts of all events, whichever domain sends them: what docs/events.md is made of.

The tests hold what the rules send against them; no function loads this.
"""

import json
from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

from hearthline.complaints import contracts as of_complaints
from hearthline.homes import contracts as of_homes
from hearthline.insight.digests import contracts as of_digests
from hearthline.lifecycle import contracts as of_lives
from hearthline.members import contracts as of_members
from hearthline.platform.event_contracts import Envelope, type_of
from hearthline.surveys import contracts as of_surveys

DOMAINS: Final[Mapping[str, tuple[type[Envelope], ...]]] = {
    "complaints": of_complaints.EVENTS,
    "members": of_members.EVENTS,
    "homes": of_homes.EVENTS,
    "lifecycle": of_lives.EVENTS,
    "surveys": of_surveys.EVENTS,
    "insight": of_digests.EVENTS,
}
"""The contracts of each domain."""

EVENTS: Final = tuple(chain.from_iterable(DOMAINS.values()))


def read_by_contract(envelope: Mapping[str, Any]) -> Envelope:
    """Read an event by its contract, converting nothing.

    Raises KeyError for an unknown type, pydantic's ValidationError for anything else that differs.
    """
    return _BY_TYPE[envelope["type"]].model_validate_json(json.dumps(envelope), strict=True)


_BY_TYPE: Final = {type_of(contract): contract for contract in EVENTS}
