"""Where the members table keeps homes: every key that concerns them is made here."""

import re
from datetime import datetime
from typing import Final

from hearthline.platform.fingerprints import alike
from hearthline.platform.instants import instant

_DIGITS: Final = re.compile("[0-9]{1,6}")
_WIDTH: Final = 6

HEAD = "A"
LAST_EVENT = "E#~"
"""Beyond every event of a home, and before its lines."""


def home(home_hash: str) -> str:
    """Give the partition of one home: its head, the events it follows from, its history."""
    return f"H#{home_hash}"


def event(at: datetime, event_hash: str) -> str:
    """Give the sort key of one event of the feed; they sort as they happened."""
    return f"E#{instant(at)}#{event_hash}"


def line(version: int, index: int) -> str:
    """Give the sort key of a line of a home's history; with `event` it is also the outbox."""
    return f"T#{version:06d}#{index:02d}"


def taken(event_hash: str) -> str:
    """Give the partition of the mark that an event of this id was taken."""
    return f"X#{event_hash}"


def projects() -> str:
    """Give the partition of all projects, for pickers."""
    return "D#P"


def buildings(city: str, project: str) -> str:
    """Give the partition of a project's buildings, however its name is spelled."""
    return "\n".join((f"D#B#{city}", alike(project)))


def units(city: str, project: str, building: str) -> str:
    """Give the partition of a building's units."""
    return "\n".join((f"D#U#{city}", alike(project), alike(building)))


def project(city: str, name: str) -> str:
    """Give the sort key of a project among all of them."""
    return f"{city}#{in_order(name)}"


def in_order(name: str) -> str:
    """Give the sort key of a building or unit: by its numbers as numbers, 2 before 10; each has its own."""
    folded = alike(name)
    return f"{_DIGITS.sub(lambda digits: digits[0].zfill(_WIDTH), folded)}#{folded}"
