"""How answers are kept: the only place that knows the items of answers, their outbox and their rewards.

An answer that nothing stands against is one request: a transaction whose conditions are what would stand
against it. Only where one fails does it bring back how the invitation stands, and the rules decide on that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.platform.attributes import Item
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.limits import Limit
from hearthline.platform.outbox import Event
from hearthline.platform.secret import digest
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Put, Table, Update
from hearthline.surveys import keys
from hearthline.surveys.answering import OPEN_TO_PARTS
from hearthline.surveys.model import AnonymousAnswer, Campaign, Invitation, Progress, Reach
from hearthline.surveys.states import state_of
from hearthline.surveys.tokens import Ticket

SAVES: Final = Limit("answer", 240, timedelta(hours=1))
"""Of one invitation: more than a person saves, and no more than a broken page should."""
CLAIM_KEPT: Final = timedelta(days=400)


class Moved(Exception):
    """The invitation is not as was assumed; `invitation` is how it stands, None where there is none."""

    def __init__(self, invitation: Invitation | None) -> None:
        super().__init__()
        self.invitation = invitation


class TooOften(Exception):
    """More saves of one invitation than its limit allows."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """A saving that is written unseen: the answers in their stored form, and what must hold for it.

    `seen` is the version of the answers it takes the place of, `at` when they were given. `own_end`: the
    invitation has an end of its own, which must be to come.
    """

    answers: Mapping[str, Any]
    final: bool
    seen: int
    at: datetime
    device: str | None
    language: str | None
    questionnaire_version: int
    own_end: bool


class AnswerStore:
    """Answers in the surveys table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def read(self, ticket: Ticket) -> tuple[Campaign | None, Invitation | None]:
        """Read a campaign and an invitation, consistently. One request, whether or not they are there."""
        head, place = (keys.campaign(ticket.campaign), keys.HEAD), _place(ticket.campaign, ticket.hash)
        found = {
            (item["pk"], item["sk"]): item for item in self._table.get_many([head, place], consistent=True)
        }
        campaign, invitation = found.get(head), found.get(place)
        return (
            load(Campaign, campaign) if campaign else None,
            load(Invitation, invitation) if invitation else None,
        )

    def write_unseen(self, ticket: Ticket, assumed: Assumed, event: Event | None, now: datetime) -> None:
        """Write an answer without having read the invitation. One request.

        Raises Moved where it does not stand as assumed, TooOften.
        """
        actions: list[Action] = [_unseen(ticket, assumed, now)]
        if event is not None:
            actions.append(told_put(ticket.campaign, ticket.hash, assumed.seen + 1, event))
        self._transact(ticket.hash, actions, now)

    def write(self, before: Invitation, after: Invitation, event: Event | None, now: datetime) -> None:
        """Write what was decided on an invitation that was read. One request.

        Raises Moved where anyone was faster, TooOften.
        """
        actions: list[Action] = [_save(before, after)]
        if event is not None:
            actions.append(told_put(after.campaign, after.hash, after.answer_version, event))
        self._transact(before.hash, actions, now)

    def write_anonymous(
        self,
        before: Invitation,
        after: Invitation,
        answer: AnonymousAnswer,
        claim_hash: str,
        event: Event,
        now: datetime,
    ) -> None:
        """Write an anonymous answer with its reward, and that the invitation was answered. One request.

        Nothing of what is written says which invitation the answer is of. Raises Moved, TooOften.
        """
        day = answer.bucket
        actions: list[Action] = [
            _save(before, after),
            Put({"pk": keys.anonymous(answer.campaign, day), "sk": answer.id, **dump(answer)}, ABSENT),
            Put(_reward(claim_hash, answer.campaign, event.at)),
            Put(_told(keys.told_anonymously(answer.campaign, day), event.id, event), ABSENT),
        ]
        self._transact(before.hash, actions, now)

    def _transact(self, token_hash: str, actions: Sequence[Action], now: datetime) -> None:
        """Do the actions, the invitation's first, and count them against its limit."""
        counted = SAVES.count(digest(f"answer {token_hash}")[:32], now)
        try:
            self._table.transact([*actions, counted])
        except ConditionFailed as failed:
            if failed.index == len(actions):
                raise TooOften from failed
            if failed.index:
                raise
            raise Moved(load(Invitation, failed.item) if failed.item else None) from failed


