"""The composition root of the monthly digest: when it is due, for whom, and what it says."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hearthline.insight.digests.sending import MonthlyDigests
    from hearthline.notice_digests import DigestsToTell
    from hearthline.platform.timers import Due, Handler


@cache
def monthly_digests() -> "MonthlyDigests":
    """Give what lets digests go."""
    from hearthline.digest_readers import ReadersOfDigests
    from hearthline.insight.digests.sending import MonthlyDigests
    from hearthline.insight.digests.store import DigestStore

    store = DigestStore(root.complaints_table(), root.settings().timer_shards)
    readers = ReadersOfDigests(root.rulebook())
    return MonthlyDigests(store, readers.cities, readers)


@cache
def digests_to_tell() -> "DigestsToTell":
    """Give what a digest says."""
    from hearthline import root_insight
    from hearthline.insight.digests.figures import DigestFigures
    from hearthline.notice_digests import DigestsToTell

    figures = DigestFigures(root_insight.insight_store(), root_insight.zones)
    return DigestsToTell(figures, root.rulebook(), root.settings().public_url, root.now)


def arm(now: "datetime") -> None:
    """See to it that the next digest is due."""
    monthly_digests().arm(now)


def owing() -> "Mapping[str, Handler]":
    """Give who does what is due of digests, by partition prefix."""
    return {"M#": _month_over}


def _month_over(due: "Due", now: "datetime") -> bool:
    return monthly_digests().pass_time(due, now)
