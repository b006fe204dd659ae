"""What earns points by itself when it is told of: joining the club, and answering a survey."""

from collections.abc import Callable
from datetime import datetime

from hearthline.members.ledger import Ledger
from hearthline.platform.outbox import Event

WhoAnswered = Callable[[str, str], str | None]
"""Gives whose an invitation of a campaign is; None where it leads to nobody."""


class Occasions:
    """Credits each occasion once, however often it is told of."""

    def __init__(self, ledger: Ledger, who_answered: WhoAnswered) -> None:
        self._ledger = ledger
        self._who_answered = who_answered

    def __call__(self, event: Event, now: datetime) -> None:
        """Take one event; an answer that nobody's name is under earns nothing here."""
        if event.type == "member.joined":
            self._ledger.earn(event.data["person"], "joining", "joining", None, now)
        elif event.type == "survey.answered" and event.data["invitation"]:
            person = self._who_answered(event.data["campaign"], event.data["invitation"])
            if person is not None:
                self._ledger.earn(person, "survey", f"survey:{event.data['survey']}", None, now)
