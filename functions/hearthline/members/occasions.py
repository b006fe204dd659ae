"""What earns points by itself when it is told of: joining the club, and answering a survey."""

from datetime import datetime

from hearthline.members.ledger import Ledger
from hearthline.platform.outbox import Event


class Occasions:
    """Credits each occasion once, however often it is told of."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __call__(self, event: Event, now: datetime) -> None:
        """Take one event; an answer that nobody's name is under earns nothing here."""
        if event.type == "member.joined":
            self._ledger.earn(event.data["person"], "joining", "joining", None, now)
        elif event.type == "survey.answered" and event.data.get("person"):
            survey = event.data["survey"]
            self._ledger.earn(event.data["person"], "survey", f"survey:{survey}", None, now)
