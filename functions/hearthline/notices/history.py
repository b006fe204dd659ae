"""What a person was sent, and what not, and why: for themselves, and with each decision for staff."""

from collections.abc import Mapping
from typing import Any

from hearthline.notices.explaining import what, why
from hearthline.notices.model import Decision, Delivery, State
from hearthline.notices.store import DeliveryTable
from hearthline.platform.cursors import Cursors
from hearthline.platform.instants import instant


class Messages:
    """Lists messages, newest first; a page is one request."""

    def __init__(self, deliveries: DeliveryTable, cursors: Cursors) -> None:
        self._deliveries = deliveries
        self._cursors = cursors

    def page(self, person: str, limit: int, cursor: str | None, *, decisions: bool = False) -> dict[str, Any]:
        """Give a page of somebody's messages, with `decisions` for staff; raise Problem 400."""
        binding = f"messages|{person}"
        start = self._cursors.open(binding, cursor) if cursor else None
        found, last = self._deliveries.of_person(person, limit, start)
        return {
            "items": [_for_staff(one) if decisions else for_person(one) for one in found],
            "next_cursor": self._cursors.seal(binding, last) if last else None,
        }


def for_person(one: Delivery) -> dict[str, Any]:
    """Give one message as its recipient may see it."""
    told = one.state is not State.SENT and one.reason is not None
    return {
        "id": one.message.id,
        "purpose": one.message.purpose,
        "title": dict(what(one.message.purpose)),
        "message_class": one.message.message_class.value,
        "at": instant(one.created_at),
        "changed_at": instant(one.changed_at),
        "channel": _plain(one.channel),
        "state": one.state.value,
        "until": instant(one.until) if one.state is State.HELD and one.until else None,
        "reason": _reason(str(one.reason)) if told else None,
    }


def _for_staff(one: Delivery) -> dict[str, Any]:
    refused = {_plain(channel) or "": _reason(reason) for channel, reason in one.refused.items()}
    decisions = [_decision(each) for each in one.decisions]
    about = one.message.event.subject
    return {**for_person(one), "about": about, "refused": refused, "decisions": decisions}


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "at": instant(decision.at),
        "verdict": decision.verdict.value,
        "channel": _plain(decision.channel),
        "until": instant(decision.until) if decision.until else None,
        "reason": _reason(decision.reason) if decision.reason else None,
    }


def _reason(code: str) -> Mapping[str, str]:
    return {"code": code, **why(code)}


def _plain(channel: str | None) -> str | None:
    return channel.partition(":")[0] if channel else None
