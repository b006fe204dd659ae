"""A table in memory, where a process can die before a request, or after it took effect.

It knows what those who count ask of it and nothing more; tests/engines try the same on real ones.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hearthline.platform.actions import Action, Guard, Put, Update
from hearthline.platform.codec import dump
from hearthline.platform.table import ConditionFailed, Page
from hearthline.surveys import keys
from hearthline.surveys.model import AnonymousAnswer, Invitation

Item = dict[str, Any]


class Died(Exception):
    """The process is gone."""


class MemoryTable:
    """Items by key. `dies` holds numbers of requests: the process dies before it, or where negative after."""

    name = "memory"

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], Item] = {}
        self.requests = 0
        self.dies: frozenset[int] = frozenset()

    def get(self, pk: str, sk: str, *, consistent: bool = True) -> Item | None:
        self._request()
        return self.items.get((pk, sk))

    def get_many(self, places: Sequence[tuple[str, str]], *, consistent: bool = False) -> list[Item]:
        assert len(places) <= 100
        self._request()
        return [self.items[place] for place in places if place in self.items]

    def query_all(self, pk: tuple[str, str], sk: Guard | None = None, **_: Any) -> Iterator[Item]:
        self._request()
        low, high = _span(sk)
        found = [item for key, item in sorted(self.items.items()) if key[0] == pk[1]]
        return iter([item for item in found if low <= item["sk"] <= high])

    def query(self, pk: tuple[str, str], sk: Guard | None = None, **_: Any) -> Page:
        return Page(tuple(self.query_all(pk, sk)), None)

    def transact(self, actions: Sequence[Action]) -> None:
        assert 1 <= len(actions) <= 100
        self._request()
        for index, action in enumerate(actions):
            if isinstance(action, Put) and action.guard:
                stands = self.items.get((action.item["pk"], action.item["sk"]))
                wanted = action.guard.values.get(":read")
                if (stands or {}).get("version") != wanted:
                    raise ConditionFailed(index, stands)
        for action in actions:
            if isinstance(action, Put):
                self.put(action.item)
            elif isinstance(action, Update):
                self._add(action)
        if -self.requests in self.dies:
            raise Died

    def put(self, item: Mapping[str, Any]) -> None:
        self.items[item["pk"], item["sk"]] = dict(item)

    def put_invitation(self, invitation: Invitation) -> None:
        pk = keys.invitations(invitation.campaign, keys.bucket_of(invitation.hash))
        self.put({"pk": pk, "sk": invitation.hash, **dump(invitation)})

    def put_anonymous(self, answer: AnonymousAnswer) -> None:
        self.put({"pk": keys.anonymous(answer.campaign, answer.bucket), "sk": answer.id, **dump(answer)})

    def _add(self, update: Update) -> None:
        assert len(update.expression) <= 4096
        item = dict(self.items.get((update.pk, update.sk)) or {"pk": update.pk, "sk": update.sk})
        if ":group" in update.values:
            item["group"] = update.values[":group"]
        for short, value in re.findall(r"(#\w+) (:\w+)", update.expression.partition("ADD ")[2]):
            name = update.names[short]
            item[name] = item.get(name, 0) + update.values[value]
        self.items[update.pk, update.sk] = item

    def _request(self) -> None:
        self.requests += 1
        if self.requests in self.dies:
            raise Died


def _span(sk: Guard | None) -> tuple[str, str]:
    if sk is None:
        return "", "\uffff"
    values = list(sk.values.values())
    return (values[0], values[1]) if len(values) == 2 else (values[0], values[0] + "\uffff")
