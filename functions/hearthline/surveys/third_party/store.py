"""Where pseudonyms stand, and what comes in under them: the only place that knows their items."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hearthline.platform.codec import dump
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Put, Table
from hearthline.surveys import keys
from hearthline.surveys.model import AnonymousAnswer
from hearthline.surveys.third_party.pseudonyms import known_by

_MOST: Final = 100


class StandsAlready(Exception):
    """An answer of this id stands there already; `item` is how."""

    def __init__(self, item: Mapping[str, Any]) -> None:
        super().__init__()
        self.item = item


class PseudonymStore:
    """Pseudonyms and answers of outside firms in the surveys table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def keep(self, campaign: str, invitations: Mapping[str, str]) -> None:
        """Write down which pseudonym is of which invitation (its hash); again is harmless."""
        items: list[Action] = [
            Put({"pk": keys.pseudonym(campaign, known_by(name)), "sk": keys.HEAD, "invitation": token_hash})
            for name, token_hash in invitations.items()
        ]
        for place in range(0, len(items), _MOST):
            self._table.transact(items[place : place + _MOST])

    def invitations(self, campaign: str, names: Sequence[str]) -> dict[str, str]:
        """Give the hashes of invitations by their pseudonyms; a request for each hundred."""
        partitions = {keys.pseudonym(campaign, known_by(name)): name for name in names}
        wanted = [(pk, keys.HEAD) for pk in partitions]
        found = self._table.get_many(wanted, consistent=True)
        return {partitions[item["pk"]]: str(item["invitation"]) for item in found}

    def add(self, answer: AnonymousAnswer, came: Mapping[str, Any]) -> None:
        """Write an answer that stands apart, and with which row it came; raise StandsAlready."""
        try:
            self._table.transact([answer_put(answer, came)])
        except ConditionFailed as failed:
            raise StandsAlready(failed.item or {}) from failed


def answer_put(answer: AnonymousAnswer, came: Mapping[str, Any] | None = None) -> Put:
    """Give the action that writes an answer that stands apart; it fails where there is one of its id."""
    key = {"pk": keys.anonymous(answer.campaign, answer.bucket), "sk": answer.id}
    return Put({**key, **dump(answer), **(came or {})}, ABSENT)
