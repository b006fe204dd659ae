"""Where invitations live: the only place that knows their items.

An invitation stands in one of a campaign's buckets, under the hash of its token. `listing` puts it into the
list of those of its state. Every change demands the version that was read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Final

from hearthline.platform.attributes import Item
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Page, Put, Table
from hearthline.platform.timers import Due, put_off, shard_of
from hearthline.surveys import keys
from hearthline.surveys.model import Brief, Invitation
from hearthline.surveys.states import FINAL, state_of

RECIPIENTS: Final = "recipients"
BRIEF: Final = tuple(field.name for field in fields(Brief))


class AlreadyInvited(Exception):
    """This person was invited before, for the same thing; `invitation` is how that stands."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(invitation.hash)
        self.invitation = invitation


class InvitationMoved(Exception):
    """It was changed since it was read; `invitation` is how it stands now, None where it is gone."""

    def __init__(self, token_hash: str, invitation: Invitation | None) -> None:
        super().__init__(token_hash)
        self.hash = token_hash
        self.invitation = invitation


class AlsoRefused(Exception):
    """What was to be written along was refused: its place among the extra actions, and what stands there."""

    def __init__(self, place: int, item: Item | None) -> None:
        super().__init__(place)
        self.place = place
        self.item = item


@dataclass(frozen=True, slots=True)
class BucketPage:
    """A page of one bucket, by hash; `last` is the hash after which the next begins, None at the end."""

    invitations: tuple[Invitation, ...]
    last: str | None


