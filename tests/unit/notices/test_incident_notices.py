"""Notices about incidents."""

from tests.unit.notices.builders import GROUP, NOW, FakeChannel, FakeDirectory, a_sender, a_suggestion


def test_group_level_is_told_of_an_incident_that_is_suggested() -> None:
    email = FakeChannel()
    [told] = a_sender(email=email, directory=FakeDirectory(group=[GROUP])).on_event(a_suggestion(), NOW)

    assert (told.message.recipient, told.message.purpose) == ("staff/hq", "suggested")
    assert "云景花园 3栋" in email.sent[0][1].subject
