"""Streams of tables: what an item is after each change, for whoever follows.

A batch is delivered again as a whole when anything failed, and the same change may come twice or late: who
follows takes that, by the versions of what it reads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from hearthline.platform.attributes import from_item

Image = Mapping[str, Any]
"""An item as a change left it, keys and all."""

Follower = Callable[[Sequence[Image], datetime], object]
"""Does what follows from a batch of changes; it passes over those that are not for it."""


def images_in(records: Iterable[Mapping[str, Any]]) -> list[Image]:
    """Give the items of a batch of stream records as each change left them, in the stream's order."""
    changes = (record["dynamodb"] for record in records)
    return [from_item(change["NewImage"]) for change in changes if "NewImage" in change]


def follow(followers: Iterable[Follower], images: Sequence[Image], now: datetime) -> None:
    """Let each follower have the batch, in this order; one that fails takes it from none of the others.

    Raises what the first of those that failed has raised, so that the batch is delivered again.
    """
    failed: list[Exception] = []
    for follower in followers:
        try:
            follower(images, now)
        except Exception as error:  # noqa: BLE001 - raised below, when all the others have had it
            failed.append(error)
    if failed:
        raise failed[0]
