"""How staff are shown improvements."""

from collections.abc import Mapping, Sequence
from typing import Any

from hearthline.complaints.improvements.model import Improvement, Revision
from hearthline.complaints.views import shown
from hearthline.platform.ids import display
from hearthline.platform.instants import instant

_OPTIONAL = ("contractor", "city", "project", "decided_at")


def proposed(improvement: Improvement) -> dict[str, Any]:
    """Give what the proposer is told: the same on every repetition, whatever became of it."""
    return {"id": improvement.id, "status": "proposed", "proposed_at": instant(improvement.proposed_at)}


def card(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Give a line of the list as it is shown, with a null for what is not there."""
    return {**dict.fromkeys(_OPTIONAL), **stored}


def head(improvement: Improvement) -> dict[str, Any]:
    """Give the state, the complaints as a number: which of them a reader may see is another question."""
    state: dict[str, Any] = shown(improvement)
    del state["complaints"]
    return {**state, "complaints_total": len(improvement.complaints)}


def whole(
    improvement: Improvement, history: Sequence[Revision], cards: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Give the state, its history, and lines about the complaints among `cards`."""
    return {
        **head(improvement),
        "complaints": [_line(one) for one in cards],
        "history": [_revision(revision) for revision in history],
    }


def _line(stored: Mapping[str, Any]) -> dict[str, Any]:
    facts = {name: stored[name] for name in ("kind", "title", "status", "city", "received_at")}
    return {"number": display(stored["number"]), **facts}


def _revision(revision: Revision) -> dict[str, Any]:
    return {
        "version": revision.version,
        "kind": revision.kind,
        "at": instant(revision.at),
        "by": revision.by,
        "status": revision.status.value,
        "reason": revision.text,
        "before": dict(revision.before),
        "complaints_added": len(revision.added),
    }
