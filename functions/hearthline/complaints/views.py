"""What each reader is shown of a complaint: its filer, the public, and staff."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from hearthline.complaints import clocks, keys
from hearthline.complaints.cards import board_card, masked_texts
from hearthline.complaints.explaining import explain
from hearthline.complaints.masking import mask_text
from hearthline.complaints.model import Clock, Complaint, Entry, Visibility
from hearthline.platform.codec import dump
from hearthline.platform.ids import display
from hearthline.platform.instants import instant


def head(complaint: Complaint) -> dict[str, Any]:
    """Give the head for staff: everything but the timeline."""
    shown = {name: value for name, value in _shown(complaint).items() if name != "said"}
    numbers = {name: getattr(complaint, name) for name in ("number", "merged_into", "follows")}
    return {
        **shown,
        **{name: display(number) if number else None for name, number in numbers.items()},
        "clocks": [clock_view(clock) for clock in complaint.clocks],
        "flags": [{**_shown(flag), "explanation": explain(flag)} for flag in complaint.flags],
    }


def _shown(value: Any) -> Any:
    """Give a value as it is shown: unlike what is stored, with a null for what is not there."""
    if dataclasses.is_dataclass(value):
        return {field.name: _shown(getattr(value, field.name)) for field in dataclasses.fields(value)}
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
        "pauses": [{"since": instant(span.since), "until": instant(span.until)} for span in clock.pauses],
        "extended_to": instant(clock.extended_to) if clock.extended_to else None,
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


def for_filer(complaint: Complaint, entries: Sequence[Entry]) -> dict[str, Any]:
    """Give the filer's own view: what was promised, what was said; no staff names, no internal notes."""
    told = [_told(entry) for entry in entries if entry.visibility is not Visibility.INTERNAL]
    return {**head_for_filer(complaint), "timeline": told}


def head_for_filer(complaint: Complaint) -> dict[str, Any]:
    """Give the filer's own view without the timeline."""
    return {
        "number": display(complaint.number),
        "kind": complaint.kind.value,
        "status": complaint.status.value,
        "title": complaint.title,
        "text": complaint.text,
        "city": complaint.city,
        "home": _shown(complaint.home),
        "category": complaint.category,
        "language": complaint.language,
        "public": complaint.publication.value,
        "received_at": instant(complaint.received_at),
        "clocks": [
            {name: value for name, value in clock_view(clock).items() if name != "target"}
            for clock in complaint.clocks
        ],
        "merged_into": display(complaint.merged_into) if complaint.merged_into else None,
        "verdict": _shown(complaint.verdict),
    }


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
    shown = {name: value for name, value in card.items() if name != "answer_breached"}
    kept = False if card["answer_breached"] else (True if card["answered_at"] else None)
    return {**shown, "number": display(card["number"]), "promise_kept": kept}


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "at": instant(entry.at),
        "by": entry.actor_kind,
        "text": entry.text,
        "data": {name: value for name, value in entry.data.items() if name in _TOLD_DATA},
    }


_TOLD_DATA = frozenset(
    {"clock", "round", "due", "until", "due_before", "by", "accepted", "rating", "clocks", "into"}
)
