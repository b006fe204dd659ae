"""Whatever the comings and goings in a team, those who are always there get equally many cases."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from hearthline.complaints.routes import next_in_turn

MEMBERS = tuple("abcdef")
teams = st.permutations(MEMBERS).flatmap(
    lambda members: st.tuples(st.just(members), st.sets(st.sampled_from(members), min_size=1))
)
presences = st.lists(st.sets(st.sampled_from(MEMBERS)), max_size=60)


@given(teams, presences, st.sampled_from((*MEMBERS, None)))
def test_those_who_are_always_there_differ_by_one_at_most_in_any_stretch(
    team: tuple[list[str], set[str]], sometimes: list[set[str]], last: str | None
) -> None:
    members, always = team
    turns: Counter[str] = Counter()
    for present in sometimes:
        last = next_in_turn(members, always | present, last)
        assert last in always | present
        turns[str(last)] += 1
        counts = [turns[member] for member in always]
        assert max(counts) - min(counts) <= 1


@given(teams, presences)
def test_a_turn_never_passes_over_somebody_who_is_there(
    team: tuple[list[str], set[str]], sometimes: list[set[str]]
) -> None:
    members, _ = team
    last: str | None = None
    for present in sometimes:
        turn = next_in_turn(members, present, last)
        assert (turn is None) == (not present)
        if turn is not None:
            start = members.index(last) + 1 if last is not None else 0
            way = [*members[start:], *members[:start]]
            assert not present & set(way[: way.index(turn)])
            last = turn
