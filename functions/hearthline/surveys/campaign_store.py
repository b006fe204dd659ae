"""Where campaigns live: the only place that knows their items.

A campaign is one partition: its head, its immutable history, how far each part of its audience has come, and
its tallies. In the list of all it has a pointer, which holds nothing but where it stands.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Put, Table
from hearthline.platform.timers import Due, shard_of
from hearthline.surveys import keys
from hearthline.surveys.campaign_timers import next_timer
from hearthline.surveys.history import Line, event_of
from hearthline.surveys.invitation_store import AlsoRefused
from hearthline.surveys.model import Campaign

REMEMBERED_FOR: Final = timedelta(seconds=10)
"""How long a process may go by a campaign that it has read: so long after a pause something may go out."""


class AlreadyMade(Exception):
    """A campaign of this id stands there already."""

    def __init__(self, campaign: Campaign) -> None:
        super().__init__(campaign.id)
        self.campaign = campaign


class CampaignMoved(Exception):
    """It was changed since it was read; `campaign` is how it stands now, None where it is gone."""

    def __init__(self, campaign: Campaign | None) -> None:
        super().__init__(campaign.id if campaign else None)
        self.campaign = campaign


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """A page of campaigns, newest first; `position` is the last one's, None at the end."""

    campaigns: tuple[Campaign, ...]
    position: str | None


class CampaignStore:
    """Campaigns in the surveys table; `shards` is the number of timer shards of the whole product."""

    def __init__(self, table: Table, shards: int) -> None:
        self._table = table
        self._shards = shards

    def create(self, campaign: Campaign, lines: Sequence[Line], *also: Action) -> None:
        """Write a new one, in one request; raise AlreadyMade where one of this id is there."""
        pointer = {"pk": keys.CAMPAIGNS, "sk": keys.listed(campaign.created_at, campaign.id)}
        try:
            self._table.transact(
                [
                    Put(self._head(campaign, campaign.changed_at), ABSENT),
                    Put({**pointer, "id": campaign.id}),
                    *_lines(campaign, lines),
                    *also,
                ]
            )
        except ConditionFailed as failed:
            if failed.index == 0 and failed.item is not None:
                raise AlreadyMade(load(Campaign, failed.item)) from failed
            raise AlsoRefused(failed.index - 2 - len(lines), failed.item) from failed

    def load(self, identity: str) -> Campaign | None:
        """Read one campaign, consistently. One request."""
        item = self._table.get(keys.campaign(identity), keys.HEAD)
        return load(Campaign, item) if item else None

    def load_many(self, identities: Iterable[str]) -> dict[str, Campaign]:
        """Read campaigns by id; those that there are. A request for each hundred."""
        heads = self._table.get_many([(keys.campaign(each), keys.HEAD) for each in identities])
        return {str(head["id"]): load(Campaign, head) for head in heads}

    def every(self) -> list[Campaign]:
        """Read all campaigns, oldest first. One request, and one for each hundred of them."""
        ids = [str(each["id"]) for each in self._table.query_all(("pk", keys.CAMPAIGNS))]
        found = self.load_many(ids)
        return [found[id_] for id_ in ids if id_ in found]

    def made_between(self, first: datetime, last: datetime) -> list[Campaign]:
        """Read the campaigns made from `first` to before `last`, oldest first, in as many requests."""
        span = Guard(
            "sk BETWEEN :first AND :last",
            {},
            {":first": keys.listed(first, ""), ":last": keys.listed(last, "")},
        )
        ids = [str(each["id"]) for each in self._table.query_all(("pk", keys.CAMPAIGNS), span)]
        found = self.load_many(ids)
        return [found[id_] for id_ in ids if id_ in found]

    def due(self, due: Due) -> Campaign | None:
        """Read one whose timer has come; None where it has another one by now, or none."""
        item = self._table.get(due.pk, due.sk)
        return load(Campaign, item) if item and item.get("timer_at") == due.timer_at else None

    def save(self, before: Campaign, after: Campaign, lines: Sequence[Line], *also: Action) -> Campaign:
        """Write a change with its lines and all that goes with it, and give it as it then is. One request.

        Its timer follows from what it then is. Raises CampaignMoved where anyone was faster, AlsoRefused
        where what goes with it was refused; then nothing is written.
        """
        saved = replace(after, version=before.version + 1)
        same = Guard("version = :read", {}, {":read": before.version})
        head = Put(self._head(saved, saved.changed_at), same)
        try:
            self._table.transact([head, *_lines(saved, lines), *also])
        except ConditionFailed as failed:
            if failed.index:
                raise AlsoRefused(failed.index - 1 - len(lines), failed.item) from failed
            raise CampaignMoved(load(Campaign, failed.item) if failed.item else None) from failed
        return saved

    def page(self, before: str, limit: int) -> CampaignPage:
        """Read a page of all campaigns, newest first, after the position `before` ("" for the first).

        Two requests: the pointers, and the heads of them all.
        """
        older = Guard("sk < :before", {}, {":before": before}) if before else None
        found = self._table.query(("pk", keys.CAMPAIGNS), older, limit=limit, descending=True)
        ids = [str(item["id"]) for item in found.items]
        campaigns = self.load_many(ids)
        shown = tuple(campaigns[id_] for id_ in ids if id_ in campaigns)
        return CampaignPage(shown, found.items[-1]["sk"] if found.last else None)

    def history(self, identity: str, limit: int) -> list[Line]:
        """Read the latest lines of its history, newest first."""
        begins = Guard("begins_with(sk, :line)", {}, {":line": keys.LINES})
        found = self._table.query(("pk", keys.campaign(identity)), begins, limit=limit, descending=True)
        return [_line(item) for item in found.items]

    def _head(self, campaign: Campaign, now: datetime) -> dict[str, Any]:
        pk = keys.campaign(campaign.id)
        item = {"pk": pk, "sk": keys.HEAD, **dump(campaign)}
        timer = next_timer(campaign, now)
        if timer is None:
            return item
        return {**item, "timer_shard": shard_of(pk, self._shards), "timer_at": instant(timer)}


