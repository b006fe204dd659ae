"""Counting answers: what changed invitations add to the tally, each change once.

The stream says which invitations changed; it may say so twice, late, or out of order. So what it says of
them is not used: each is read as it now stands, with the mark of what was counted of it, and the difference
is added. Who dies before the one transaction has done nothing, and after it everything. Two who count at
once: the mark of the slower one is no longer as it was read, and it looks again. That is why a version that
adds nothing new is marked as well; but for the first one, before which there was none that somebody could
still be counting.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from hearthline.platform.streams import Image
from hearthline.platform.table import MAX_TRANSACTION, TransactionConflict
from hearthline.surveys import keys
from hearthline.surveys.contribution import NOTHING, Contribution, of_anonymous, of_invitation
from hearthline.surveys.model import Campaign, Invitation, Progress, Questionnaire
from hearthline.surveys.recovery import Answerer, Recovery
from hearthline.surveys.sheets import Sheets, cut, sheets_of
from hearthline.surveys.tally_store import (
    AT_ONCE,
    CountedMeanwhile,
    Looked,
    Mark,
    Moves,
    Subject,
    TallyStore,
)

RACES: Final = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What a campaign asks. It never changes. `anonymous`: its answers stand apart from who gave them."""

    questionnaire: Questionnaire
    anonymous: bool
    sheets: Sheets = field(default_factory=dict)


AskedBy = Callable[[str, int], Asked | None]
"""Gives what a campaign asks in a version of its questionnaire, None where there is no such campaign."""

Classes = Callable[[Sequence[Answerer]], Sequence[Recovery | None]]
"""Gives how each of some who answered is classed (`recovery`); None for who was taken out."""


def what_is_asked(questionnaire: Questionnaire, *, anonymous: bool) -> Asked:
    """Give what a campaign asks."""
    return Asked(questionnaire, anonymous, sheets_of(questionnaire))


class AskedCampaigns:
    """What campaigns ask, read once in each process: it never changes once somebody was invited."""

    def __init__(
        self,
        campaigns: Callable[[str], Campaign | None],
        questions: Callable[[str, int], Questionnaire | None],
    ) -> None:
        self._campaigns = campaigns
        self._questions = questions
        self._known: dict[tuple[str, int], Asked] = {}

    def __call__(self, campaign: str, version: int) -> Asked | None:
        """Give what a campaign asks in a version of its questionnaire; None where there is none of it."""
        if (campaign, version) not in self._known:
            found = self._campaigns(campaign)
            questionnaire = self._questions(found.questionnaire, version) if found else None
            if found is None or questionnaire is None:
                return None
            self._known[campaign, version] = what_is_asked(questionnaire, anonymous=found.answers_apart)
        return self._known[campaign, version]


def contribution_of(asked: Asked, one: Looked, recovery: Recovery | None) -> Contribution:
    """Give what a subject adds as it stands."""
    if isinstance(one.found, Invitation):
        return of_invitation(one.found, None if asked.anonymous else asked.questionnaire, recovery)
    return of_anonymous(one.found, asked.questionnaire)


@dataclass(frozen=True, slots=True)
class Marked:
    """A subject that is counted: what it was asked, how it was found, and what is marked of it."""

    asked: Asked
    looked: Looked
    mark: Mark


def answerer_of(asked: Asked, one: Looked) -> Answerer | None:
    """Give who is to be classed: a person who answered, where answers say whose they are."""
    if asked.anonymous or not isinstance(one.found, Invitation) or one.found.answered_at is None:
        return None
    answered = one.found.progress is Progress.ANSWERED
    return Answerer(one.found.person, one.found.answered_at) if answered else None


