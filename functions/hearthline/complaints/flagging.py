"""Early warning: flags that a case gets while nothing about it changes by itself.

A flag suggests that the case may be critical and is told to group level at once. Somebody then assesses it:
a triage does, whatever it decides. Until then a code is raised once in each round.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hearthline.complaints.commands import RaiseFlag
from hearthline.complaints.draft import Draft
from hearthline.complaints.model import ClockName, Complaint, Severity, Visibility
from hearthline.complaints.parts import Flag, FlagCode


def warn_of_words(draft: Draft, *texts: str) -> None:
    """Raise the flags that what the customer says calls for, told together."""
    found = draft.terms.words.found_in("\n".join(texts))
    _raise(draft, {code: {"words": list(words)} for code, words in found.items()})


def raise_flag(draft: Draft, command: RaiseFlag) -> None:
    """Raise one flag; nothing happens where it waits to be assessed, or was raised for the same reasons."""
    same = (command.code, dict(command.reasons))
    if all((flag.code, dict(flag.reasons)) != same for flag in draft.complaint.flags):
        _raise(draft, {command.code: command.reasons})


def assess_flags(draft: Draft) -> None:
    """Note that somebody has looked at every flag that waited for it."""
    draft.set(
        flags=tuple(
            flag if flag.assessed_at else replace(flag, assessed_at=draft.now)
            for flag in draft.complaint.flags
        )
    )


def _raise(draft: Draft, reasons: Mapping[FlagCode, Mapping[str, Any]]) -> None:
    waiting = _waiting(draft.complaint)
    fresh = {code: why for code, why in reasons.items() if code not in waiting}
    if not fresh:
        return
    flags = tuple(Flag(code, draft.now, dict(why)) for code, why in fresh.items())
    draft.set(flags=(*draft.complaint.flags, *flags))
    facts = {
        "codes": [code.value for code in fresh],
        "words": [word for why in fresh.values() for word in why.get("words", ())],
        "cases": [case for why in fresh.values() for case in why.get("cases", ())],
        "suggests": Severity.CRITICAL.value,
    }
    draft.record(
        "flagged",
        Visibility.INTERNAL,
        data=facts,
        event="complaint.flagged",
        event_data=facts,
        by_system=True,
    )


def _waiting(complaint: Complaint) -> frozenset[FlagCode]:
    """Give the codes that were raised in this round and that nobody has assessed."""
    answer = complaint.clock(ClockName.ANSWER)
    return frozenset(
        flag.code
        for flag in complaint.flags
        if flag.assessed_at is None and (answer is None or flag.raised_at >= answer.started)
    )
