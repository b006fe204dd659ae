"""Climbing the ladder: sweeps when something is due, and what was told."""

from datetime import datetime, timedelta

from tests.unit.complaints.builders import MONDAY, Story, a_policy_document, a_story, some_terms

HANDLER, LEAD, MANAGER, GROUP = ("handler",), ("lead",), ("manager",), ("group",)
BOTH = ("handler", "lead")


def a_patient_story() -> Story:
    """A case for which an acknowledgement is waited for longer than any test takes."""
    patient = a_policy_document(acknowledge_within_minutes={"default": 1_000_000})
    return a_story(terms=some_terms(policy=patient))


def swept_when_due(story: Story, until: datetime) -> Story:
    """Sweep at each instant at which something is due."""
    while (due := story.timer) is not None and due <= until:
        story.sweep(due)
    return story


def told_at(story: Story) -> list[tuple[timedelta, str, tuple[str, ...]]]:
    """Everything told of the answer: (how long after the start, step, levels)."""
    return [
        (entry.at - MONDAY, step["step"], tuple(step["levels"]))
        for entry in story.entries_of("escalated")
        for step in entry.data["steps"]
    ]
