"""Where tallies live: the only place that knows the items of counts, and of what was counted.

Counts move by ADD, in one transaction with the marks of what they count, each guarded by what was read of it:
an invitation is counted once, however often it is looked at. A mark holds what was added, so that a change
is the difference.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from hearthline.platform.codec import dump, load
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Put, Table, Update
from hearthline.surveys import keys
from hearthline.surveys.contribution import Contribution
from hearthline.surveys.model import AnonymousAnswer, Campaign, Invitation
from hearthline.surveys.recovery import Recovery
from hearthline.surveys.tally import Standing, standing, summed

_NOT_COUNTS: Final = frozenset({"pk", "sk", "group"})
AT_ONCE: Final = 50
"""Subjects that are read in one request, with their marks."""


class CountedMeanwhile(Exception):
    """Somebody else has counted one of them; nothing was written."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the tally has counted of an invitation or anonymous answer, as of its `version`.

    `recovery` is how its person was classed when it was first counted as answered, and `classed` says that
    they were: for good.
    """

    version: int
    groups: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)
    recovery: Recovery | None = None
    classed: bool = False

    @property
    def contribution(self) -> Contribution:
        """What was added."""
        return Contribution(self.groups, self.counts, self.states)


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is counted: an invitation by its hash, or an anonymous answer by its bucket and id."""

    campaign: str
    id: str
    bucket: str | None = None

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands."""
        if self.bucket is not None:
            return keys.anonymous(self.campaign, self.bucket), self.id
        return keys.invitations(self.campaign, keys.bucket_of(self.id)), self.id

    @property
    def mark(self) -> tuple[str, str]:
        """Where its mark stands."""
        if self.bucket is not None:
            return keys.anonymous_marks(self.campaign, self.id), self.id
        return keys.marks(self.campaign, keys.bucket_of(self.id)), self.id


@dataclass(frozen=True, slots=True)
class Looked:
    """A subject as it stands, and what was counted of it."""

    subject: Subject
    found: Invitation | AnonymousAnswer
    mark: Mark | None

    @property
    def version(self) -> int:
        """Its version; an anonymous answer never changes."""
        return self.found.version if isinstance(self.found, Invitation) else 1

    @property
    def asks(self) -> int:
        """The version of the questionnaire that it is about."""
        return self.found.questionnaire_version


Moves = Mapping[tuple[str, int], Mapping[str, int]]
"""By group and sheet, what is added to each counter."""


class TallyStore:
    """Tallies in the surveys table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def standing(self, campaign: str) -> Standing:
        """Read how many invitations of a campaign are in which state, consistently. One request."""
        begins = Guard("begins_with(sk, :progress)", {}, {":progress": keys.PROGRESS})
        found = self._table.query(("pk", keys.campaign(campaign)), begins, consistent=True)
        return standing(_counts(item) for item in found.items)

    def overview(self, identity: str) -> tuple[Campaign, dict[str, dict[str, int]]] | None:
        """Read a campaign with the tallies of all, its cells and its cities. One request for each MB."""
        span = Guard("sk BETWEEN :head AND :cities", {}, {":head": keys.HEAD, ":cities": keys.tally("city>")})
        items = list(self._table.query_all(("pk", keys.campaign(identity)), span, consistent=True))
        head = next((item for item in items if item["sk"] == keys.HEAD), None)
        return (load(Campaign, head), _by_group(items)) if head else None

    def groups(self, campaign: str, kind: str = "") -> dict[str, dict[str, int]]:
        """Read the tallies of one kind of groups (`tier=`), or all, by group. One request for each MB."""
        begins = Guard("begins_with(sk, :kind)", {}, {":kind": keys.tally(kind)})
        return _by_group(self._table.query_all(("pk", keys.campaign(campaign)), begins, consistent=True))

    def totals(
        self, sheets: Mapping[str, int], groups: Sequence[str]
    ) -> dict[str, dict[str, dict[str, int]]]:
        """Read some groups of campaigns that have so many sheets. One request for each hundred items."""
        found = self._table.get_many(
            [
                (keys.campaign(campaign), keys.tally_sheet(group, sheet))
                for campaign, number in sheets.items()
                for group in groups
                for sheet in range(number)
            ],
            consistent=True,
        )
        return {
            campaign: _by_group(item for item in found if item["pk"] == keys.campaign(campaign))
            for campaign in sheets
        }

    def look(self, subjects: Sequence[Subject]) -> list[Looked]:
        """Read at most AT_ONCE subjects and their marks, consistently, without who is gone. One request."""
        places = [place for subject in subjects for place in (subject.place, subject.mark)]
        found = {(item["pk"], item["sk"]): item for item in self._table.get_many(places, consistent=True)}
        return [
            looked(subject, found[subject.place], found.get(subject.mark))
            for subject in subjects
            if subject.place in found
        ]

    def add(self, marks: Sequence[tuple[Looked, Mark]], campaign: str, moves: Moves) -> None:
        """Write marks and move counters, at most a hundred together, all or nothing. One request.

        Raises CountedMeanwhile where a mark is no longer as it was read.
        """
        actions: list[Action] = [_mark_put(one, mark) for one, mark in marks]
        actions += [
            _moved(campaign, group, sheet, counts)
            for (group, sheet), counts in sorted(moves.items())
            if any(counts.values())
        ]
        try:
            self._table.transact(actions)
        except ConditionFailed as failed:
            raise CountedMeanwhile from failed

    def bucket(self, campaign: str, bucket: str) -> list[Looked]:
        """Read the invitations of one bucket with their marks, consistently. Two requests for each MB."""
        at = keys.invitations(campaign, bucket), keys.marks(campaign, bucket)
        invitations, marks = (self._table.query_all(("pk", pk), consistent=True) for pk in at)
        counted = {item["sk"]: item for item in marks}
        return [looked(Subject(campaign, item["sk"]), item, counted.get(item["sk"])) for item in invitations]

    def anonymous(self, campaign: str, bucket: str) -> list[Looked]:
        """Read anonymous answers of a time bucket with their marks: a request for each hundred, and MB."""
        items = list(self._table.query_all(("pk", keys.anonymous(campaign, bucket)), consistent=True))
        subjects = [Subject(campaign, item["sk"], bucket) for item in items]
        marks = self._table.get_many([one.mark for one in subjects], consistent=True)
        counted = {(mark["pk"], mark["sk"]): mark for mark in marks}
        return [looked(one, item, counted.get(one.mark)) for one, item in zip(subjects, items, strict=True)]


