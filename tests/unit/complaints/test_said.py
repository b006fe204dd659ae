"""A case holds what a customer has to say about it, and not without end: it is read whole each time."""

from dataclasses import replace

from hearthline.complaints import views
from hearthline.complaints.commands import CustomerMessage
from hearthline.complaints.settling import MOST_SAID
from tests.unit.complaints.builders import a_reply, a_story, after


def test_a_customer_may_say_more_than_anybody_has_to_say() -> None:
    story = a_story()

    for number in range(30):
        story.does(CustomerMessage("x" * 5000), after(hours=number))

    assert len(story.entries_of("message")) == 30


def test_who_fills_a_case_with_text_is_refused_before_it_can_no_longer_be_read() -> None:
    story = a_story()
    while story.complaint.said + 5000 < MOST_SAID:
        story.does(CustomerMessage("x" * 5000), after(hours=1))

    refused = story.is_refused(CustomerMessage("x" * 5000), after(hours=1))

    assert refused.code == "said_enough"
    assert sum(len(entry.text or "") for entry in story.entries) <= MOST_SAID


def test_many_short_messages_fill_a_case_too() -> None:
    story = a_story()
    story.complaint = replace(story.complaint, said=MOST_SAID - 10)

    assert story.is_refused(CustomerMessage("?"), after(hours=1)).code == "said_enough"
    story.does(a_reply(), after(hours=2))
    assert story.complaint.answered_at is not None


def test_how_much_was_said_is_not_part_of_the_head() -> None:
    story = a_story().does(CustomerMessage("Hello?"), after(hours=1))

    assert story.complaint.said > 0
    assert "said" not in views.head(story.complaint)
