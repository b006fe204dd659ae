"""The composition root of members and homes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from hearthline import root

if TYPE_CHECKING:
    from hearthline.members.codes import Codes
    from hearthline.members.sessions import Sessions
    from hearthline.members.store import PersonStore
    from hearthline.platform.outbox import Reaction
    from hearthline.platform.timers import Handler

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


def reactions() -> "Sequence[Reaction]":
    """Give what follows from an event for members, in this order; each may be done again."""
    from hearthline import root_standing

    return [root_standing.complaint_links()]


def feedback() -> "Sequence[Feedback]":
    """Give what takes the providers' word of a message; each passes over what is not for it."""
    return []


def owing() -> "Mapping[str, Handler]":
    """Give who does what the members table owes at an instant, by partition prefix and sort key (`P#/A`)."""
    return {}