class Counting:
    """The follower of the surveys table's stream."""

    def __init__(self, store: TallyStore, asked_by: AskedBy, classes: Classes) -> None:
        self._store = store
        self._asked_by = asked_by
        self._classes = classes

    def __call__(self, images: Sequence[Image], now: datetime) -> None:  # noqa: ARG002 - any follower's
        """Count what changed."""
        self.count(subject for image in images if (subject := subject_of(image)))

    def count(self, subjects: Iterable[Subject]) -> None:
        """Count subjects as they now stand; those that are counted already change nothing."""
        by_campaign: dict[str, dict[Subject, None]] = {}
        for subject in subjects:
            by_campaign.setdefault(subject.campaign, {})[subject] = None
        for campaign, those in by_campaign.items():
            wanted = list(those)
            for place in range(0, len(wanted), AT_ONCE):
                self._count(campaign, wanted[place : place + AT_ONCE])

    def _count(self, campaign: str, subjects: Sequence[Subject]) -> None:
        for _ in range(RACES):
            looked = self._store.look(subjects)
            changed = [one for one in looked if not one.mark or one.mark.version < one.version]
            asked = {one.asks: self._asked_by(campaign, one.asks) for one in changed}
            try:
                self._add(campaign, self._marked([(asked[one.asks], one) for one in changed]))
            except CountedMeanwhile:
                continue
            return
        raise TransactionConflict

    def _marked(self, changed: Sequence[tuple[Asked | None, Looked]]) -> list[Marked]:
        """Give what each is to be counted as, without the new ones that add nothing."""
        known = [(asked, one) for asked, one in changed if asked is not None]
        classes = self._recovery(known)
        found = []
        for asked, one in known:
            recovery = classes.get(one.subject.id)
            new = contribution_of(asked, one, recovery)
            if new != NOTHING or one.version > 1:
                classed = one.subject.id in classes
                mark = Mark(one.version, new.groups, new.counts, new.states, recovery, classed)
                found.append(Marked(asked, one, mark))
        return found

    def _recovery(self, changed: Sequence[tuple[Asked, Looked]]) -> dict[str, Recovery | None]:
        """Give the class of who answered, once and for good: as of their first answer that was counted."""
        known = {one.subject.id: one.mark.recovery for _, one in changed if one.mark and one.mark.classed}
        new = {
            one.subject.id: answerer
            for asked, one in changed
            if one.subject.id not in known and (answerer := answerer_of(asked, one))
        }
        classes = self._classes(list(new.values())) if new else []
        return {**known, **dict(zip(new, classes, strict=True))}

    def _add(self, campaign: str, marked: Sequence[Marked]) -> None:
        """Write as many as one transaction takes, then the next ones."""
        batch: list[Marked] = []
        moves: dict[tuple[str, int], dict[str, int]] = {}
        for one in marked:
            more = together(moves, moved(one))
            if batch and len(batch) + 1 + len(more) > MAX_TRANSACTION:
                self._write(campaign, batch, moves)
                batch, more = [], together({}, moved(one))
            batch.append(one)
            moves = more
        if batch:
            self._write(campaign, batch, moves)

    def _write(self, campaign: str, batch: Sequence[Marked], moves: Moves) -> None:
        self._store.add([(one.looked, one.mark) for one in batch], campaign, moves)


def subject_of(image: Image) -> Subject | None:
    """Give what a changed item is to the tally; None where it is nothing to it."""
    pk = str(image["pk"])
    if pk.startswith("I#") and "campaign" in image:
        return Subject(str(image["campaign"]), str(image["sk"]))
    if pk.startswith("N#") and "bucket" in image:
        return Subject(str(image["campaign"]), str(image["sk"]), str(image["bucket"]))
    return None


def moved(marked: Marked) -> Moves:
    """Give what is added to which group when a subject is counted as its mark says: new less old."""
    one = marked.looked
    old = one.mark.contribution if one.mark else NOTHING
    shard = keys.progress(one.subject.id).removeprefix(keys.TALLY) if one.subject.bucket is None else ""
    found: dict[tuple[str, int], dict[str, int]] = {}
    for contribution, sign in ((old, -1), (marked.mark.contribution, 1)):
        for group in contribution.groups:
            for sheet, counts in cut(contribution.counts, marked.asked.sheets).items():
                _plus(found.setdefault((group, sheet), {}), counts, sign)
        if contribution.states:
            _plus(found.setdefault((shard, 0), {}), contribution.states, sign)
    return found


def together(first: Moves, second: Moves) -> dict[tuple[str, int], dict[str, int]]:
    """Give two moves as one."""
    found = {place: dict(counts) for place, counts in first.items()}
    for place, counts in second.items():
        _plus(found.setdefault(place, {}), counts, 1)
    return found


def _plus(total: dict[str, int], counts: Mapping[str, int], sign: int) -> None:
    for name, number in counts.items():
        total[name] = total.get(name, 0) + sign * number
