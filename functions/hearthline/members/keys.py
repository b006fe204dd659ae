"""Where the members context keeps things: every key of its table that concerns persons is made here."""

from datetime import datetime

from hearthline.platform.instants import instant

HEAD = "A"
ACCOUNT = "B"
ENTRY = "L"
SOURCE = "S"
ENTRIES = f"{ENTRY}#"
ENTRIES_END = f"{ENTRY}$"
"""What the sort keys of ledger entries lie between."""
COMPLAINTS = "K#"
COMPLAINTS_END = "K$"
"""What the sort keys of links to complaints lie between."""
SESSIONS = "E#"
EXPORTS = "X#"
LINES = "T#"
CONSENTS = "C#"
REFERRALS = "R#"
SOURCES = f"{SOURCE}#"


def person(identity: str) -> str:
    """Give the partition of one person: head, account, history, ledger, consents, referrals, complaints."""
    return f"P#{identity}"


def line(version: int, index: int) -> str:
    """Give the sort key of a line of a person's history; with `event` it is also the outbox."""
    return f"T#{version:06d}#{index:02d}"


def consent(at: datetime, version: int, index: int) -> str:
    """Give the sort key of one declaration, made with this version of the person; they sort as made."""
    return f"C#{instant(at)}#{version:06d}#{index:02d}"


def entry(at: datetime, identity: str) -> str:
    """Give the sort key of a line of the ledger; with `event` it is also the outbox."""
    return f"{ENTRY}#{instant(at)}#{identity}"


def source(entry_id: str) -> str:
    """Give the sort key of the mark that a source has moved this balance; the entry's id is its hash."""
    return f"{SOURCE}#{entry_id}"


def announcement(version: int, index: int) -> str:
    """Give the sort key of the outbox item that says which points end soon."""
    return f"Y#{version:06d}#{index:02d}"


def referral(contract: str) -> str:
    """Give the sort key, with the referrer, of what became of one contract of somebody they referred."""
    return f"R#{contract}"


def followed(contract: str) -> str:
    """Give the partition of how one contract was last counted as a referral."""
    return f"Y#{contract}"


def waiting(contract: str) -> str:
    """Give the sort key, with a referral code that nobody has, of a contract that names it."""
    return f"W#{contract}"


def complaint(received_at: datetime, number: str) -> str:
    """Give the sort key of the link to a complaint of theirs; links sort as the complaints were received."""
    return f"K#{instant(received_at)}#{number}"


def contact(contact_hash: str) -> str:
    """Give the partition of the mark that one phone number, address or customer number is this person's."""
    return f"U#{contact_hash}"


def code(contact_hash: str) -> str:
    """Give the partition of the one-time code that was last asked for with this contact."""
    return f"O#{contact_hash}"


def code_request(identity: str) -> str:
    """Give the partition of one request for a one-time code: an outbox item."""
    return f"Q#{identity}"


def session(token_hash: str) -> str:
    """Give the sort key, with whose it is, of one session."""
    return f"{SESSIONS}{token_hash}"


def export(at: datetime, identity: str) -> str:
    """Give the sort key of somebody's own request for all that is known of them; with `event` an outbox."""
    return f"{EXPORTS}{instant(at)}#{identity}"


def referral_code(code_: str) -> str:
    """Give the partition of the mark whose referral code this is."""
    return f"F#{code_}"


def segment(identity: str) -> str:
    """Give the partition of one saved segment: itself, and its counts."""
    return f"G#{identity}"


SEGMENTS = "G"
"""The partition of the cards of all segments, for lists."""


def segment_card(created_at: datetime, identity: str) -> str:
    """Give the sort key of a segment's card; cards sort as the segments were made."""
    return f"{instant(created_at)}#{identity}"


def count(run: str) -> str:
    """Give the sort key of one count of a segment; its parts stand behind it."""
    return f"N#{run}"


def count_part(run: str, part: int) -> str:
    """Give the sort key of what one part of a count has come to."""
    return f"N#{run}#{part:03d}"