class CampaignCache:
    """Campaigns as they were a moment ago, for those who look at one again and again."""

    def __init__(self, read: Callable[[str], Campaign | None]) -> None:
        self._read = read
        self._known: dict[str, tuple[datetime, Campaign]] = {}

    def load(self, identity: str, now: datetime) -> Campaign | None:
        """Give a campaign as it stood at most REMEMBERED_FOR ago; None, never remembered, where none is."""
        known = self.known(identity, now)
        if known is not None:
            return known
        found = self._read(identity)
        if found is not None:
            self.remember(found, now)
        return found

    def known(self, identity: str, now: datetime) -> Campaign | None:
        """Give a campaign as it stood at most REMEMBERED_FOR ago, None where it would have to be read."""
        read_at, known = self._known.get(identity, (None, None))
        if known is not None and read_at is not None and timedelta() <= now - read_at < REMEMBERED_FOR:
            return known
        self._known.pop(identity, None)
        return None

    def remember(self, campaign: Campaign, now: datetime) -> None:
        """Take in a campaign as it was read just now, along with something else."""
        self._known[campaign.id] = (now, campaign)


def _lines(campaign: Campaign, lines: Sequence[Line]) -> list[Action]:
    pk = keys.campaign(campaign.id)
    items = []
    for index, line in enumerate(lines):
        event = event_of(campaign.id, campaign.version, index, line)
        item = {"pk": pk, "sk": keys.line(campaign.version, index), **dump(line)}
        items.append(Put({**item, "event": event.envelope()} if event else item))
    return list(items)


def _line(item: dict[str, Any]) -> Line:
    return load(Line, {**item, "event": item["event"]["type"] if "event" in item else None})
