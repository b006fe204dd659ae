"""The filer's view of a case, read for its page: what is asked of the reader now, and what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_TOLD_BY = {
    "in_progress": "replied",
    "awaiting_customer": "asked",
    "resolved": "resolved",
    "rejected": "rejected",
}
_SETTLED = frozenset({"resolved", "closed"})


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the case stands for its reader.

    `said` is what staff said last on the way there: the answer, the question, the solution, the reason.
    `verdict` is the one given on this round's solution, `offer` the remedy that waits for the reader's word.
    At most one of the other forms is asked for; `writes` allows it beside them.
    """

    status: str
    said: str | None
    verdict: Mapping[str, Any] | None
    offer: Mapping[str, Any] | None
    asks_verdict: bool
    asks_reply: bool
    writes: bool


def stage(view: Mapping[str, Any]) -> Stage:
    """Read the stage from the view."""
    status: str = view["status"]
    present = max((clock["round"] for clock in view["clocks"]), default=1)
    given = view["verdict"]
    verdict = given if given and given["round"] == present else None
    awaiting = status == "awaiting_customer"
    offers = [remedy for remedy in view["remedies"] if remedy["state"] == "offered"]
    return Stage(
        status=status,
        said=_said(view["timeline"], _TOLD_BY.get(status)),
        verdict=verdict,
        offer=offers[-1] if offers and status != "merged" else None,
        asks_verdict=status in _SETTLED and verdict is None,
        asks_reply=awaiting,
        writes=status != "merged" and not awaiting,
    )


def story(view: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give what happened, newest last; it begins with what the customer wrote.

    An imported case has no entry of its filing: it begins on the day that its source says.
    """
    told = [dict(entry) for entry in view["timeline"]]
    if not told or told[0]["kind"] != "received":
        told.insert(
            0, {"kind": "received", "at": view["received_at"], "by": "customer", "text": None, "data": {}}
        )
    told[0]["text"] = view["text"]
    return told


def files(view: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give the files of the case with their sizes as people read them; without those that never came."""
    came = [file for file in view["attachments"] if file["state"] != "lapsed"]
    return [{**file, "size": readable_size(file["size"])} for file in came]


def readable_size(size: int) -> str:
    """Give a size in the largest unit that it fills: 512 B, 83 kB, 2.4 MB."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def _said(timeline: Sequence[Mapping[str, Any]], kind: str | None) -> str | None:
    """Give the last text of a kind since the case was last taken up: what was said before is settled."""
    begun = max((place for place, entry in enumerate(timeline) if entry["kind"] == "reopened"), default=0)
    texts = [entry["text"] for entry in timeline[begun:] if entry["kind"] == kind and entry["text"]]
    return texts[-1] if texts else None
