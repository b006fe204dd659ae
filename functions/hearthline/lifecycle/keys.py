"""Where the members table keeps the lives of homes: every key that concerns them is made here."""

from datetime import date

from hearthline.platform.fingerprints import alike

HEAD = "A"
LAST_VISIT = "B#~"
"""Beyond every visit of a home, and before the lines."""


def life(home: str) -> str:
    """Give the partition of one home's life: its plan, its visits, and the lines that tell others of them."""
    return f"L#{home}"


def home_of(pk: str) -> str:
    """Give whose life a partition is."""
    return pk.partition("#")[2]


def told(mark: str, person: str) -> str:
    """Give the sort key of the line that a step was told to somebody; with `event` it is also the outbox."""
    return f"T#{mark}#{person}"


def visit(mark: str) -> str:
    """Give the sort key of one visit."""
    return f"B#{mark}"


def visit_line(mark: str, version: int) -> str:
    """Give the sort key of a line of a visit's history; with `event` it is also the outbox."""
    return f"T#{mark}#{version:06d}"


def visits_in(city: str) -> str:
    """Give the partition of the visits that a city owes, those due first first."""
    return f"V#C#{city}"


def visits_of(assignee: str) -> str:
    """Give the partition of the visits that one customer manager owes."""
    return f"V#M#{assignee}"


def in_turn(due: date, identity: str) -> str:
    """Give the sort key of a visit in these lists."""
    return f"{due.isoformat()}#{identity}"


def waiting(city: str, project: str) -> str:
    """Give the partition of the homes of a project that wait for their handover, however it is spelled."""
    return f"W#{city}\n{alike(project)}"


def letters(city: str, project: str) -> str:
    """Give the partition of a project's letters: when one is missing, the letters, and who was sent which."""
    return f"N#{city}\n{alike(project)}"


LETTERS = "L#"
LETTERS_END = "L$"
"""What the sort keys of letters lie between."""


def letter(month: str) -> str:
    """Give the sort key of a month's letter."""
    return f"{LETTERS}{month}"


def letter_told(month: str, person: str) -> str:
    """Give the sort key of the line that a letter goes to somebody; with `event` it is also the outbox."""
    return f"T#{month}#{person}"


def letter_missing(month: str) -> str:
    """Give the sort key of the line that a month's letter is missing; the same."""
    return f"R#{month}"
