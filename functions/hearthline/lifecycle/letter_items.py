"""What is written of letters beside themselves: when a project is looked at, and whom a letter goes to."""

import hashlib
from datetime import datetime

from hearthline.lifecycle import keys
from hearthline.lifecycle.letters import GOOD_FOR, Letter
from hearthline.platform.actions import ABSENT, Put, Update
from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM, Event
from hearthline.platform.timers import shard_of

DUE = "progress_letter.due"
MISSING = "progress_letter.missing"


def letters_looked_after(city: str, project: str, home: str, at: datetime, shards: int) -> Update:
    """Give the action that lets a project's letters be looked after from when a home begins to wait.

    Where they are already, the instant stays. The home is noted, so that who finds that nobody waits sees it.
    """
    pk = keys.letters(city, project)
    return Update(
        pk,
        keys.HEAD,
        "SET #city = :city, #project = :project, #latest = :home, #shard = if_not_exists(#shard, :shard), "
        "#at = if_not_exists(#at, :at)",
        {
            "#city": "city",
            "#project": "project",
            "#latest": "latest",
            "#shard": "timer_shard",
            "#at": "timer_at",
        },
        {
            ":city": city,
            ":project": project,
            ":home": home,
            ":shard": shard_of(pk, shards),
            ":at": instant(at),
        },
    )


def told_to(letter: Letter, home: str, person: str, now: datetime) -> Put:
    """Give the action that tells one buyer of a letter; it fails where they were told of it before."""
    sent = letter.sent_at or now
    event = Event(
        id=_id(letter, person),
        type=DUE,
        at=now,
        subject=f"home/{home}",
        actor=SYSTEM,
        data={
            "home": home,
            "city": letter.city,
            "project": letter.project,
            "month": letter.month,
            "person": person,
            "message_class": letter.message_class,
            "good_until": instant(sent + GOOD_FOR),
        },
    )
    return _line(letter.city, letter.project, keys.letter_told(letter.month, person), event)


def missing(city: str, project: str, month: str, now: datetime) -> Put:
    """Give the action that tells that a month's letter is missing; it fails where that was told."""
    event = Event(
        id=f"letter.{_project(city, project)}.{month}.missing",
        type=MISSING,
        at=now,
        subject=f"project/{city}/{project}",
        actor=SYSTEM,
        data={"city": city, "project": project, "month": month},
    )
    return _line(city, project, keys.letter_missing(month), event)


def _line(city: str, project: str, sk: str, event: Event) -> Put:
    pk = keys.letters(city, project)
    return Put(
        {"pk": pk, "sk": sk, "kind": event.type, "at": instant(event.at), "event": event.envelope()}, ABSENT
    )


def _id(letter: Letter, person: str) -> str:
    return f"letter.{_project(letter.city, letter.project)}.{letter.month}.{person}"


def _project(city: str, project: str) -> str:
    return hashlib.sha256(keys.letters(city, project).encode()).hexdigest()[:16]
