"""What files do to a case."""

from datetime import timedelta

import pytest

from hearthline.complaints.attachments.model import MOST_ASKED, MOST_FILES
from hearthline.complaints.attachments.views import attachments
from hearthline.complaints.commands import QuarantineAttachment, ReleaseAttachment
from hearthline.complaints.model import ClockName, Status, Visibility
from hearthline.complaints.parts import AttachmentState
from tests.unit.complaints.builders import (
    AGENT,
    Story,
    a_question,
    a_resolved_story,
    a_story,
    after,
    an_answered_story,
)
from tests.unit.complaints.file_stories import an_announcement, an_attached_story


def with_released(count: int) -> Story:
    story = a_story()
    for place in range(count):
        story.does(an_announcement(id=f"f{place}"), after(hours=1, minutes=place))
        story.does(ReleaseAttachment(f"f{place}", 900), after(hours=1, minutes=place, seconds=9))
    return story


def states(story: Story) -> list[str]:
    return [each["state"] for each in attachments(story.complaint, after(hours=8))]


def test_a_file_is_awaited_then_released_and_the_customer_sees_that() -> None:
    story = an_attached_story()
    [awaited] = story.complaint.attachments
    story.does(ReleaseAttachment("file-1", 900), after(hours=1, seconds=9))

    [released] = story.complaint.attachments
    [entry] = story.last
    assert (awaited.state, awaited.by, awaited.size) == (AttachmentState.AWAITED, "customer", 1_000)
    assert (released.state, released.size) == (AttachmentState.RELEASED, 900)
    assert (entry.kind, entry.visibility, entry.event_type) == (
        "attached",
        Visibility.CUSTOMER,
        "attachment.released",
    )
    assert "leak.jpg" not in str([entry.data, entry.event_data])


def test_a_refused_file_says_why_by_a_fixed_word() -> None:
    story = an_attached_story().does(QuarantineAttachment("file-1", "active_content"), after(hours=2))

    [entry] = story.last
    assert story.complaint.attachments[0].reason == "active_content"
    assert (entry.kind, entry.data["reason"]) == ("attachment_refused", "active_content")


def test_a_file_is_settled_once() -> None:
    story = an_attached_story().does(ReleaseAttachment("file-1", 900), after(hours=2))

    for command in (ReleaseAttachment("file-1", 1), QuarantineAttachment("file-1", "damaged")):
        assert story.is_refused(command, after(hours=3)).code == "attachment_not_awaited"


def test_no_promise_is_kept_by_a_file() -> None:
    story = an_attached_story().does(ReleaseAttachment("file-1", 900), after(hours=2))
    by_staff = a_story().does(an_announcement(), after(hours=1), by=AGENT)
    by_staff.does(ReleaseAttachment("file-1", 900), after(hours=2))

    assert all(each.clock(name).running for each in (story, by_staff) for name in ClockName)


def test_the_file_that_was_asked_for_lets_the_work_go_on() -> None:
    story = an_answered_story().does(a_question(), after(hours=1))
    story.does(an_announcement(), after(hours=2)).does(ReleaseAttachment("file-1", 900), after(hours=3))

    assert story.complaint.status is Status.IN_PROGRESS
    assert story.resolve.paused_since is None


@pytest.mark.parametrize("by_staff", [True, False])
def test_another_file_leaves_the_question_open(by_staff: bool) -> None:
    story = an_answered_story()
    if by_staff:
        story.does(a_question(), after(hours=1)).does(an_announcement(), after(hours=2), by=AGENT)
    else:
        story.does(an_announcement(), after(hours=1)).does(a_question(), after(hours=2))
    story.does(ReleaseAttachment("file-1", 900), after(hours=3))

    assert story.complaint.status is Status.AWAITING_CUSTOMER


def test_nine_files_are_enough_until_one_lapses() -> None:
    story = with_released(MOST_FILES - 1).does(an_announcement(id="last"), after(hours=2))

    assert story.is_refused(an_announcement(id="more"), after(hours=2)).code == "attached_enough"
    story.does(an_announcement(id="more"), after(hours=3))
    assert states(story)[-2:] == ["lapsed", "lapsed"]


def test_what_comes_after_all_beside_nine_is_put_aside() -> None:
    story = with_released(MOST_FILES - 1).does(an_announcement(id="late"), after(hours=2))
    story.does(an_announcement(id="more"), after(hours=3))
    story.does(ReleaseAttachment("more", 900), after(hours=3, minutes=1))
    story.does(ReleaseAttachment("late", 900), after(hours=3, minutes=2))

    assert states(story)[-2:] == ["quarantined", "released"]
    assert story.complaint.attachments[-2].reason == "too_many"


def test_thirty_announcements_are_the_last() -> None:
    story = a_story()
    for place in range(MOST_ASKED):
        story.does(an_announcement(id=f"f{place}"), after(hours=place))

    refused = story.is_refused(an_announcement(id="more"), after(hours=MOST_ASKED))
    assert refused.code == "attached_enough"


def test_a_refused_one_makes_room() -> None:
    story = with_released(MOST_FILES - 1).does(an_announcement(id="bad"), after(hours=2))
    story.does(QuarantineAttachment("bad", "damaged"), after(hours=2, minutes=1))

    story.does(an_announcement(id="good"), after(hours=2, minutes=2))


def test_an_hour_is_an_hour() -> None:
    story = a_resolved_story().does(an_announcement(), after(hours=2))
    tick = timedelta(milliseconds=1)

    for at, state in ((after(hours=3) - tick, "awaited"), (after(hours=3), "lapsed")):
        [shown] = attachments(story.complaint, at)
        assert shown["state"] == state
