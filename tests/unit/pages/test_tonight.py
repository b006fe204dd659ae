"""The words of the board of what breaks tonight: one for each promise, level and severity."""

import pytest

from hearthline.complaints.model import ClockName, Severity
from hearthline.complaints.policy import LEVELS
from hearthline.complaints.tonight import WORK
from hearthline.pages.words import words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_can_stand_on_the_board_has_words(language: str) -> None:
    said = words(language, "tonight")

    assert set(said["kinds"]) == {*ClockName, WORK}
    assert set(said["levels"]) == set(LEVELS)
    assert set(said["severities"]) == set(Severity)