def looked(subject: Subject, item: Mapping[str, Any], mark: Mapping[str, Any] | None) -> Looked:
    """Give a subject as its items say."""
    kind: type[Invitation] | type[AnonymousAnswer] = Invitation if subject.bucket is None else AnonymousAnswer
    return Looked(subject, load(kind, item), load(Mark, mark) if mark else None)


def _mark_put(one: Looked, mark: Mark) -> Put:
    pk, sk = one.subject.mark
    read = Guard("version = :read", {}, {":read": one.mark.version}) if one.mark else ABSENT
    return Put({"pk": pk, "sk": sk, **dump(mark)}, read)


def _moved(campaign: str, group: str, sheet: int, counts: Mapping[str, int]) -> Update:
    names = {f"#{place:x}": name for place, name in enumerate(sorted(filter(counts.get, counts)))}
    values = {f":{short[1:]}": counts[name] for short, name in names.items()}
    added = ",".join(f"{short} :{short[1:]}" for short in names)
    return Update(
        keys.campaign(campaign),
        keys.tally_sheet(group, sheet),
        f"SET #group=:group ADD {added}",
        {"#group": "group", **names},
        {":group": group, **values},
    )


def _by_group(items: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for item in items:
        if item["sk"].startswith(keys.TALLY):
            found[item["group"]] = summed([found.get(item["group"], {}), _counts(item)])
    return found


def _counts(item: Mapping[str, Any]) -> dict[str, int]:
    return {name: value for name, value in item.items() if name not in _NOT_COUNTS}
