"""Where insight keeps things: every key of its table is made here."""

HEAD = "A"
SHEETS = "S#"
MARKS = "C#"
HOMES = "H#"


def mark(number: str) -> tuple[str, str]:
    """Give the key of what was counted of a complaint."""
    return f"{MARKS}{number}", HEAD


def home(home_hash: str) -> tuple[str, str]:
    """Give the key of what is known of the complaints of one home."""
    return f"{HOMES}{home_hash}", HEAD


def city(code: str, *, apart: bool) -> str:
    """Give the partition of a city's sheets; complaints of partners, staff and the press have another one."""
    return f"{SHEETS}{'others' if apart else 'customers'}#{code}"


def sheet(dimension: str, period: str) -> str:
    """Give the sort key of a sheet: those of one dimension sort by their time."""
    return f"{dimension}#{period}"
