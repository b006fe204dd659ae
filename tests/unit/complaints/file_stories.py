"""Files that are announced for a case."""

from dataclasses import replace
from typing import Any

from hearthline.complaints.commands import Attach
from tests.unit.complaints.builders import Story, a_story, after


def an_announcement(**changes: Any) -> Attach:
    return replace(Attach("file-1", "leak.jpg", "image/jpeg", 1_000), **changes)


def an_attached_story(**filing: Any) -> Story:
    """Filed at 09:00, and at 10:00 a file announced by the customer."""
    return a_story(**filing).does(an_announcement(), after(hours=1))
