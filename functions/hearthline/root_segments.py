"""The composition root of segments, and of what counts them."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_members, root_points

if TYPE_CHECKING:
    from hearthline.members.segments.audience import Audience
    from hearthline.members.segments.count_requests import Counts
    from hearthline.members.segments.counting import Counting
    from hearthline.members.segments.matching import Moment
    from hearthline.members.segments.requests import Segments
    from hearthline.members.segments.store import SegmentStore


@cache
def segments() -> "Segments":
    """Give what staff do with segments."""
    from hearthline.members.segments.requests import Segments
    from hearthline.platform.cursors import Cursors

    prints = root.access_keys()
    return Segments(segment_store(), root.cities_at, prints, Cursors(root.secret()), root.entropy)


@cache
def counts() -> "Counts":
    """Give what staff ask of counts."""
    from hearthline.complaints.masking import mask_name
    from hearthline.members.segments.count_requests import Counts

    return Counts(
        segment_store(),
        root_members.persons(),
        root.job_store(),
        mask_name,
        moment,
        root.access_keys(),
        root.entropy,
    )


@cache
def counting() -> "Counting":
    """Give what counts whom a segment means."""
    from hearthline.members.segments.counting import Counting

    return Counting(segment_store(), audience(), moment, root.access_keys())


@cache
def segment_store() -> "SegmentStore":
    """Give the store of segments."""
    from hearthline.members.segments.store import SegmentStore

    return SegmentStore(root.members_table())


@cache
def audience() -> "Audience":
    """Give what goes through everybody."""
    from hearthline.members.segments.audience import Audience

    return Audience(root.members_table())


def moment(now: datetime) -> "Moment":
    """Give an instant with the zone in which the club counts its days."""
    from hearthline.members.segments.matching import Moment

    return Moment(now, root_points.club().refresh(now).zone)
