"""Where the complaints context keeps things: every key of its table is made here."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hearthline.platform.instants import instant

HEAD = "A"


def complaint(number: str) -> str:
    """Give the partition of one complaint: its head and its timeline."""
    return f"C#{number}"


def number_of(pk: str) -> str:
    """Give the number of the complaint that has this partition."""
    return pk.removeprefix("C#")


def entry(version: int, index: int) -> str:
    """Give the sort key of a timeline entry; entries sort as they happened."""
    return f"T#{version:06d}#{index:02d}"


def is_entry(sk: str) -> bool:
    """Tell whether this is the sort key of a timeline entry; other things stand beside a case, too."""
    return sk.startswith("T#")


def person(contact_hash: str) -> str:
    """Give the partition that points to the complaints of one phone number or e-mail address."""
    return f"P#{contact_hash}"


POINTERS = "C#"
"""What the sort key of each pointer begins with."""


def pointer(at: datetime, number: str) -> str:
    """Give the sort key of such a pointer; pointers sort as the complaints were received."""
    return f"C#{instant(at)}#{number}"


def home(home_hash: str) -> str:
    """Give the partition that points to the complaints about one home."""
    return f"H#{home_hash}"


def improvement(identifier: str) -> str:
    """Give the partition of one improvement: its head and its history; in a case, the sort key of a link."""
    return f"V#{identifier}"


def group(group_hash: str) -> str:
    """Give the partition of what is counted of one building, or of one project and category."""
    return f"G#{group_hash}"


def taken(number: str) -> str:
    """Give the partition that says which incident has found this complaint."""
    return f"G#C#{number}"


def incident(identifier: str) -> str:
    """Give the partition of one incident: its state, its history, its complaints."""
    return f"N#{identifier}"


def member(number: str) -> str:
    """Give the sort key of a complaint of an incident."""
    return f"M#{number}"


def find_request(identifier: str) -> str:
    """Give the partition of one request to be sent one's follow links."""
    return f"F#{identifier}"


def turn(team: str) -> str:
    """Give the partition of whose turn it was last in a team."""
    return f"T#{team}"


def readings(number: str) -> str:
    """Give the partition of who read a case, or an import or export, by its number or id."""
    return f"L#{number}"


def readings_of(actor: str) -> str:
    """Give the partition, in the index of handlers, of what a member of staff read."""
    return f"reads#{actor}"


def reading(at: datetime, actor: str, identifier: str) -> str:
    """Give the sort key of one reading; readings sort by time."""
    return f"{instant(at)}#{actor}#{identifier}"


def month(city: str, at: datetime, zone: ZoneInfo, *, apart: bool = False) -> str:
    """Give the partition of a city's complaints of one month, by the city's own calendar.

    Those of partners, staff and the press are kept `apart` from customers' ones.
    """
    return month_named(city, f"{at.astimezone(zone):%Y-%m}", apart=apart)


def month_named(city: str, month: str, *, apart: bool = False) -> str:
    """Give the same for a month that is named as YYYY-MM."""
    return f"{city}#{month}{'#others' if apart else ''}"
