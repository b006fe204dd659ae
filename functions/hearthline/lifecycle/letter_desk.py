"""What staff do with letters on how a building goes on: write, read, and send them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from hearthline.lifecycle.following import Terms
from hearthline.lifecycle.letter_sending import KIND
from hearthline.lifecycle.letter_store import LetterMoved, LetterStore
from hearthline.lifecycle.letters import Letter, months_open
from hearthline.platform.access import Action, Principal, authorize
from hearthline.platform.cursors import Cursors
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy
from hearthline.platform.instants import instant
from hearthline.platform.jobs import Job, JobStore, new_job
from hearthline.platform.problems import FieldError, Problem

RACES: Final = 8
MOST_COUNTED: Final = 1000
"""Homes that wait which are counted; where there are more, that is said."""
_TALLY: Final = ("homes", "told")


@dataclass(frozen=True, slots=True)
class Which:
    """Which letter: of a project of a city, of a month."""

    city: str
    project: str
    month: str


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a letter, by language."""

    title: Mapping[str, str]
    text: Mapping[str, str]
    short: Mapping[str, str]


class LetterDesk:
    """Every method takes the principal and decides first whether it may."""

    def __init__(
        self,
        store: LetterStore,
        terms: Terms,
        jobs: JobStore,
        prints: Fingerprints,
        cursors: Cursors,
        entropy: Entropy,
    ) -> None:
        self._store = store
        self._terms = terms
        self._jobs = jobs
        self._prints = prints
        self._cursors = cursors
        self._entropy = entropy

    def page(
        self, principal: Principal, city: str, project: str, *, limit: int, cursor: str | None
    ) -> dict[str, Any]:
        """Give a page of a project's letters, newest first, and how many homes wait there. Two requests."""
        authorize(principal, Action.READ_LETTER, city)
        binding = f"letters|{principal.id}|{city}|{project}"
        before = self._cursors.open(binding, cursor)["before"] if cursor else None
        letters, last = self._store.page(city, project, before, limit)
        return {
            "items": [shown(letter) for letter in letters],
            "next_cursor": self._cursors.seal(binding, {"before": last}) if last else None,
            "waiting": self._waiting(city, project),
        }

    def one(self, principal: Principal, which: Which, now: datetime) -> dict[str, Any]:
        """Give a month's letter, None where it is not written; for whom it is, and how far it has gone.

        `months` are those that may be written. Three requests at most. Raises Problem 403, 422 for no city.
        """
        authorize(principal, Action.READ_LETTER, which.city)
        months = self.months(which.city, now)
        letter = self._store.load(which.city, which.project, which.month)
        job = self._jobs.load(self._job_id(letter)) if letter and letter.sent_at else None
        return {
            "letter": shown(letter) if letter else None,
            "months": list(months),
            "waiting": self._waiting(which.city, which.project),
            "sending": _progress(job) if job else None,
        }

    def _waiting(self, city: str, project: str) -> dict[str, Any]:
        homes, last = self._store.waiting(city, project, None, MOST_COUNTED)
        return {"homes": len(homes), "more": last is not None}

    def write(self, principal: Principal, which: Which, words: Written, now: datetime) -> dict[str, Any]:
        """Write a month's letter, or write it anew as long as it was not sent.

        Raises Problem 422 for a month that is not this or the last, 409 `letter_sent`.
        """
        self._open(principal, which, now)
        for _ in range(RACES):
            before = self._store.load(which.city, which.project, which.month)
            if before is not None and before.sent_at is not None:
                raise Problem.refused("letter_sent", _standing(before))
            after = Letter(
                city=which.city,
                project=which.project,
                month=which.month,
                title=words.title,
                text=words.text,
                short=words.short,
                written_by=principal.id,
                written_at=now,
            )
            try:
                return shown(self._store.save(before, after))
            except LetterMoved:
                continue
        raise Problem.unavailable()

    def send(self, principal: Principal, which: Which, now: datetime) -> dict[str, Any]:
        """Let a letter go to the buyers who wait; asked for again it is the same, and goes once.

        Raises Problem 404 where there is no letter, 422 for one that was left unsent too long.
        """
        authorize(principal, Action.WRITE_LETTER, which.city)
        for _ in range(RACES):
            letter = self._store.load(which.city, which.project, which.month)
            if letter is None:
                raise Problem.not_found()
            if letter.sent_at is None:
                self._open(principal, which, now)
                try:
                    letter = self._store.save(letter, self._sent(letter, principal, now))
                except LetterMoved:
                    continue
            self._jobs.start([self._job(letter, now)])
            return shown(letter)
        raise Problem.unavailable()

    def _sent(self, letter: Letter, principal: Principal, now: datetime) -> Letter:
        class_ = self._terms.rules(now).letters.message_class
        return replace(letter, sent_at=now, sent_by=principal.id, message_class=class_)

    def _job(self, letter: Letter, now: datetime) -> Any:
        params = {"city": letter.city, "project": letter.project, "month": letter.month}
        return new_job(KIND, params, letter.sent_by, now, self._entropy, id_=self._job_id(letter))

    def _job_id(self, letter: Letter) -> str:
        return self._prints.identifier_for(KIND, f"{letter.city}/{letter.project}", letter.month)

    def _open(self, principal: Principal, which: Which, now: datetime) -> None:
        authorize(principal, Action.WRITE_LETTER, which.city)
        if which.month not in self.months(which.city, now):
            raise Problem.invalid([FieldError("/month", "Must be this month or the last.")])

    def months(self, city: str, now: datetime) -> tuple[str, str]:
        """Give the months that a letter may be of in a city; raise Problem 422 for a city that isn't."""
        self._terms.rules(now)
        local = self._terms.local(city)
        if local is None:
            raise Problem.invalid([FieldError("/city", "No such city; GET /api/catalog lists them.")])
        return months_open(local, now)


def shown(letter: Letter) -> dict[str, Any]:
    """Give a letter as staff read it."""
    return {
        "city": letter.city,
        "project": letter.project,
        "month": letter.month,
        "title": dict(letter.title),
        "text": dict(letter.text),
        "short": dict(letter.short),
        "written_by": letter.written_by,
        "written_at": instant(letter.written_at),
        "sent_by": letter.sent_by,
        "sent_at": instant(letter.sent_at) if letter.sent_at else None,
        "version": letter.version,
    }


def _progress(job: Job) -> dict[str, Any]:
    return {"state": job.state.value, **{name: job.tally.get(name, 0) for name in _TALLY}}


def _standing(letter: Letter) -> dict[str, Any]:
    return {"status": "sent" if letter.sent_at else "written", "version": letter.version}