@dataclass(frozen=True, slots=True)
class BriefPage:
    """The same in brief: what says whether anything is owed to somebody."""

    invitations: tuple[Brief, ...]
    last: str | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of hashes of one list; `last` is where the next begins, None at the end."""

    hashes: tuple[str, ...]
    last: Mapping[str, str] | None


class InvitationStore:
    """Invitations in the surveys table; `shards` is the number of timer shards of the whole product."""

    def __init__(self, table: Table, shards: int) -> None:
        self._table = table
        self._shards = shards

    def load(self, campaign: str, token_hash: str) -> Invitation | None:
        """Read one invitation, consistently. One request."""
        item = self._table.get(*_key(campaign, token_hash))
        return load(Invitation, item) if item else None

    def load_many(self, campaign: str, hashes: Sequence[str]) -> dict[str, Invitation]:
        """Read invitations of a campaign, consistently, by hash; a request for each hundred."""
        wanted = [_key(campaign, each) for each in hashes]
        items = self._table.get_many(wanted, consistent=True)
        return {item["sk"]: load(Invitation, item) for item in items}

    def create_action(self, invitation: Invitation, timer: datetime | None = None) -> Put:
        """Give the action that makes an invitation; it fails where there is one. `timer`: when it is due.

        Without a timer, here and below, one with an end of its own is due then.
        """
        return Put(self._item(invitation, timer), ABSENT)

    def create(self, invitation: Invitation, *also: Action, timer: datetime | None = None) -> None:
        """Write a new one with all that goes with it; raise AlreadyInvited where it stands already.

        Raises AlsoRefused where what goes with it was refused; then nothing is written.
        """
        try:
            self._table.transact([self.create_action(invitation, timer), *also])
        except ConditionFailed as failed:
            if failed.index:
                raise AlsoRefused(failed.index - 1, failed.item) from failed
            if failed.item is None:
                raise
            raise AlreadyInvited(load(Invitation, failed.item)) from failed

    def save_action(self, before: Invitation, after: Invitation, timer: datetime | None = None) -> Put:
        """Give the action that writes a change as the next version; it fails where anyone was faster."""
        same = Guard("version = :read", {}, {":read": before.version})
        return Put(self._item(replace(after, version=before.version + 1), timer), same)

    def save(
        self, before: Invitation, after: Invitation, *also: Action, timer: datetime | None = None
    ) -> Invitation:
        """Write a change with all that goes with it, in one request, and give it as it then is.

        Whatever timer it had ends, unless `timer` sets another. Raises InvitationMoved where anyone was
        faster, AlsoRefused where what goes with it was refused; then nothing is written.
        """
        action = self.save_action(before, after, timer)
        try:
            if also:
                self._table.transact([action, *also])
            else:
                self._table.put(action.item, action.guard)
        except ConditionFailed as failed:
            if failed.index:
                raise AlsoRefused(failed.index - 1, failed.item) from failed
            raise _moved(before, failed) from failed
        return replace(after, version=before.version + 1)

    def save_all(self, changes: Sequence[tuple[Invitation, Invitation]]) -> None:
        """Write changes of at most a hundred, each as (before, after), in one request: all or none.

        Their timers end. Raises InvitationMoved for the first of which anyone was faster.
        """
        try:
            self._table.transact([self.save_action(before, after) for before, after in changes])
        except ConditionFailed as failed:
            raise _moved(changes[failed.index][0], failed) from failed

    def put_off(self, due: Due, until: datetime) -> None:
        """Let one be due later, unless its timer was changed meanwhile. One request."""
        put_off(self._table, due, until)

    def due(self, due: Due) -> Invitation | None:
        """Read an invitation whose timer has come; None where it has another one by now, or none."""
        item = self._table.get(due.pk, due.sk)
        return load(Invitation, item) if item and item.get("timer_at") == due.timer_at else None

    def bucket(
        self, campaign: str, bucket: str, after: str | None = None, limit: int | None = None
    ) -> BucketPage:
        """Read a page of one bucket, consistently, behind the hash `after`. One request."""
        page = self._page(campaign, bucket, after, limit)
        last = page.last["sk"] if page.last else None
        return BucketPage(tuple(load(Invitation, item) for item in page.items), last)

    def brief(self, campaign: str, bucket: str, after: str | None, limit: int) -> BriefPage:
        """Read the same in brief: a third of what comes over the wire, and of the time to read it."""
        page = self._page(campaign, bucket, after, limit, BRIEF)
        last = page.last["sk"] if page.last else None
        return BriefPage(tuple(load(Brief, item) for item in page.items), last)

    def _page(
        self, campaign: str, bucket: str, after: str | None, limit: int | None, only: Sequence[str] = ()
    ) -> Page:
        pk = keys.invitations(campaign, bucket)
        start = {"pk": pk, "sk": after} if after else None
        return self._table.query(("pk", pk), start=start, limit=limit, consistent=True, only=only)

    def listed(
        self, campaign: str, state: str, shard: int, limit: int, start: Mapping[str, str] | None = None
    ) -> ListPage:
        """Read a page of the hashes of those in a state, by person. One request; a moment behind."""
        page = self._table.query(
            ("listing", keys.listing_shard(campaign, state, shard)),
            index=RECIPIENTS,
            limit=limit,
            start=start,
        )
        return ListPage(tuple(str(item["sk"]) for item in page.items), page.last)

    def _item(self, invitation: Invitation, timer: datetime | None) -> dict[str, Any]:
        pk, sk = _key(invitation.campaign, invitation.hash)
        listing = keys.listing(invitation.campaign, state_of(invitation), invitation.hash)
        item = {"pk": pk, "sk": sk, **dump(invitation), "listing": listing}
        owed = timer or _ends(invitation)
        if owed is None:
            return item
        return {**item, "timer_shard": shard_of(f"{pk}/{sk}", self._shards), "timer_at": instant(owed)}


def _ends(invitation: Invitation) -> datetime | None:
    """Give when one that has an end of its own expires; None where its campaign's is its end, or it ended."""
    return invitation.expires_at if state_of(invitation) not in FINAL else None


def _moved(before: Invitation, failed: ConditionFailed) -> InvitationMoved:
    return InvitationMoved(before.hash, load(Invitation, failed.item) if failed.item else None)


def _key(campaign: str, token_hash: str) -> tuple[str, str]:
    return keys.invitations(campaign, keys.bucket_of(token_hash)), token_hash
