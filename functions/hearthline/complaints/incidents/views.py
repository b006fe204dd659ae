"""What staff are shown of an incident; nothing of a person is in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from hearthline.complaints import views
from hearthline.complaints.incidents.model import Broadcast, Incident, Line, Member
from hearthline.complaints.keys import entry
from hearthline.platform.ids import display
from hearthline.platform.instants import instant
from hearthline.platform.jobs import Job, JobState

_COUNTED = ("answered", "skipped", "failed")


def head(incident: Incident) -> dict[str, Any]:
    """Give an incident's state."""
    shown = views.shown(incident)
    return {name: value for name, value in shown.items() if name not in {"job", "asked", "broadcasts"}} | {
        "job_running": incident.job is not None
    }


def whole(
    incident: Incident, lines: Sequence[Line], jobs: Mapping[str, Job | None], members: dict[str, Any]
) -> dict[str, Any]:
    """Give an incident with its history, a page of its complaints, and how far its broadcasts are."""
    texts = {entry(line.version, 0): line.text for line in lines}
    return {
        **head(incident),
        "timeline": [
            {
                "kind": line.kind,
                "at": instant(line.at),
                "by": {"kind": line.actor_kind, "id": line.actor_id},
                "text": line.text,
                "data": dict(line.data),
            }
            for line in lines
        ],
        "broadcasts": [_progress(sent, jobs.get(sent.id), texts) for sent in incident.broadcasts],
        "members": members,
    }


def member(one: Member) -> dict[str, Any]:
    """Give a complaint of an incident."""
    missed = {"broadcast": one.missed["job"], "reason": one.missed["reason"]} if one.missed else None
    return {**views.shown(one), "number": display(one.number), "missed": missed}


def _progress(sent: Broadcast, job: Job | None, texts: Mapping[str, str | None]) -> dict[str, Any]:
    tally = job.tally if job else {}
    return {
        "id": sent.id,
        "by": sent.by,
        "at": instant(sent.at),
        "text": texts.get(sent.entry),
        "resolves": views.shown(sent.resolves),
        "state": (job.state if job else JobState.FAILED).value,
        "total": int(job.params.get("total", 0)) if job else 0,
        **{name: int(tally.get(name, 0)) for name in _COUNTED},
    }
