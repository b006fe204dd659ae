"""Each invitation is in one state, and the counts by state add up to the number made."""

from itertools import product

import pytest

from hearthline.surveys.model import Progress, Reach
from hearthline.surveys.states import FINAL, STATES, state_of
from hearthline.surveys.tally import standing
from tests.unit.surveys.builders import an_invitation


def test_whatever_became_of_message_and_answer_is_one_of_the_states() -> None:
    found = {state_of(an_invitation(reach=reach, progress=step)) for reach, step in product(Reach, Progress)}

    assert found == set(STATES)
    assert set(STATES) > FINAL


@pytest.mark.parametrize(
    ("reach", "progress", "state"),
    [
        (Reach.MADE, Progress.NONE, "made"),
        (Reach.SENT, Progress.NONE, "sent"),
        (Reach.SENT, Progress.OPENED, "opened"),
        (Reach.FAILED, Progress.STARTED, "started"),
        (Reach.FAILED, Progress.ANSWERED, "answered"),
        (Reach.CANCELLED, Progress.ANSWERED, "answered"),
        (Reach.CANCELLED, Progress.OPENED, "cancelled"),
        (Reach.SENT, Progress.EXPIRED, "expired"),
        (Reach.WITHHELD, Progress.NONE, "withheld"),
    ],
)
def test_what_a_person_did_is_stronger_than_what_was_said_of_the_message(
    reach: Reach, progress: Progress, state: str
) -> None:
    assert state_of(an_invitation(reach=reach, progress=progress)) == state


def test_what_is_left_of_the_number_made_has_not_been_sent() -> None:
    found = standing(
        [
            {"state:sent": 3, "reach:sent": 4, "state:answered": 1, "channel:sms": 4},
            {"state:held": 2, "reach:held": 2, "reason:held:night": 2, "state:failed": 1, "state:opened": 0},
        ]
    )

    assert found.of(10) == {"made": 3, "sent": 3, "held": 2, "failed": 1, "answered": 1}
    assert (found.counted, found.ended) == (7, 2)
    assert found.reasons == {"held:night": 2}
