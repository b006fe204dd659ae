"""The composition root of homes: the sales feed, the catalog of homes, and who follows a home's changes."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from hearthline import root, root_members

if TYPE_CHECKING:
    from hearthline.complaints.looking_up import LookingUp
    from hearthline.homes.feed import Feed
    from hearthline.homes.picking import Picking
    from hearthline.homes.store import HomeStore
    from hearthline.member_homes import OwnHomes
    from hearthline.members.customers import Customers
    from hearthline.members.holdings import Holdings


@cache
def homes() -> "HomeStore":
    """Give the store of homes."""
    from hearthline.homes.store import HomeStore

    return HomeStore(root.members_table(), lambda persons: root_members.persons().successors(persons))


@cache
def feed() -> "Feed":
    """Give what takes in what the sales system tells."""
    from hearthline.homes.feed import Feed

    return Feed(homes(), customers(), root_members.prints(), _cities, root.now)


def _cities(now: datetime) -> Mapping[str, Any]:
    root.rulebook().refresh(now)
    return root.rulebook().catalog().cities


@cache
def customers() -> "Customers":
    """Give who the sales system's customers are."""
    from hearthline.members.customers import Customers

    return Customers(root_members.persons(), root_members.prints(), root.entropy)


@cache
def holdings() -> "Holdings":
    """Give what lets persons' records follow their homes."""
    from hearthline.members.holdings import Holdings

    return Holdings(root_members.persons(), homes().load)


@cache
def picking() -> "Picking":
    """Give what homes are picked from."""
    from hearthline.homes.picking import Picking
    from hearthline.platform.cursors import Cursors

    return Picking(homes(), Cursors(root.secret()))


@cache
def own_homes() -> "OwnHomes":
    """Give what owners see of their homes."""
    from hearthline.member_homes import OwnHomes

    return OwnHomes(homes())


@cache
def looking_up() -> "LookingUp":
    """Give what notes what is known around a new case."""
    from hearthline.complaint_backgrounds import FilersOfComplaints, HomesOfComplaints
    from hearthline.complaints.looking_up import LookingUp

    known = HomesOfComplaints(homes()), FilersOfComplaints(root_members.persons())
    return LookingUp(root.store(), root.rulebook(), *known)
