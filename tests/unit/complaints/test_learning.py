"""What was decided on an improvement, told in the thread of a complaint."""

import pytest

from hearthline.complaints.commands import TellImprovement
from hearthline.complaints.model import Status, Visibility
from tests.unit.complaints.builders import a_story, a_story_in, after

TELLING = TellImprovement("0123456789ABCDEF", "adopted", "Every cellar is tested now.")


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.MERGED])
def test_the_filer_is_told_in_whatever_state_the_case_is(status: Status) -> None:
    story = a_story_in(status)

    story.does(TELLING, after(hours=2))

    (entry,) = [entry for entry in story.last if entry.kind == "improvement"]
    assert (entry.visibility, entry.text) == (Visibility.CUSTOMER, "Every cellar is tested now.")
    assert entry.data == {"improvement": "0123456789ABCDEF", "status": "adopted"}
    assert (entry.actor_kind, story.complaint.status) == ("system", status)


def test_telling_keeps_no_promise() -> None:
    story = a_story().does(TELLING, after(hours=2))

    assert [clock.met_at for clock in story.complaint.clocks] == [None, None, None]


def test_a_merged_case_says_where_it_went() -> None:
    refused = a_story_in(Status.MERGED).is_refused(TELLING, after(hours=2))

    assert (refused.code, refused.data["merged_into"]) == ("merged", "M3T8WZ5R0")
