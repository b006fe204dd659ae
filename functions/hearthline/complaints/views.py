"""What each reader is shown of a complaint: its filer, the public, and staff."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from hearthline.complaints import clocks, keys
from hearthline.complaints.attachments.views import attachments
from hearthline.complaints.cards import board_card, masked_texts
from hearthline.complaints.explaining import explain
from hearthline.complaints.masking import mask_text
from hearthline.complaints.model import Clock, Complaint, Entry, Visibility
from hearthline.complaints.parts import Remedy, Visit, Work
from hearthline.platform.codec import dump
from hearthline.platform.ids import display
from hearthline.platform.instants import instant

CURRENCY = "CNY"


def head(complaint: Complaint) -> dict[str, Any]:
    """Give the head for staff: everything but the timeline."""
    state = {name: value for name, value in shown(complaint).items() if name != "said"}
    numbers = {name: getattr(complaint, name) for name in ("number", "merged_into", "follows")}
    return {
        **state,
        **{name: display(number) if number else None for name, number in numbers.items()},
        "absorbed": [display(number) for number in complaint.absorbed],
        "remedies": [{**shown(remedy), "currency": _currency(remedy)} for remedy in complaint.remedies],
        "clocks": [clock_view(clock) for clock in complaint.clocks],
        "flags": [{**shown(flag), "explanation": explain(flag)} for flag in complaint.flags],
    }


def shown(value: Any) -> Any:
    """Give a value as it is shown: unlike what is stored, with a null for what is not there."""
    if dataclasses.is_dataclass(value):
        return {field.name: shown(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [shown(each) for each in value]
    return dump(value)


def clock_view(clock: Clock) -> dict[str, Any]:
    """Give one promise with its record; `kept` is null while it is open."""
    return {
        "clock": clock.name.value,
        "round": clock.round,
        "target": clock.target,
        "started_at": instant(clock.started),
        "due_at": instant(clock.due),
        "original_due_at": instant(clock.original_due),
        "provisional": clock.provisional,
        "paused": clock.paused_since is not None,
        "paused_since": instant(clock.paused_since) if clock.paused_since else None,
        "pauses": [{"since": instant(span.since), "until": instant(span.until)} for span in clock.pauses],
        "extended_to": instant(clock.extended_to) if clock.extended_to else None,
        "extended_at": instant(clock.extended_at) if clock.extended_at else None,
        "met_at": instant(clock.met_at) if clock.met_at else None,
        "breached_at": instant(clock.breached_at) if clock.breached_at else None,
        "stopped_at": instant(clock.stopped_at) if clock.stopped_at else None,
        "kept": clocks.kept(clock),
    }


def timeline(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Give the whole timeline, for staff."""
    return [
        {
            "id": keys.entry(entry.version, entry.index),
            "kind": entry.kind,
            "at": instant(entry.at),
            "by": {"kind": entry.actor_kind, "id": entry.actor_id},
            "visibility": entry.visibility.value,
            "text": entry.text,
            "data": dict(entry.data),
        }
        for entry in entries
    ]


def for_filer(
    complaint: Complaint, entries: Sequence[Entry], now: datetime, merged_url: str | None = None
) -> dict[str, Any]:
    """Give the filer's own view: what was promised, what was said; no staff names, no internal notes."""
    told = [_told(entry) for entry in entries if entry.visibility is not Visibility.INTERNAL]
    return {
        **head_for_filer(complaint, merged_url),
        "attachments": attachments(complaint, now),
        "timeline": told,
    }


def head_for_filer(complaint: Complaint, merged_url: str | None = None) -> dict[str, Any]:
    """Give the filer's own view without the timeline.

    `merged_url` is the secret link to the case that this one was merged into, for whoever may have it.
    """
    return {
        "number": display(complaint.number),
        "kind": complaint.kind.value,
        "status": complaint.status.value,
        "title": complaint.title,
        "text": complaint.text,
        "city": complaint.city,
        "home": shown(complaint.home),
        "category": complaint.category,
        "language": complaint.language,
        "public": complaint.publication.value,
        "received_at": instant(complaint.received_at),
        "clocks": [
            {name: value for name, value in clock_view(clock).items() if name != "target"}
            for clock in complaint.clocks
        ],
        "merged_into": display(complaint.merged_into) if complaint.merged_into else None,
        "merged_url": merged_url,
        "verdict": shown(complaint.verdict),
        "hidden_because": complaint.hidden_because,
        "remedies": [_offered(remedy) for remedy in complaint.remedies if remedy.offered_at],
        "visits": [_visit(visit) for visit in complaint.visits],
        "works": [_work(work) for work in complaint.works],
    }


def _offered(remedy: Remedy) -> dict[str, Any]:
    """Give what the customer was offered; what was talked over before is the house's own."""
    return {
        "remedy": remedy.id,
        "kind": remedy.kind.value,
        "text": remedy.text,
        "amount": remedy.amount,
        "currency": _currency(remedy),
        "state": remedy.state.value,
        "offered_at": shown(remedy.offered_at),
        "ended_at": shown(remedy.ended_at),
    }


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "visit": visit.id,
        "since": instant(visit.since),
        "until": instant(visit.until),
        "outcome": visit.outcome.value if visit.outcome else None,
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "work": work.id,
        "what": work.what,
        "due_at": instant(work.due),
        "done_at": shown(work.done_at),
    }


def _currency(remedy: Remedy) -> str | None:
    return CURRENCY if remedy.amount is not None else None


def for_public(complaint: Complaint, entries: Sequence[Entry], staff_names: Sequence[str]) -> dict[str, Any]:
    """Give the public post with its answers, all text masked."""
    known = [complaint.contact.name, *staff_names]
    return {
        **public_card(board_card(complaint, masked_texts(complaint))),
        "text": mask_text(complaint.text, known=known),
        "timeline": [
            {**told, "text": mask_text(told["text"], known=known) if told["text"] else None}
            for told in (_told(entry) for entry in entries if entry.visibility is Visibility.PUBLIC)
        ],
    }


def public_card(card: dict[str, Any]) -> dict[str, Any]:
    """Give a stored board card as it is shown; `promise_kept` is null while it is open."""
    shown = {name: value for name, value in card.items() if name not in {"answer_breached", "building"}}
    kept = False if card["answer_breached"] else (True if card["answered_at"] else None)
    return {**shown, "number": display(card["number"]), "promise_kept": kept}


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "at": instant(entry.at),
        "by": entry.actor_kind,
        "text": entry.text,
        "data": {
            name: display(value) if name in _NUMBERS else value
            for name, value in entry.data.items()
            if name in _TOLD_DATA
        },
    }


_NUMBERS = frozenset({"into", "from"})
_TOLD_DATA = _NUMBERS | {
    "accepted",
    "amount",
    "attachment",
    "by",
    "clock",
    "clocks",
    "due",
    "due_before",
    "improvement",
    "outcome",
    "rating",
    "reason",
    "remedy",
    "remedy_kind",
    "round",
    "since",
    "status",
    "until",
    "visit",
    "work",
}
