"""Sending a letter to whom it is for, page by page; and looking whether one is missing."""

from datetime import datetime
from typing import Final

from hearthline.lifecycle.following import FactsOf, Terms
from hearthline.lifecycle.letter_store import LetterStore
from hearthline.lifecycle.letters import Letter, month_of, months_open, next_reminder, waits
from hearthline.platform.instants import read_instant
from hearthline.platform.jobs import Job, Step
from hearthline.platform.timers import Due

KIND: Final = "progress_letter"
TOGETHER: Final = 20
"""Homes that one step takes: two requests each, and one for each buyer."""


class SendingLetters:
    """The worker: every buyer who waits gets a letter once, however often a step is repeated.

    Who owns two homes of a project gets one. What was handed over, cancelled or passed on since it was listed
    is looked at as it is now.
    """

    def __init__(self, store: LetterStore, facts_of: FactsOf, *, together: int = TOGETHER) -> None:
        self._store = store
        self._facts_of = facts_of
        self._together = together

    def step(self, job: Job, now: datetime) -> Step:
        """Tell the buyers of the next few homes."""
        city, project, month = (str(job.params[name]) for name in ("city", "project", "month"))
        letter = self._store.load(city, project, month)
        if letter is None or letter.sent_at is None:
            return Step(job.position, done=True)
        after = job.position.get("after")
        begin = str(after) if after else None
        homes, last = self._store.waiting(city, project, begin, self._together)
        told = sum(self._tell(letter, home, now) for home in homes)
        tally = {"told": told, "homes": len(homes)}
        return Step({"after": last} if last else {}, tally, done=last is None)

    def _tell(self, letter: Letter, home: str, now: datetime) -> int:
        facts = self._facts_of(home)
        if facts is None or facts.sale is None or not waits(facts, letter.city, letter.project):
            return 0
        return sum(self._store.tell(letter, home, person, now) for person in facts.sale.owners)


class MissingLetters:
    """What the sweep does where somebody waits: a letter that is missing is told once a month."""

    def __init__(self, store: LetterStore, terms: Terms) -> None:
        self._store = store
        self._terms = terms

    def pass_time(self, due: Due, now: datetime) -> bool:
        """Look at one project; False where another has. Where nobody waits it is not looked at any more."""
        item = self._store.project(due)
        if item is None:
            return False
        city, project = str(item["city"]), str(item["project"])
        rules, local = self._terms.rules(now), self._terms.local(city)
        waiting, _ = self._store.waiting(city, project, None, 1)
        if not waiting or local is None:
            return self._store.look_no_more(due, item)
        month = month_of(local, read_instant(due.timer_at))
        letter = self._store.load(city, project, month)
        if month in months_open(local, now) and (letter is None or letter.sent_at is None):
            self._store.tell_missing(city, project, month, now)
        return self._store.look_at(due, next_reminder(rules.letters, local, now))
