"""Where the surveys context keeps things: every key of its table is made here."""

from datetime import datetime
from typing import Final

from hearthline.platform.instants import instant

HEAD: Final = "A"
QUESTIONNAIRES: Final = "Q"
CAMPAIGNS: Final = "C"
BUCKETS: Final = 256
"""Into how many partitions the invitations of a campaign are spread, by the first byte of their hash."""
LIST_SHARDS: Final = 8
"""Into how many partitions of the index `recipients` the invitations of one state are spread."""
VERSION: Final = "V#"
LINES: Final = "T#"
PART: Final = "P#"
TALLY: Final = "N#"
PROGRESS: Final = f"{TALLY}progress#"
"""What the sort keys of the counts by state begin with: all invitations of a campaign are counted there."""
EXPORT: Final = "X#"
SAMPLE: Final = "S#"
PROGRESS_SHARDS: Final = 8
"""Into how many items the counts by state are spread, as each invitation moves one several times."""
ANSWERS: Final = "R#"
INVITED: Final = "M#"


def questionnaire(identity: str) -> str:
    """Give the partition of a questionnaire: its versions."""
    return f"Q#{identity}"


def version(number: int) -> str:
    """Give the sort key of a version."""
    return f"{VERSION}{number:04d}"


def campaign(identity: str) -> str:
    """Give the partition of a campaign: head, history and outbox, parts of its audience, tallies."""
    return f"C#{identity}"


def listed(at: datetime, identity: str) -> str:
    """Give the sort key, in the partition of all campaigns, of one made at an instant."""
    return f"{instant(at)}#{identity}"


def line(version: int, index: int) -> str:
    """Give the sort key of a line of a campaign's history; with `event` it is also the outbox."""
    return f"T#{version:06d}#{index:02d}"


def part(number: int) -> str:
    """Give the sort key of how far one part of a campaign's audience has been asked."""
    return f"{PART}{number:02d}"


def bucket_of(token_hash: str) -> str:
    """Give the bucket in which an invitation lies."""
    return token_hash[:2]


def invitations(campaign_id: str, bucket: str) -> str:
    """Give the partition of the invitations in one bucket of a campaign; the sort key is the hash."""
    return f"I#{campaign_id}#{bucket}"


def marks(campaign_id: str, bucket: str) -> str:
    """Give the partition of what the tally has counted of the invitations in one bucket."""
    return f"K#{campaign_id}#{bucket}"


def anonymous(campaign_id: str, bucket: str) -> str:
    """Give the partition of the anonymous answers of one time bucket; the sort key is random."""
    return f"N#{campaign_id}#{bucket}"


def answered(campaign_id: str, bucket: str, token_hash: str, version: int) -> tuple[str, str]:
    """Give the key of the outbox item that tells of one saved answer."""
    return f"Y#{campaign_id}#{bucket}", f"{token_hash}#{version:06d}"


def told_anonymously(campaign_id: str, bucket: str) -> str:
    """Give the partition of the outbox items that tell of anonymous answers; the sort key is random."""
    return f"Y#{campaign_id}#{bucket}"


def claim(claim_hash: str) -> str:
    """Give the partition of a reward that an anonymous answer earned."""
    return f"B#{claim_hash}"


def tally(group: str) -> str:
    """Give the sort key, within a campaign, of the tally of one group (`all`, `city=sz`)."""
    return f"{TALLY}{group}"


def progress(token_hash: str) -> str:
    """Give the sort key, within a campaign, of the count by state that this invitation is in."""
    return f"{PROGRESS}{int(token_hash[:2], 16) % PROGRESS_SHARDS}"


def invited(token_hash: str) -> str:
    """Give the sort key, within a campaign that asks by itself, of the count that this invitation is in."""
    return f"{INVITED}{int(token_hash[:2], 16) % PROGRESS_SHARDS}"


def campaign_of(invitations_pk: str) -> str:
    """Give the campaign of a partition of invitations."""
    return invitations_pk.split("#")[1]


def tally_sheet(group: str, sheet: int) -> str:
    """Give the sort key of one sheet of a group's tally; what has room on one is under the group's own."""
    return tally(group if sheet == 0 else f"{group}\n{sheet}")


def anonymous_marks(campaign_id: str, identity: str) -> str:
    """Give the partition of what the tally has counted of anonymous answers; the sort key is their id."""
    return f"K#{campaign_id}#N{identity[:1]}"


def export(at: datetime, job: str) -> str:
    """Give the sort key, within a campaign, of a request for an export of its answers."""
    return f"{EXPORT}{instant(at)}#{job}"


def sample(at: datetime, job: str) -> str:
    """Give the sort key, within a campaign, of a request for its sample."""
    return f"{SAMPLE}{instant(at)}#{job}"


def pseudonym(campaign_id: str, hashed: str) -> str:
    """Give the partition of the pseudonym under which an outside firm knows an invitation."""
    return f"Z#{campaign_id}#{hashed}"


def pace(name: str) -> str:
    """Give the partition of a pace that all senders share."""
    return f"L#{name}"


def window(number: int) -> str:
    """Give the sort key, within a pace, of how many places of one window are taken."""
    return f"W#{number:012d}"


def listing(campaign_id: str, state: str, token_hash: str) -> str:
    """Give the partition of the index `recipients` in which an invitation of this state is listed."""
    return listing_shard(campaign_id, state, int(token_hash[:2], 16) % LIST_SHARDS)


def listing_shard(campaign_id: str, state: str, shard: int) -> str:
    """Give one of the partitions of the index `recipients` that list the invitations of a state."""
    return f"{campaign_id}#{state}#{shard}"
