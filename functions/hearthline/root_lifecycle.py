"""The composition root of the lives of homes: their plans, and what owners are told of their steps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_homes

if TYPE_CHECKING:
    from hearthline.home_lives import FactsOfHomes, TermsInForce
    from hearthline.lifecycle.desk import LivesDesk
    from hearthline.lifecycle.following import Lives
    from hearthline.lifecycle.letter_desk import LetterDesk
    from hearthline.lifecycle.letter_sending import MissingLetters
    from hearthline.lifecycle.letter_store import LetterStore
    from hearthline.lifecycle.store import LifeStore
    from hearthline.lifecycle.visiting import HomeVisits
    from hearthline.notice_steps import StepsToTell
    from hearthline.platform.jobs import Worker
    from hearthline.platform.outbox import Reaction
    from hearthline.platform.timers import Due, Handler
    from hearthline.visited_homes import VisitRecords


@cache
def store() -> "LifeStore":
    """Give the store of lives."""
    from hearthline.lifecycle.store import LifeStore

    return LifeStore(root.members_table(), root.settings().timer_shards)


@cache
def facts() -> "FactsOfHomes":
    """Give what reads homes for their lives."""
    from hearthline.home_lives import FactsOfHomes

    return FactsOfHomes(root_homes.homes())


@cache
def terms() -> "TermsInForce":
    """Give the document in force, and the clocks of cities."""
    from hearthline.home_lives import TermsInForce

    return TermsInForce(root.documents(), root.rulebook())


@cache
def lives() -> "Lives":
    """Give what keeps the plans of homes up to date."""
    from hearthline.lifecycle.following import Lives

    return Lives(store(), facts(), terms())


@cache
def desk() -> "LivesDesk":
    """Give what staff see of the lives of homes."""
    from hearthline.lifecycle.desk import LivesDesk

    return LivesDesk(store(), facts(), terms())


@cache
def visits() -> "HomeVisits":
    """Give what staff do with visits to homes."""
    from hearthline import root_members
    from hearthline.lifecycle.visiting import HomeVisits
    from hearthline.platform.cursors import Cursors
    from hearthline.visited_homes import OwnersVisited

    owners = OwnersVisited(root_homes.homes(), root_members.persons(), root.desk().file)
    return HomeVisits(store(), owners, _on_the_line, Cursors(root.secret()))


def _on_the_line(identity: str, now: datetime) -> bool:
    root.rulebook().refresh(now)
    return identity in root.rulebook().reporting_line().people


@cache
def visit_records() -> "VisitRecords":
    """Give visits to persons' homes, as erasing and exporting ask for them."""
    from hearthline import root_members
    from hearthline.visited_homes import VisitRecords

    return VisitRecords(store(), root_members.persons())


@cache
def steps_to_tell() -> "StepsToTell":
    """Give what notices may tell of steps."""
    from hearthline.notice_steps import StepsToTell

    return StepsToTell(root_homes.homes(), facts(), terms(), letter_store(), root.now)


@cache
def letter_store() -> "LetterStore":
    """Give the store of letters."""
    from hearthline.lifecycle.letter_store import LetterStore

    return LetterStore(root.members_table())


@cache
def letters() -> "LetterDesk":
    """Give what staff do with letters."""
    from hearthline import root_members
    from hearthline.lifecycle.letter_desk import LetterDesk
    from hearthline.platform.cursors import Cursors

    cursors = Cursors(root.secret())
    return LetterDesk(letter_store(), terms(), root.job_store(), root_members.prints(), cursors, root.entropy)


def sending_letters() -> "Worker":
    """Give what lets a letter go to whom it is for."""
    from hearthline.lifecycle.letter_sending import SendingLetters

    return SendingLetters(letter_store(), facts())


@cache
def missing_letters() -> "MissingLetters":
    """Give what looks whether a letter is missing."""
    from hearthline.lifecycle.letter_sending import MissingLetters

    return MissingLetters(letter_store(), terms())


def reactions() -> "Sequence[Reaction]":
    """Give what the lives of homes follow from an event; each may be done again."""
    return [lives()]


def owing() -> "Mapping[str, Handler]":
    """Give who does what lives owe at an instant, by partition prefix."""
    return {"L#": _time_passes, "N#": _letter_missing}


def _letter_missing(due: "Due", now: datetime) -> bool:
    return missing_letters().pass_time(due, now)


def _time_passes(due: "Due", now: datetime) -> bool:
    return lives().pass_time(due, now)
