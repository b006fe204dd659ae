"""The steps of the ladder that an escalation reports, and how grave they are. Pure."""

from dataclasses import dataclass
from datetime import datetime

from hearthline.platform.instants import read_instant
from hearthline.platform.outbox import Event

CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """One step of the ladder that an event reports."""

    clock: str
    round: int
    name: str
    levels: tuple[str, ...]
    due: datetime

    @property
    def unheard(self) -> bool:
        """Whether it is told because nobody on the level below acknowledged."""
        return "/" in self.name


def steps_of(event: Event) -> tuple[EscalationStep, ...]:
    """Give the steps of an `escalation.raised` event in the order of their clocks; none for other events."""
    if event.type != "escalation.raised":
        return ()
    return tuple(
        EscalationStep(
            step["clock"], step["round"], step["step"], tuple(step["levels"]), read_instant(step["due"])
        )
        for step in event.data["steps"]
    )


def levels_of(steps: tuple[EscalationStep, ...]) -> list[str]:
    """Give every level that any of the steps tells, each once, in their order."""
    return list(dict.fromkeys(level for step in steps for level in step.levels))


def words_for(step: EscalationStep, at: datetime) -> str:
    """Name the template that fits a step told at this instant.

    Steps are data and may have any name, so the choice rests on whom they tell and on whether the promise is
    already broken. Two kinds are named by the rules themselves: `at_once:<severity>`, told as soon as a case
    is that grave, and `<step>/<level>`, told because nobody below had acknowledged.
    """
    if step.name.startswith("at_once:"):
        return CRITICAL
    if step.unheard:
        return "escalation"
    if step.due <= at:
        return "escalation" if "group" in step.levels else "breach"
    return "reminder" if step.levels == ("handler",) else "warning"


_GRAVITY = ("reminder", "warning", "breach", "escalation", CRITICAL)


def gravest(steps: tuple[EscalationStep, ...], at: datetime) -> str:
    """Name the template of the gravest of several steps told together."""
    return max((words_for(step, at) for step in steps), key=_GRAVITY.index)
