"""Whose turn it is."""

from hearthline.complaints.routes import next_in_turn

TEAM = ("li", "han", "zhao")


def test_turns_go_round_the_team() -> None:
    assert [next_in_turn(TEAM, TEAM, last) for last in (None, "li", "han", "zhao")] == [
        "li",
        "han",
        "zhao",
        "li",
    ]


def test_who_is_away_is_passed_over() -> None:
    assert next_in_turn(TEAM, {"li", "zhao"}, "li") == "zhao"
    assert next_in_turn(TEAM, {"li"}, "li") == "li"


def test_without_anybody_there_is_no_turn() -> None:
    assert next_in_turn(TEAM, set(), "li") is None
    assert next_in_turn((), {"li"}, None) is None


def test_after_somebody_who_has_left_the_team_it_begins_again() -> None:
    assert next_in_turn(TEAM, TEAM, "gone") == "li"
