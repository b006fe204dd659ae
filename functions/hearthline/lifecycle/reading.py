"""The document `lifecycle` read into the values that the rules work with; a saved one was checked before."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from hearthline.lifecycle.model import Deed, Heir, LetterRules, Rules, StepRule, Trigger, When, Words

LIFECYCLE: Final = "lifecycle"
"""The name of the document."""

LATE_DAYS: Final = 30
"""How late a step may still be done where the document does not say."""


def rules_from_document(document: Mapping[str, Any]) -> Rules:
    """Read one version."""
    return Rules(
        document["version"],
        tuple(_step(step) for step in document["steps"]),
        _letters(document.get("letters") or {}),
    )


def _step(step: Mapping[str, Any]) -> StepRule:
    message = step.get("message")
    until = step.get("until")
    return StepRule(
        code=step["code"],
        names=step["names"],
        after=Trigger(step["after"]),
        does=next(deed for deed in Deed if step.get(deed.value) is not None),
        late=timedelta(days=step.get("late_days", LATE_DAYS)),
        when=_when(step["when"]) if step.get("when") else None,
        until=Trigger(until) if until else None,
        on_transfer=Heir(step.get("on_transfer", Heir.FOLLOWS)),
        words=_words(message) if message else None,
        survey=step.get("survey"),
        visit_days=step["visit"]["days"] if step.get("visit") else 0,
    )


def _letters(letters: Mapping[str, Any]) -> LetterRules:
    usual = LetterRules()
    return LetterRules(
        letters.get("class", usual.message_class),
        letters.get("remind_on", usual.remind_on),
        _time(letters["at"]) if "at" in letters else usual.at,
    )


def _time(text: str) -> timedelta:
    hour, _, minute = text.partition(":")
    return timedelta(hours=int(hour), minutes=int(minute))


def _when(when: Mapping[str, Any]) -> When:
    return When(
        at=_time(when["at"]),
        months=when.get("months", 0),
        days=when.get("days", 0),
        working_days=when.get("working_days", 0),
        working_day=when.get("working_day", False),
        every_months=when.get("every_months"),
    )


def _words(message: Mapping[str, Any]) -> Words:
    return Words(message["class"], message["title"], message["text"], message["short"])
