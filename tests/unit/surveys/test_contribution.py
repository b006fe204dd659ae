"""What one invitation, or one anonymous answer, adds to the tally."""

from dataclasses import replace
from typing import Any

import pytest

from hearthline.surveys.answers import check_answers, stored
from hearthline.surveys.contribution import of_anonymous, of_invitation
from hearthline.surveys.model import AnonymousAnswer, Invitation, Progress, Questionnaire, Reach, Strata
from hearthline.surveys.recovery import Recovery
from hearthline.surveys.sheets import ROOM, cut, sheets_of
from tests.unit.surveys.builders import HOME, an_invitation
from tests.unit.surveys.questionnaires import ANSWERED, asking, document, questionnaire

EVERY = questionnaire()
LOYAL = questionnaire(
    document(
        asking("recommend", "score", not_applicable=True, measure="recommend"),
        asking("buy", "rating", not_applicable=True, measure="buy_again"),
    )
)


def answered(given: dict[str, Any], asked: Questionnaire = EVERY, **changes: Any) -> Invitation:
    kept = stored(check_answers(asked, given, final=True))
    return an_invitation(reach=Reach.SENT, progress=Progress.ANSWERED, answers=kept, **changes)


def questions_of(invitation: Invitation, asked: Questionnaire = EVERY) -> dict[str, int]:
    counts = of_invitation(invitation, asked, None).counts
    return {name: number for name, number in counts.items() if not name.startswith("@")}


def test_each_question_that_was_shown_is_counted_by_what_was_said() -> None:
    assert questions_of(answered(ANSWERED)) == {
        "overall#=2": 1,
        "recommend#na": 1,
        "reason#=b": 1,
        "seen#n": 1,
        "seen#=a": 1,
        "seen#=c": 1,
        "again#=yes": 1,
        "parts/a#=5": 1,
        "parts/b#na": 1,
        "parts/c#=1": 1,
        "rooms#n": 1,
        "rooms#sum": 2500,
        "rooms#squares": 6_250_000,
        "moved#n": 1,
        "moved#sum": 738945,
        "more#n": 1,
    }


def test_what_was_shown_and_not_answered_is_skipped_and_what_was_hidden_is_in_nothing() -> None:
    given = {"overall": 5, "again": False, "parts": {"a": 3, "b": 3, "c": 3}}

    found = questions_of(answered(given))

    skipped = {"recommend#skipped", "seen#skipped", "moved#skipped", "more#skipped"}
    assert {name for name in found if name.endswith("skipped")} == skipped
    assert not [name for name in found if name.startswith(("reason", "rooms"))]


@pytest.mark.parametrize("progress", [Progress.OPENED, Progress.STARTED, Progress.EXPIRED])
def test_answers_that_were_not_finished_are_in_no_question(progress: Progress) -> None:
    unfinished = replace(answered(ANSWERED), progress=progress)

    assert of_invitation(unfinished, EVERY, None).counts == {"@reachable": 1, "@partial": 1}


def test_one_answer_is_in_each_of_its_groups() -> None:
    found = of_invitation(answered(ANSWERED), EVERY, Recovery.HANDLED_BADLY)

    assert found.groups == (
        "all",
        "city=sz",
        "project=sz/海岸花园",
        "tier=senior",
        "stage=living",
        "kind=customer",
        "cell=sz/living",
        "recovery=handled_badly",
    )


def test_who_is_in_no_tier_and_no_city_is_in_groups_of_their_own() -> None:
    found = of_invitation(answered(ANSWERED, strata=Strata("press")), EVERY, None)

    assert found.groups == ("all", "city=", "project=/", "tier=", "stage=", "kind=press", "cell=/")


