"""What is counted of a complaint: the names under which counters stand in the sheets.

A name never changes its meaning; a new meaning gets a new name. docs/reports.md says what each report makes
of them.
"""

from typing import Final

RECEIVED: Final = "n"
KINDS: Final = {"complaint": "complaints", "repair": "repairs"}
"""Kinds that are counted in every group; the others are groups of their own alone."""
OPEN: Final = "open"
SETTLED: Final = "settled"
REJECTED: Final = "rejected"
MERGED: Final = "merged"
ANSWERED: Final = "answered"
RESOLVED: Final = "resolved"
CLOSED: Final = "closed"
BREACHED: Final = "breached"
REOPENED: Final = "reopened"
ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
RECURRED: Final = "recurred"
OFFERED: Final = "offers"
TAKEN: Final = "taken"
FEN_OFFERED: Final = "fen_offered"
FEN_TAKEN: Final = "fen_taken"


def kept(clock: str) -> str:
    """Give the counter of promises kept, by clock."""
    return f"kept:{clock}"


def broken(clock: str) -> str:
    """Give the counter of promises broken in their first round, by clock."""
    return f"broken:{clock}"


def breaches(clock: str) -> str:
    """Give the counter of promises broken in any round, by clock."""
    return f"breach:{clock}"


def rating(value: int) -> str:
    """Give the counter of verdicts with so many stars."""
    return f"rated:{value}"


def taken(kind: str) -> str:
    """Give the counter of remedies accepted, by kind."""
    return f"taken:{kind}"
