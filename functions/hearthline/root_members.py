"""The composition root of members and homes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from hearthline import root

if TYPE_CHECKING:
    from hearthline.members.codes import Codes
    from hearthline.members.consent_texts import Texts
    from hearthline.members.consenting import Consenting
    from hearthline.members.desk import MembersDesk
    from hearthline.members.joining import Joining
    from hearthline.members.places import Places
    from hearthline.members.profile import Profile
    from hearthline.members.sessions import Sessions
    from hearthline.members.signing_in import SigningIn
    from hearthline.members.store import PersonStore
    from hearthline.platform.fingerprints import Fingerprints
    from hearthline.platform.outbox import Reaction
    from hearthline.platform.timers import Due, Handler

    Feedback = Callable[[Mapping[str, Any], datetime], object]


@cache
def persons() -> "PersonStore":
    """Give the store of persons."""
    from hearthline.members.store import PersonStore

    return PersonStore(root.members_table(), root.settings().timer_shards)


@cache
def codes() -> "Codes":
    """Give what gives one-time codes out and takes them back."""
    from hearthline.members.code_store import CodeStore
    from hearthline.members.codes import Codes

    return Codes(CodeStore(root.members_table()), root.secret(), root.entropy)


@cache
def sessions() -> "Sessions":
    """Give who is signed in."""
    from hearthline.members.session_store import SessionStore
    from hearthline.members.sessions import Sessions

    return Sessions(SessionStore(root.members_table()), root.secret(), root.entropy)


@cache
def places() -> "Places":
    """Give which cities there are."""
    from hearthline.members.places import Places

    return Places(root.documents())


@cache
def consent_texts() -> "Texts":
    """Give the texts that people agree to."""
    from hearthline.members.consent_texts import Texts

    return Texts(root.documents())


@cache
def prints() -> "Fingerprints":
    """Give what makes keyed hashes."""
    from hearthline.platform.fingerprints import Fingerprints

    return Fingerprints(root.secret())


@cache
def joining() -> "Joining":
    """Give what makes members."""
    from hearthline.members.joining import Joining

    return Joining(persons(), codes(), sessions(), consent_texts(), places(), prints(), root.entropy)


@cache
def signing_in() -> "SigningIn":
    """Give what exchanges a code for a session."""
    from hearthline.members.signing_in import SigningIn

    return SigningIn(persons(), codes(), sessions())


@cache
def profile() -> "Profile":
    """Give what members may do with their own record."""
    from hearthline.members.profile import Profile

    return Profile(persons(), codes(), sessions(), places())


@cache
def desk() -> "MembersDesk":
    """Give what staff do with persons."""
    from hearthline import root_homes
    from hearthline.home_owners import HomeOwners
    from hearthline.members.desk import MembersDesk
    from hearthline.platform.cursors import Cursors

    owners_of = HomeOwners(root_homes.homes())
    cursors = Cursors(root.secret())
    return MembersDesk(persons(), consent_texts(), places(), owners_of, prints(), cursors, root.entropy)


@cache
def consenting() -> "Consenting":
    """Give what persons agree to."""
    from hearthline.members.consenting import Consenting

    return Consenting(persons(), consent_texts())


def reactions() -> "Sequence[Reaction]":
    """Give what follows from an event for members, in this order; each may be done again."""
    from hearthline import root_homes, root_points, root_privacy, root_standing
    from hearthline.members.homes_again import HomesAgain

    following: Sequence[Reaction] = [
        root_homes.holdings(),
        root_standing.standing(),
        root_standing.purchases(),
        root_standing.counting_referrals(),
        root_standing.complaint_links(),
        root_points.occasions(),
        root_privacy.own_wishes(),
    ]
    return [*following, HomesAgain(following)]


def feedback() -> "Sequence[Feedback]":
    """Give what takes the providers' word of a message; each passes over what is not for it."""
    from hearthline import root_notices

    return [root_notices.feedback()]


def owing() -> "Mapping[str, Handler]":
    """Give who does what the members table owes at an instant, by partition prefix and sort key (`P#/A`)."""
    return {"P#/A": _year_over, "P#/B": _points_end}


def _year_over(due: "Due", now: datetime) -> bool:
    from hearthline import root_standing

    return root_standing.standing().pass_time(due, now)


def _points_end(due: "Due", now: datetime) -> bool:
    from hearthline import root_points

    return root_points.ledger().pass_time(due, now)