@pytest.mark.parametrize(
    ("reach", "progress", "counts"),
    [
        (Reach.MADE, Progress.NONE, {}),
        (Reach.HELD, Progress.NONE, {}),
        (Reach.SENT, Progress.NONE, {"@reachable": 1}),
        (Reach.UNKNOWN, Progress.NONE, {"@reachable": 1}),
        (Reach.SENT, Progress.EXPIRED, {"@reachable": 1}),
        (Reach.FAILED, Progress.OPENED, {"@reachable": 1}),
        (Reach.FAILED, Progress.EXPIRED, {"@unreachable": 1}),
        (Reach.HELD, Progress.EXPIRED, {"@unreachable": 1}),
        (Reach.WITHHELD, Progress.NONE, {"@unreachable": 1}),
        (Reach.CANCELLED, Progress.NONE, {"@unreachable": 1}),
    ],
)
def test_who_counts_as_reached(reach: Reach, progress: Progress, counts: dict[str, int]) -> None:
    found = of_invitation(an_invitation(reach=reach, progress=progress), EVERY, None)

    assert found.counts == counts
    assert bool(found.groups) is bool(counts)


def test_an_invitation_that_waits_to_be_sent_moves_nothing_at_all() -> None:
    found = of_invitation(an_invitation(), EVERY, None)

    assert (found.groups, found.counts, found.states) == ((), {}, {})


def test_states_are_counted_with_why_and_by_which_channel() -> None:
    held = an_invitation(reach=Reach.HELD, reason="quiet_hours")
    sent = an_invitation(reach=Reach.SENT, channel="sms", progress=Progress.OPENED)

    assert of_invitation(held, EVERY, None).states == {
        "state:held": 1,
        "reach:held": 1,
        "reason:held:quiet_hours": 1,
    }
    assert of_invitation(sent, EVERY, None).states == {
        "state:opened": 1,
        "reach:sent": 1,
        "channel:sms": 1,
    }


@pytest.mark.parametrize(
    ("recommend", "buy", "loyal"),
    [(9, 4, 1), (10, 5, 1), (8, 5, 0), (9, 3, 0), (0, 1, 0), (None, 5, None), (9, None, None)],
)
def test_loyal_is_who_is_in_the_top_two_boxes_of_both(
    recommend: int | None, buy: int | None, loyal: int | None
) -> None:
    counts = of_invitation(answered({"recommend": recommend, "buy": buy}, LOYAL), LOYAL, None).counts

    assert counts.get("@both_asked") == (None if loyal is None else 1)
    assert counts.get("@loyal", 0) == (loyal or 0)


def test_who_skipped_one_of_both_is_not_asked_for_loyalty() -> None:
    counts = of_invitation(answered({"recommend": 10}, LOYAL), LOYAL, None).counts

    assert "@both_asked" not in counts


def test_an_anonymous_answer_is_counted_apart_from_the_invitation() -> None:
    kept = stored(check_answers(EVERY, ANSWERED, final=True))
    answer = AnonymousAnswer("CAMPAIGN00000001", "RANDOM0000000001", "2026-11-22", HOME, kept, 1, "zh")

    apart = of_anonymous(answer, EVERY)
    invitation = of_invitation(answered(ANSWERED), None, None)

    assert invitation.counts == {"@reachable": 1, "@answered": 1}
    assert {**apart.counts, **invitation.counts} == of_invitation(answered(ANSWERED), EVERY, None).counts
    assert apart.states == {}
    assert apart.groups == invitation.groups


def test_the_largest_questionnaire_is_cut_so_that_one_answer_goes_into_one_transaction() -> None:
    codes = [f"o{number}" for number in range(24)]
    options = [{"code": code, "label": {"zh": f"甲{code}", "en": code}} for code in codes]
    asked = questionnaire(
        document(*(asking(f"q{number}", "multiple", options=options) for number in range(95)))
    )
    everything = answered({f"q{number}": codes for number in range(95)}, asked)

    found = of_invitation(everything, asked, Recovery.NO_PROBLEM)
    sheets = cut(found.counts, sheets_of(asked))

    assert len(found.counts) == 95 * 25 + 3
    assert len(sheets) * len(found.groups) + 2 <= 100
    assert max(len(counts) for counts in sheets.values()) <= ROOM + 44
