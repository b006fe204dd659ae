"""What a campaign has come to: each mail that was caught, beside who was to have one, and what is stored."""

import json
import urllib.request
from collections import Counter
from typing import Any, Final

from benchmarks.campaign_owners import Owners
from hearthline.platform.table import Table
from hearthline.surveys import keys
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.states import state_of
from infra.local.stack import LocalStack

SHARDS: Final = 8
"""As TIMER_SHARDS in template.yaml."""
PATIENCE: Final = 300.0
"""Seconds that the engine may take to show tens of thousands of mails."""


class NotExact(Exception):
    """Somebody was missed, or told twice, or the figures do not add up."""


def demand(held: bool, *what: object) -> None:
    """Raise NotExact with what was found, unless it held."""
    if not held:
        raise NotExact(*what)


def told(stack: LocalStack, campaign: str) -> Counter[str]:
    """Give how many mails with a link of this campaign were caught, by address."""
    with urllib.request.urlopen(stack.description()["mail_url"], timeout=PATIENCE) as answer:  # noqa: S310
        accounts = json.load(answer)["messages"]
    link = f"/s/{campaign}."
    return Counter(
        address
        for mails in accounts.values()
        for mail in mails
        if link in mail["BodyText"]
        for address in mail["To"]
    )


def invitations_of(stack: LocalStack) -> InvitationStore:
    """Give the store of the stack's invitations, with the operator's rights."""
    table = stack.description()["outputs"]["SurveysTable"]
    return InvitationStore(Table(stack.client("dynamodb"), table), SHARDS)


def check(owners: Owners, progress: dict[str, Any], mails: Counter[str]) -> None:
    """Demand one mail for each who could be reached, none else, and figures that add up to all invited."""
    wanted = set(owners.reachable.values())
    demand(not (wanted - set(mails)), "missed", len(wanted - set(mails)))
    demand(not (set(mails) - wanted), "not meant", len(set(mails) - wanted))
    again = [address for address, count in mails.items() if count > 1]
    demand(not again, "told twice", len(again))
    states = progress["states"]
    demand(sum(states.values()) == progress["made"] == owners.asked, "sum", progress)
    demand(states["sent"] == len(owners.reachable), "sent", progress)
    demand(states["withheld"] == owners.unwilling, "withheld", progress)
    demand(states["failed"] == owners.without_address, "failed", progress)


def check_stored(stack: LocalStack, campaign: str, progress: dict[str, Any]) -> None:
    """Demand that the invitations, read one and all, are in the states that the progress counts."""
    store = invitations_of(stack)
    found: Counter[str] = Counter()
    for bucket in range(keys.BUCKETS):
        after: str | None = None
        while True:
            page = store.bucket(campaign, f"{bucket:02x}", after)
            found.update(str(state_of(each)) for each in page.invitations)
            if (after := page.last) is None:
                break
    demand(found == Counter({state: n for state, n in progress["states"].items() if n}), found, progress)
