"""Counting a campaign from scratch: what the tally must say, reckoned from its invitations and answers alone.

It uses no counter. Of the marks it takes only how somebody was classed when they answered: cases go on, so
the class of a year ago can't be reckoned today. Where nothing changes meanwhile, the tally is equal to it
in every counter; `behind` says how many changes the tally has not counted yet.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hearthline.surveys import keys
from hearthline.surveys.contribution import NOTHING
from hearthline.surveys.counting import Asked, AskedBy, Classes, Marked, answerer_of, contribution_of, moved
from hearthline.surveys.model import Campaign, Invitation
from hearthline.surveys.recovery import Recovery
from hearthline.surveys.tally import summed
from hearthline.surveys.tally_store import Looked, Mark, Subject, TallyStore

Counts = Mapping[str, Mapping[str, int]]
"""Counters by group."""


@dataclass(frozen=True, slots=True)
class Recount:
    """What invitations and anonymous answers come to; `behind` are those that the tally has yet to count."""

    groups: Counts
    made: int
    answers: int
    behind: tuple[Subject, ...] = ()


def recount(
    store: TallyStore, campaign: str, asked_by: AskedBy, classes: Classes, days: Iterable[str] = ()
) -> Recount:
    """Read a whole campaign, bucket after bucket; `days` are the time buckets of its anonymous answers."""
    groups: dict[str, dict[str, int]] = {}
    behind: list[Subject] = []
    made = answers = 0
    for one in _everything(store, campaign, days):
        invited = isinstance(one.found, Invitation)
        made, answers = made + invited, answers + (not invited)
        asked = asked_by(campaign, one.asks)
        if asked is None:
            continue
        recovery = _recovery(asked, one, classes)
        new = contribution_of(asked, one, recovery)
        if new != (one.mark.contribution if one.mark else NOTHING):
            behind.append(one.subject)
        fresh = Looked(one.subject, one.found, None)
        mark = Mark(one.version, new.groups, new.counts, new.states, recovery)
        for (group, _), counts in moved(Marked(asked, fresh, mark)).items():
            groups[group] = summed([groups.get(group, {}), counts])
    return Recount(groups, made, answers, tuple(behind))


def differences(live: Counts, again: Counts) -> list[str]:
    """Name each counter that is not the same, as `group counter: live, recounted`."""
    both = [(group, name) for counts in (live, again) for group, each in counts.items() for name in each]
    pairs = [(group, name, _of(live, group, name), _of(again, group, name)) for group, name in set(both)]
    return sorted(f"{group} {name}: {one}, {other}" for group, name, one, other in pairs if one != other)


def days_of(campaign: Campaign, now: datetime) -> Iterator[str]:
    """Give the days on which anonymous answers can have come, in whatever zone they are counted."""
    day = (campaign.launched_at or campaign.created_at).date() - timedelta(days=1)
    while day <= now.date() + timedelta(days=1):
        yield day.isoformat()
        day += timedelta(days=1)


def _everything(store: TallyStore, campaign: str, days: Iterable[str]) -> Iterator[Looked]:
    for bucket in range(keys.BUCKETS):
        yield from store.bucket(campaign, f"{bucket:02x}")
    for day in days:
        yield from store.anonymous(campaign, day)


def _recovery(asked: Asked, one: Looked, classes: Classes) -> Recovery | None:
    if one.mark and one.mark.classed:
        return one.mark.recovery
    answerer = answerer_of(asked, one)
    return classes([answerer])[0] if answerer else None


def _of(counts: Counts, group: str, name: str) -> int:
    return counts.get(group, {}).get(name, 0)
