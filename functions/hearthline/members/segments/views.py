"""Segments and counts as the API shows them."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from hearthline.members.model import Person
from hearthline.members.segments.model import Count, Segment, Subtotal
from hearthline.members.stages import stage_of
from hearthline.platform.instants import instant


def segment(found: Segment) -> dict[str, Any]:
    """Give a segment."""
    return {
        "id": found.id,
        "version": found.version,
        "name": found.name,
        "filter": json.loads(found.filter),
        "by": found.by,
        "created_at": instant(found.created_at),
        "changed_by": found.changed_by,
        "changed_at": instant(found.changed_at),
        "archived_at": instant(found.archived_at) if found.archived_at else None,
    }


def count(found: Count, total: Subtotal, state: str, sample: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Give a count, and how much it has read so far."""
    return {
        "run": found.id,
        "segment": found.segment,
        "version": found.version,
        "state": state,
        "at": instant(found.at),
        "by": found.by,
        "cities": None if found.everywhere else list(found.cities),
        "scanned": total.scanned,
        "count": total.count,
        "by_city": [{"city": city or None, "count": number} for city, number in total.by_city.items()],
        "sample": list(sample),
        "requests": total.requests,
        "read_units": total.half_units / 2,
    }


def person(found: Person, local: datetime, masked: Callable[[str], str]) -> dict[str, Any]:
    """Give a person of a sample: enough to see whom a filter means, not who it is; `local` is in the zone."""
    return {
        "name": masked(found.name) if found.name else None,
        "city": found.city,
        "tier": found.tier.value if found.tier else None,
        "stage": stage_of(found, local).value,
    }
