"""What notices may tell owners of their homes, its steps and letters: a port of notices, filled."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from hearthline.home_lives import FactsOfHomes, TermsInForce
from hearthline.homes.store import HomeStore
from hearthline.lifecycle.letter_store import LetterStore
from hearthline.lifecycle.letters import waits
from hearthline.lifecycle.model import HomeFacts
from hearthline.lifecycle.timetable import stands
from hearthline.notices.audience import LETTER
from hearthline.notices.model import Message
from hearthline.notices.policy import Reason, Stop
from hearthline.notices.ports import NoticeStep


class StepsToTell:
    """Looks once more whether what a step follows from still stands, and gives its words.

    Two requests for the home and who its owners are; one for where it is. The words are those of the version
    of the document that the step was reckoned by.
    """

    def __init__(
        self,
        homes: HomeStore,
        facts_of: FactsOfHomes,
        terms: TermsInForce,
        letters: LetterStore,
        now: Callable[[], datetime],
    ) -> None:
        self._homes = homes
        self._facts_of = facts_of
        self._terms = terms
        self._letters = letters
        self._now = now

    def __call__(self, message: Message) -> NoticeStep | Stop:
        """Give what an owner is told; or that its cause is gone, or it is not theirs any more."""
        data = message.event.data
        facts = self._facts_of(str(data["home"]))
        if message.purpose == LETTER:
            return self._letter(data, facts)
        rule = self._terms.version(int(data["rules"]), self._now()).step(str(data["step"]))
        if facts is None or facts.sale is None or rule is None or rule.words is None:
            return Stop(Reason.UNDONE)
        theirs = data["person"] in facts.sale.owners
        if not theirs or not stands(facts, rule, str(data["contract"]), str(data["occurrence"])):
            return Stop(Reason.UNDONE)
        home = self._homes.described(facts.home)
        place = (home.address.project, home.address.building, home.address.unit) if home else ()
        return NoticeStep(rule.words.title, rule.words.text, rule.words.short, place)

    def _letter(self, data: Mapping[str, Any], facts: HomeFacts | None) -> NoticeStep | Stop:
        """Give a letter, if the home still waits and is still theirs. One request."""
        letter = self._letters.load(str(data["city"]), str(data["project"]), str(data["month"]))
        if letter is None or facts is None or facts.sale is None:
            return Stop(Reason.UNDONE)
        theirs = data["person"] in facts.sale.owners
        if not theirs or not waits(facts, letter.city, letter.project):
            return Stop(Reason.UNDONE)
        return NoticeStep(letter.title, letter.text, letter.short, (letter.project,))
