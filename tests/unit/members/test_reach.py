"""Which persons a member of staff may know of."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hearthline.members.model import Holding, Person
from hearthline.members.reach import reached, reaches
from hearthline.members.store import StoredPerson
from hearthline.platform.access import Action, Principal
from hearthline.platform.problems import Problem

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOME = Holding("0" * 32, "C-1", "bj", "京西", date(2026, 1, 1))
NOBODYS = Person("P1", NOW, NOW)
OF_SHENZHEN = replace(NOBODYS, city="sz")
OWNS_IN_BEIJING = replace(OF_SHENZHEN, holdings=(HOME,))


def lead(*cities: str, hq: bool = False, role: str = "lead") -> Principal:
    return Principal("zhao", frozenset({role}), frozenset(cities), hq)


@pytest.mark.parametrize(
    ("person", "cities", "seen"),
    [
        (NOBODYS, ("sz",), True),
        (NOBODYS, (), True),
        (OF_SHENZHEN, ("sz",), True),
        (OF_SHENZHEN, ("bj",), False),
        (OWNS_IN_BEIJING, ("bj",), True),
        (OWNS_IN_BEIJING, ("sz",), True),
        (OWNS_IN_BEIJING, ("hz",), False),
    ],
)
def test_a_person_is_of_their_city_and_of_the_cities_of_their_homes(
    person: Person, cities: tuple[str, ...], seen: bool
) -> None:
    assert reaches(lead(*cities), person) is seen
    assert reaches(lead(hq=True), person)


def test_who_was_taken_out_is_nobody_to_anybody() -> None:
    assert not reaches(lead(hq=True), replace(OWNS_IN_BEIJING, erased_at=NOW))
    assert not reaches(lead("sz"), replace(NOBODYS, erased_at=NOW))


def test_who_is_not_there_and_who_is_not_yours_are_one_and_the_same_404() -> None:
    refusals = []
    for stored in (None, StoredPerson(OF_SHENZHEN)):
        with pytest.raises(Problem) as refused:
            reached(lead("bj"), Action.READ_MEMBER, lambda _, found=stored: found, "P1")  # type: ignore[misc]
        refusals.append((refused.value.status, refused.value.body()))

    assert refusals[0] == refusals[1]
    assert refusals[0][0] == 404


def test_the_role_is_asked_for_before_anybody_is_looked_up() -> None:
    def looked_up(_: str) -> StoredPerson:
        raise AssertionError

    with pytest.raises(Problem) as refused:
        reached(lead("sz", role="agent"), Action.ADJUST_POINTS, looked_up, "P1")

    assert refused.value.status == 403
