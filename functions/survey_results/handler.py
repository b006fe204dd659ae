"""Stream-triggered: how far invitations came, and what the answers add up to."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_surveys
from hearthline.platform.logs import log
from hearthline.platform.streams import follow, images_in


def handle(event: Mapping[str, Any], _context: Any) -> None:
    """Follow a batch of changes; raising makes the stream deliver the whole batch again."""
    follow(root_surveys.followers(), images_in(event["Records"]), root.now())
    log("followed", records=len(event["Records"]))
