"""Which persons a member of staff may know of: those of the cities of their scope, and who is of none yet."""

from collections.abc import Callable

from hearthline.members.model import Person
from hearthline.members.store import StoredPerson
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.problems import Problem


def cities_of(person: Person) -> frozenset[str]:
    """Give the cities that somebody belongs to: where they live or asked to belong, and where they own."""
    owned = {holding.city for holding in person.holdings}
    return frozenset(owned | ({person.city} if person.city else set()))


def reaches(principal: Principal, person: Person) -> bool:
    """Tell whether somebody is in the scope of a member of staff; who is of no city is in everybody's.

    Who was taken out is in nobody's: what is left is for figures, and their contracts would name them. A
    record that was taken over has none, and leads to the person's other one.
    """
    if person.erased_at is not None and person.merged_into is None:
        return False
    cities = cities_of(person)
    return not cities or any(principal.sees(city) for city in cities)


def reached(
    principal: Principal, action: Action, load: Callable[[str], StoredPerson | None], identity: str
) -> StoredPerson:
    """Give a person to who may do this to them. The role is asked for before anything is looked up.

    Raises Problem 403 where no role of theirs may, and 404 alike for who isn't there, and for who is not
    theirs to know of.
    """
    authorize_role(principal, action)
    stored = load(identity)
    if stored is None or not reaches(principal, stored.person):
        raise Problem.not_found()
    return stored
