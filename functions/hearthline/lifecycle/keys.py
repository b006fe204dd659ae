"""Where the members table keeps the lives of homes: every key that concerns them is made here."""

HEAD = "A"


def life(home: str) -> str:
    """Give the partition of one home's life: its plan, and the lines that tell others of its steps."""
    return f"L#{home}"


def home_of(pk: str) -> str:
    """Give whose life a partition is."""
    return pk.partition("#")[2]


def told(mark: str, person: str) -> str:
    """Give the sort key of the line that a step was told to somebody; with `event` it is also the outbox."""
    return f"T#{mark}#{person}"
