"""Where the members table keeps homes: every key that concerns them is made here."""

from datetime import datetime

from hearthline.platform.instants import instant

HEAD = "A"


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


def projects(city: str) -> str:
    """Give the partition of a city's projects, for pickers."""
    return f"D#P#{city}"


def buildings(city: str, project: str) -> str:
    """Give the partition of a project's buildings."""
    return f"D#B#{city}#{project}"


def units(city: str, project: str, building: str) -> str:
    """Give the partition of a building's units, each with the id of its home."""
    return f"D#U#{city}#{project}#{building}"