def _place(campaign: str, token_hash: str) -> tuple[str, str]:
    return keys.invitations(campaign, keys.bucket_of(token_hash)), token_hash


def _unseen(ticket: Ticket, assumed: Assumed, now: datetime) -> Update:
    pk, sk = _place(ticket.campaign, ticket.hash)
    progress = Progress.ANSWERED if assumed.final else Progress.STARTED
    settings = {
        "answers": dict(assumed.answers),
        "progress": progress.value,
        "listing": keys.listing(ticket.campaign, progress.value, ticket.hash),
        "questionnaire_version": assumed.questionnaire_version,
        "changed_at": instant(now),
        "answered_at": instant(now) if assumed.final else None,
        "saved_at": instant(assumed.at),
        "device": assumed.device,
        "language": assumed.language,
    }
    given = {name: value for name, value in settings.items() if value is not None}
    sets = ", ".join(f"#{name} = :{name}" for name in given)
    return Update(
        pk,
        sk,
        f"SET {sets} ADD version :one, answer_version :one",
        {f"#{name}": name for name in given},
        {**{f":{name}": value for name, value in given.items()}, ":one": 1},
        _as_assumed(assumed),
    )


def _as_assumed(assumed: Assumed) -> Guard:
    """Demand what `answering.taken` would find: nothing that is closed, finished, newer or of another device.

    Its values are those of the update beside it, where they are the same.
    """
    open_ones = {f":open{place}": each.value for place, each in enumerate(OPEN_TO_PARTS)}
    conditions = [
        "#answer_version = :seen",
        f"#progress IN ({', '.join(open_ones)})",
        "#reach <> :cancelled",
        "(attribute_not_exists(#saved_at) OR #saved_at <= :saved_at)",
    ]
    names = ["answer_version", "progress", "reach", "saved_at"]
    values: dict[str, Any] = {":seen": assumed.seen, ":cancelled": Reach.CANCELLED.value, **open_ones}
    if assumed.device is not None:
        conditions.append("(attribute_not_exists(#device) OR #device = :device)")
        names.append("device")
    if assumed.own_end:
        conditions.append("#expires_at > :changed_at")
        names.append("expires_at")
    return Guard(" AND ".join(conditions), {f"#{name}": name for name in names}, values)


def _save(before: Invitation, after: Invitation) -> Update:
    """Change what an answer changes of an invitation, and leave the rest, its timer too, as it is."""
    pk, sk = _place(before.campaign, before.hash)
    names = (
        "answers",
        "progress",
        "changed_at",
        "answered_at",
        "saved_at",
        "device",
        "language",
        "questionnaire_version",
        "answer_version",
        "superseded",
    )
    stored = dump(replace(after, version=before.version + 1))
    given = {name: stored[name] for name in names if name in stored}
    given["listing"] = keys.listing(after.campaign, state_of(after), after.hash)
    sets = ", ".join(f"#{name} = :{name}" for name in given)
    gone = [name for name in names if name not in stored]
    removes = f" REMOVE {', '.join(f'#{name}' for name in gone)}" if gone else ""
    return Update(
        pk,
        sk,
        f"SET {sets}, version = :next{removes}",
        {f"#{name}": name for name in (*given, *gone)},
        {**{f":{name}": value for name, value in given.items()}, ":next": before.version + 1},
        Guard("version = :read", {}, {":read": before.version}),
    )


def told_put(campaign: str, token_hash: str, version: int, event: Event) -> Put:
    """Give the action that tells of one saved answer; it fails where it was told of before."""
    pk, sk = keys.answered(campaign, keys.bucket_of(token_hash), token_hash, version)
    return Put(_told(pk, sk, event), ABSENT)


def _told(pk: str, sk: str, event: Event) -> Item:
    kept_until = int((event.at + timedelta(days=7)).timestamp())
    return {"pk": pk, "sk": sk, "event": event.envelope(), "expires_at": kept_until}


def _reward(claim_hash: str, campaign: str, day: datetime) -> Item:
    """Give the item of a reward; it lasts by the day, so that it tells no hour either."""
    return {
        "pk": keys.claim(claim_hash),
        "sk": keys.HEAD,
        "campaign": campaign,
        "expires_at": int((day + CLAIM_KEPT).timestamp()),
    }
