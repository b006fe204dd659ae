"""A case stays small enough for what must always be written into it, whatever staff put there."""

import json
from datetime import datetime
from typing import Any

import pytest

from hearthline.complaints.cards import index_attributes
from hearthline.complaints.commands import Command
from hearthline.complaints.draft import Refused
from hearthline.complaints.model import Contact
from hearthline.complaints.parts import RemedyKind, VisitOutcome
from hearthline.complaints.remedy_commands import Offer
from hearthline.complaints.visit_commands import PlannedWork, ReportVisit
from hearthline.platform.codec import dump
from tests.unit.complaints.builders import Story, a_story, a_visit, after
from tests.unit.complaints.file_stories import an_announcement

WIDE = "\U00020bb7"
"""A character of four bytes."""

ITEM = 400 * 1024
LEFT = 50 * 1024
"""What time, pauses and later rounds may still write."""


def size_of(story: Story) -> int:
    item: dict[str, Any] = {
        **dump(story.complaint),
        **index_attributes(story.complaint, story.terms.calendar.zone),
    }
    return len(json.dumps(item, ensure_ascii=False).encode())


def fill(story: Story, command: Command, at: datetime) -> str:
    """Give a command again and again, until it is refused; give why."""
    while True:
        try:
            story.does(command, at)
        except Refused as refused:
            return refused.code


def a_full_story() -> Story:
    story = a_story(title=WIDE * 80, text=WIDE * 5000, contact=Contact(WIDE * 60, "+8613912345678"))
    fill(story, a_visit(contractor=WIDE * 80), after(hours=1))
    for number in range(30):
        file = an_announcement(id=f"file-{number}", filename=WIDE * 200)
        story.does(file, after(hours=2 + number * 2))
    return story


def works(number: int, visit: int) -> ReportVisit:
    planned = tuple(PlannedWork(WIDE * 2000, after(days=90), WIDE * 80) for _ in range(number))
    return ReportVisit(visit, VisitOutcome.MORE_WORK, works=planned)


@pytest.mark.parametrize("length", [1, 300, 5000])
def test_however_much_is_offered_there_is_room_left(length: int) -> None:
    story = a_full_story()

    why = fill(story, Offer(RemedyKind.REPAIR, WIDE * length), after(days=4))

    assert why == "too_many"
    assert size_of(story) < ITEM - LEFT


def test_works_and_offers_share_the_room() -> None:
    story = a_full_story().does(works(20, 1), after(days=4))
    before = story.complaint

    assert story.is_refused(works(4, 2), after(days=4)).code == "too_many"
    assert story.is_refused(Offer(RemedyKind.REPAIR, WIDE * 5000 * 2), after(days=4)).code == "too_many"
    assert story.complaint == before
    assert size_of(story) < ITEM - LEFT
